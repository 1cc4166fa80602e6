"""`flask partners …`: who may embed our recent posts."""

import click
from flask import current_app, url_for
from sqlalchemy import select

from newsroom.database import db
from newsroom.i18n import gettext as _
from newsroom.language.tidy import tidy_line
from newsroom.partners.models import Partner
from newsroom.partners.origins import NotAnOrigin
from newsroom.partners.showing import shown_by
from newsroom.partners.snippets import frame
from newsroom.terminal import Commands, Refused
from newsroom.words import site

partners = Commands("partners", help="Sites that embed our recent posts.")


@partners.command("add")
@click.argument("name")
@click.option(
    "--origin",
    "origins",
    multiple=True,
    required=True,
    help="Where their pages live, for example https://example.org; may be given several times.",
)
def add(name: str, origins: list[str]) -> None:
    """Let a partner's sites frame our recent posts, and print what they paste."""
    name = tidy_line(name)
    if not name or len(name) > 120:
        raise Refused(_("Give a name of 1 to 120 characters."))
    if db.session.scalar(select(Partner).where(Partner.name == name)):
        raise Refused(_("%(name)s is a partner already.", name=name), exit_code=1)
    try:
        partner = Partner.named(name, list(origins))
    except NotAnOrigin as problem:
        raise Refused(str(problem)) from None
    db.session.add(partner)
    db.session.commit()
    origins_of_it = ", ".join(row.origin for row in partner.origins)
    click.echo(
        _("%(name)s may embed our recent posts on %(origins)s.", name=name, origins=origins_of_it)
    )
    with current_app.test_request_context():
        page = site().url + url_for("partners.setup", key=partner.key)
        line = frame(shown_by(partner))
    click.echo(_("Their page with what to paste: %(url)s", url=page))
    click.echo(_("The same as a line:") + f"\n\n{line}")


@partners.command("list")
def list_partners() -> None:
    """Show the partners, their keys and their origins."""
    for partner in db.session.scalars(select(Partner).order_by(Partner.name)).unique():
        origins = ", ".join(row.origin for row in partner.origins)
        click.echo(f"{partner.key}\t{partner.name}\t{origins}")
