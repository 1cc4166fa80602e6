"""`flask articles …`: bring articles in from elsewhere."""

import sys
from io import TextIOWrapper

import click
from sqlalchemy import select

from newsroom.articles import importing
from newsroom.articles.categories import Category
from newsroom.database import db
from newsroom.i18n import gettext as _
from newsroom.language.tidy import tidy_line
from newsroom.terminal import Commands, Refused

LONGEST_NAME = 60

articles = Commands("articles", help="The newsroom's articles.")


@articles.command("import")
@click.argument("file", type=click.File("r", encoding="utf-8-sig", errors="surrogateescape"))
@click.option("--category", "slug", help="The slug of the category that they all belong to.")
def import_file(file: TextIOWrapper, slug: str | None) -> None:
    """Take articles from FILE, a JSON object a line, as live articles.

    A line has "title" and "paragraphs" (a list), and may have "author", "publication", "url" and
    "year"; what else it has is named and passed over. A line imported before is passed over too. A
    bad one is reported and the others are taken; the exit code is then 1.
    """
    category = _category(slug)
    added = passed = 0
    strange: dict[str, int] = {}
    problems: list[str] = []
    rows = list(importing.lines(file))
    with click.progressbar(rows, label=_("Importing"), file=sys.stderr) as bar:
        for number, line in bar:
            try:
                story = importing.read(line, number)
                is_new = importing.put_in(db.session, story, category)
                db.session.commit()
            except importing.BadLine as problem:
                db.session.rollback()
                problems.append(_("line %(number)s: %(problem)s", number=number, problem=problem))
                continue
            added, passed = added + is_new, passed + (not is_new)
            strange = dict.fromkeys(story.passed_over, number) | strange
    for sentence in [*map(_is_strange, strange.items()), *problems]:
        click.echo(sentence, err=True)
    click.echo(
        _(
            "added: %(added)s, imported before: %(passed)s, refused: %(refused)s",
            added=added,
            passed=passed,
            refused=len(problems),
        )
    )
    if problems:
        sys.exit(1)


def _is_strange(found: tuple[str, int]) -> str:
    name, number = found
    return str(
        _(
            "“%(name)s” is not known and was passed over, first in line %(number)s",
            name=tidy_line(name)[:LONGEST_NAME],
            number=number,
        )
    )


def _category(slug: str | None) -> Category | None:
    if slug is None:
        return None
    category = db.session.scalar(select(Category).where(Category.slug == slug))
    if category is None:
        known = ", ".join(db.session.scalars(select(Category.slug).order_by(Category.position)))
        raise Refused(
            _(
                "There is no category “%(slug)s”; there are: %(known)s.",
                slug=slug,
                known=known or "–",
            )
        )
    return category
