"""`flask photos …`: whether every photo has its files, and mending what a disk lost."""

import click
from flask.cli import AppGroup

from newsroom.i18n import gettext as _
from newsroom.photos import checking
from newsroom.terminal import Refused

photos = AppGroup("photos", help="The newsroom's photos.")

MOST_NAMED = 50
MEGABYTE = 1024 * 1024


@photos.command("check")
@click.option(
    "--mend", is_flag=True, help="Make again what is missing, remove what no photo names."
)
def check(mend: bool) -> None:
    """Look whether every photo has its files and every file its photo.

    The exit code is 0 when nothing is missing, 1 when something is, and after --mend when something
    is lost for good.
    """
    try:
        found = checking.look()
        _tell(found)
        if mend:
            lost = len(found.lost)
            removed = checking.mend(found)
            _list(_("Lost, upload it once more: %(name)s"), found.lost[lost:])
            click.echo(_("Made again: %(number)s.", number=len(found.incomplete)))
            click.echo(_("Files removed: %(number)s.", number=removed))
            found.incomplete.clear()
    except OSError as problem:
        why = _("The store of photos does not answer: %(problem)s", problem=problem)
        raise Refused(why, exit_code=1) from None
    if not found.is_whole:
        raise Refused(_("Not every photo has its files."), exit_code=1)
    click.echo(_("Every photo has its files."))


def _tell(found: checking.Found) -> None:
    megabytes = round(found.size / MEGABYTE, 1)
    number = _("Photos: %(number)s, files: %(files)s, %(megabytes)s MB.")
    click.echo(number % {"number": found.photos, "files": found.files, "megabytes": megabytes})
    strays = [kept.key for kept in found.strays]
    _list(_("Can be made again: %(name)s"), found.incomplete)
    _list(_("Lost, upload it once more: %(name)s"), found.lost + found.lost_uploads)
    _list(_("No photo names this file: %(name)s"), strays)


def _list(line: str, names: list[str]) -> None:
    for name in names[:MOST_NAMED]:
        click.echo(line % {"name": name})
    if len(names) > MOST_NAMED:
        click.echo(_("… and %(number)s more.", number=len(names) - MOST_NAMED))
