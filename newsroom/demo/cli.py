"""`flask demo …`: fill an empty newsroom with «Плесо» and its people."""

import ipaddress
import json
from pathlib import Path
from urllib.parse import urlsplit

import click
from flask import current_app
from sqlalchemy import select

from newsroom.articles.models import Article
from newsroom.database import db
from newsroom.demo.filling import fill_newsroom
from newsroom.i18n import gettext as _
from newsroom.staff.models import Staff, is_password
from newsroom.terminal import Commands, Refused

demo = Commands("demo", help="A newsroom to try everything on.")

PASSWORD = "тихе плесо о шостій"  # noqa: S105 -- known to all: for trying things out only


anyway_option = click.option(
    "--anyway", is_flag=True, help="Also where NEWSROOM_BASE_URL is an address that others reach."
)


@demo.command("prepare")
@anyway_option
@click.option("--at", help="Where it will be served, to be told at the end.")
@click.pass_context
def prepare(context: click.Context, anyway: bool, at: str | None) -> None:
    """Bring the database up to date, fill it if it is empty, and say how to sign in."""
    from flask_migrate import upgrade  # it brings Alembic, which no server needs

    _only_on_this_machine(anyway)
    upgrade()
    context.invoke(fill, anyway=anyway)
    if at:
        click.echo("\n" + _("For readers: %(url)s", url=f"{at}/"))
        click.echo(_("For the newsroom: %(url)s", url=f"{at}/desk/"))
        click.echo(_("It stops with Ctrl+C.") + "\n")


@demo.command("fill")
@anyway_option
def fill(anyway: bool) -> None:
    """Fill an empty newsroom with articles and staff, and say how to sign in. Once only."""
    from newsroom.demo.photographs import photographed  # it draws, by Pillow

    _only_on_this_machine(anyway)
    is_empty = db.session.scalar(select(Article.id).limit(1)) is None
    if is_empty and db.session.scalar(select(Staff.id).limit(1)) is None:
        stories = json.loads((Path(__file__).parent / "stories.json").read_text())
        app = current_app._get_current_object()  # type: ignore[attr-defined]
        photos = photographed(app, stories["stories"])
        fill_newsroom(db.session, stories, PASSWORD, photos)
        db.session.commit()
    _print_sign_ins()


def _only_on_this_machine(anyway: bool) -> None:
    """Everybody knows the demo's passwords, the chief's too."""
    url = current_app.config["BASE_URL"]
    if not anyway and not _is_this_machine(urlsplit(url).hostname or ""):
        raise Refused(
            _(
                "The demo’s people sign in with a password that everybody knows, and others reach"
                " %(url)s. If nothing there is anybody’s own, say --anyway.",
                url=url,
            ),
            exit_code=1,
        )


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _print_sign_ins() -> None:
    """Only what lets somebody in: not who was removed, nor who has another password by now."""
    theirs = Staff.now().where(Staff.email.endswith("@pleso.example")).order_by(Staff.id)
    people = [
        person
        for person in db.session.scalars(theirs)
        if is_password(person.password_hash, PASSWORD)
    ]
    if people:
        click.echo("\n" + _("Demo sign-ins, all with the password “%(word)s”:", word=PASSWORD))
        for person in people:
            click.echo(f"  {person.email:28} {person.role:9} {person.name}")
