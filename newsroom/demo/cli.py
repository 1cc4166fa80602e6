"""`flask demo …`: fill an empty newsroom with «Плесо» and its people."""

import json
from pathlib import Path

import click
from flask.cli import AppGroup
from flask_migrate import upgrade
from sqlalchemy import select

from newsroom.articles.models import Article
from newsroom.database import db
from newsroom.demo.filling import fill_newsroom
from newsroom.staff.models import Staff

demo = AppGroup("demo", help="A newsroom to try everything on.")

PASSWORD = "тихе плесо о шостій"  # noqa: S105 -- known to all: for trying things out only


@demo.command("prepare")
@click.pass_context
def prepare(context: click.Context) -> None:
    """Bring the database up to date, fill it if it is empty, and say how to sign in."""
    upgrade()
    context.invoke(fill)


@demo.command("fill")
def fill() -> None:
    """Fill an empty newsroom with articles and staff, and say how to sign in. Once only."""
    is_empty = db.session.scalar(select(Article.id).limit(1)) is None
    if is_empty and db.session.scalar(select(Staff.id).limit(1)) is None:
        stories = json.loads((Path(__file__).parent / "stories.json").read_text())
        fill_newsroom(db.session, stories, PASSWORD)
        db.session.commit()
    _print_sign_ins()


def _print_sign_ins() -> None:
    people = db.session.scalars(
        select(Staff).where(Staff.email.endswith("@pleso.example")).order_by(Staff.id)
    ).all()
    if people:
        click.echo(f"\nDemo sign-ins, all with the password «{PASSWORD}»:")
        for person in people:
            click.echo(f"  {person.email:28} {person.role:9} {person.name}")
