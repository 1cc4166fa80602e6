"""`flask partners …`: who may embed our recent posts."""

import click
from flask import current_app
from flask.cli import AppGroup
from markupsafe import escape
from sqlalchemy import select

from newsroom.database import db
from newsroom.i18n import gettext as _
from newsroom.language.tidy import tidy_line
from newsroom.partners.models import NotAnOrigin, Partner

partners = AppGroup("partners", help="Sites that embed our recent posts.")


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
        raise click.BadParameter("give a name of 1 to 120 characters", param_hint="NAME")
    if db.session.scalar(select(Partner).where(Partner.name == name)):
        raise click.ClickException(f"{name} is a partner already.")
    try:
        partner = Partner.named(name, list(origins))
    except NotAnOrigin as problem:
        raise click.BadParameter(str(problem), param_hint="--origin") from None
    db.session.add(partner)
    db.session.commit()
    click.echo(
        f"{name} may embed our recent posts on {', '.join(o.origin for o in partner.origins)}."
    )
    click.echo("This is what they paste:\n")
    click.echo(snippet(partner))


@partners.command("list")
def list_partners() -> None:
    """Show the partners, their keys and their origins."""
    for partner in db.session.scalars(select(Partner).order_by(Partner.name)).unique():
        origins = ", ".join(row.origin for row in partner.origins)
        click.echo(f"{partner.key}\t{partner.name}\t{origins}")


def snippet(partner: Partner) -> str:
    """The line a partner pastes. The frame has its own origin, so ours may keep no cookie there."""
    config = current_app.config
    address = f"{config['BASE_URL']}/widget/{partner.key}"
    title = escape(f"{config['SITE_NAME']}: {_('Recent posts')}")
    return (
        f'<iframe src="{escape(address)}" title="{title}" loading="lazy" width="100%" height="720" '
        'sandbox="allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox" '
        'referrerpolicy="strict-origin-when-cross-origin" style="border:0"></iframe>'
    )
