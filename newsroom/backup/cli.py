"""`flask backup`, `flask restore` and `flask backup-key`."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import current_app
from flask.cli import with_appcontext

from newsroom import clock
from newsroom.backup import making, names, putting, restoring, sealing, snapshot
from newsroom.backup.archive import Manifest
from newsroom.copying.loading import Differs
from newsroom.database import db, sqlite
from newsroom.i18n import gettext as _
from newsroom.photos import stores
from newsroom.terminal import Command, Refused
from newsroom.words import moment

if TYPE_CHECKING:
    from pyrage.x25519 import Identity

MEGABYTE = 1024 * 1024
MOST_NAMED = 20
path_type = click.Path(path_type=Path)


@click.command("backup", cls=Command)
@click.argument("to", metavar="TO", type=path_type)
@click.option("--keep", type=click.IntRange(1, 100_000), help="Remove all but so many of ours.")
@with_appcontext
def backup(to: Path, keep: int | None) -> None:
    """Write database and photos into one file in the folder TO, or into the file TO.

    People may go on working. The exit code is 0 when the backup was written and read back whole,
    1 when not; then there is none, and former ones are as they were.
    """
    with _in_words():
        path = _destination(to, keep)
        names.remove_unfinished(path.parent)
        made = _made(path)
    _tell(made)
    if keep:
        _remove_former(made, keep)


def _remove_former(made: making.Made, keep: int) -> None:
    """None while photos are lost: a former one may be the last that has them."""
    if made.manifest.missing:
        told = _(
            "No former backup was removed: they may have these photos. Put the files back; a "
            "photo that is lost for ever stops the removing until it is deleted from the newsroom."
        )
        click.echo(told, err=True)
        return
    for former in names.keep_newest(made.path, keep):
        click.echo(_("Removed: %(file)s", file=former.name))


def _made(path: Path) -> making.Made:
    try:
        return making.make(path)
    except sealing.Broken:
        told = _("What was written could not be read back, so it is no backup. Look at the disk.")
        raise _failed(told) from None


def _destination(to: Path, keep: int | None) -> Path:
    if to.is_dir():
        is_sealed = bool(current_app.config["BACKUP_KEY"])
        to = to / names.name_at(clock.now(), is_sealed=is_sealed)
    elif keep:
        told = _("With --keep TO is a folder: %(to)s is none. Make it: mkdir -m 0700 %(to)s")
        raise Refused(told % {"to": to})
    if not to.parent.is_dir():
        raise Refused(_("There is no folder %(folder)s.", folder=to.parent))
    if to.exists():
        raise Refused(_("%(file)s is there already; a backup replaces nothing.", file=to), 1)
    return to


def _tell(made: making.Made) -> None:
    manifest, megabytes = made.manifest, round(made.size / MEGABYTE, 1)
    click.echo(_("%(file)s, %(megabytes)s MB", file=made.path, megabytes=megabytes))
    articles, files = manifest.rows.get("articles", 0), manifest.files
    if manifest.missing:
        told = _("Articles: %(articles)s, files of photos: %(files)s. Read back; photos are lost.")
    else:
        told = _("Articles: %(articles)s, files of photos: %(files)s. Read back: all is there.")
    click.echo(told % {"articles": articles, "files": files})
    _tell_missing(manifest)


def _tell_missing(manifest: Manifest) -> None:
    """On the other stream, which cron sends by mail: the backup is right, the newsroom is not."""
    for file in manifest.missing[:MOST_NAMED]:
        told = _("Not in the store of photos, so not in the backup: %(file)s", file=file)
        click.echo(told, err=True)
    if manifest.missing:
        told = _("Files of photos that are lost: %(number)s. See: flask photos check")
        click.echo(told % {"number": len(manifest.missing)}, err=True)


@click.command("backup-key", cls=Command)
@click.argument("file", metavar="FILE", type=path_type)
@with_appcontext
def backup_key(file: Path) -> None:
    """Make a key: the secret goes into FILE, what seals backups is shown."""
    key = sealing.one_time_key()
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
            opened.write(f"# {clock.now():%Y-%m-%d}\n# {key.to_public()}\n{key}\n")
    except FileExistsError:
        raise Refused(_("%(file)s is there already.", file=file), exit_code=1) from None
    except OSError as problem:
        raise Refused(_("It could not be written: %(problem)s", problem=problem), 1) from None
    click.echo(f"NEWSROOM_BACKUP_KEY={key.to_public()}")
    click.echo(_("Keep %(file)s away from this machine: without it no backup opens.", file=file))


@click.command("restore", cls=Command)
@click.argument("source", metavar="FROM", type=path_type)
@click.option("--key", type=path_type, help="The file with the secret key.")
@click.option("--aside", is_flag=True, help="Put the present database aside, under another name.")
@with_appcontext
def restore(source: Path, key: Path | None, aside: bool) -> None:
    """Make the newsroom from the backup FROM, or from the newest one in the folder FROM.

    Stop the newsroom first. It is restored whole or stays as it is.
    """
    with _in_words():
        source = _chosen(source)
        _refuse_root()
        keys = _keys(source, key)
        former = _former(aside)
        click.echo(_("Restoring %(file)s …", file=source))
        manifest = restoring.restore(source, keys, former)
    made_at = moment(datetime.fromisoformat(manifest.made_at).astimezone(UTC))
    articles = manifest.rows.get("articles", 0)
    told = _("Restored as it was at %(when)s. Articles: %(articles)s, files of photos: %(files)s.")
    click.echo(told % {"when": made_at, "articles": articles, "files": manifest.files})
    if manifest.files:
        click.echo(_("Photos are in %(where)s.", where=stores.where()))
    if former:
        click.echo(_("The former database is now %(file)s.", file=former))
    click.echo(_("Everybody signs in anew. Start the newsroom."))
    _tell_missing(manifest)


def _refuse_root() -> None:
    """What it made would be root's, and the newsroom, which is not, could not write there."""
    folder = putting.beside_the_database()
    if os.geteuid() == 0 and folder.is_dir() and folder.stat().st_uid != 0:
        told = _(
            "Restore as the user %(user)s, whom %(folder)s belongs to, and with the newsroom’s "
            "settings: see docs/operating.md"
        )
        raise Refused(told % {"folder": folder, "user": folder.owner()})


def _chosen(source: Path) -> Path:
    if source.is_dir():
        found = names.in_folder(source)
        if not found:
            raise Refused(_("There is no backup in %(folder)s.", folder=source), 1)
        return found[0]
    if not source.is_file():
        raise Refused(_("There is no file %(file)s.", file=source), 1)
    return source


def _keys(source: Path, key: Path | None) -> "list[Identity]":
    if not sealing.is_sealed(source):
        if key:  # whoever can write into the folder could have put it there
            told = _(
                "%(file)s is not sealed: it is damaged, or somebody else put it there. If you know "
                "who made it, leave --key out."
            )
            raise Refused(told % {"file": source})
        return []
    if key is None:
        raise Refused(_("The backup is sealed. Say where its secret key is: --key FILE"))
    try:
        return sealing.identities(key)
    except (ValueError, UnicodeDecodeError):
        raise Refused(_("There is no secret key in %(file)s.", file=key)) from None


def _former(aside: bool) -> Path | None:
    """What the present database will be called. Refused without ``--aside``, or where it cannot."""
    there = restoring.what_is_there()
    if not there:
        return None
    told = ", ".join(f"{name}: {number}" for name, number in there.rows.items()) or _("photos")
    if not aside:
        how = _("Add --aside to put its database aside; no photo is removed.")
        raise Refused(_("The newsroom is not empty (%(what)s).", what=told) + " " + how, 1)
    if there.rows and db.engine.dialect.name != "sqlite":
        how = _("Make another database and name it in NEWSROOM_DATABASE_URL: this one stays.")
        raise Refused(_("The newsroom is not empty (%(what)s).", what=told) + " " + how, 1)
    if not there.rows:
        return None
    present = Path(db.engine.url.database or "").resolve()
    return present.with_name(f"{present.stem}-before-{clock.now():%Y%m%dT%H%M%SZ}{present.suffix}")


@contextmanager
def _in_words() -> Iterator[None]:
    """Each thing that can go wrong, as a sentence and the exit code 1."""
    try:
        yield
    except making.NoRoom as full:
        told = _("There is too little room in %(folder)s: %(megabytes)s MB are needed.")
        raise _failed(told % dict(zip(("folder", "megabytes"), full.args, strict=True))) from None
    except sealing.Broken:
        told = _("The backup is not whole, or not for this key. Nothing was changed.")
        raise _failed(told) from None
    except restoring.Newer as newer:
        told = _("The backup is of a newer program (step %(step)s): install that one first.")
        raise _failed(told % {"step": newer.args[0]}) from None
    except snapshot.Older:
        told = _("The database is not at the newest step. First: flask db upgrade")
        raise _failed(told) from None
    except (snapshot.Unfit, Differs) as unfit:
        told = _("The database is damaged: %(problem)s")
        raise _failed(told % {"problem": unfit}) from None
    except putting.InUse:
        told = _("Somebody is at the database. Stop the newsroom, then restore. Nothing changed.")
        raise _failed(told) from None
    except (OSError, sqlite.Error) as problem:
        raise _failed(_("It could not be done: %(problem)s", problem=problem)) from None


def _failed(told: str) -> Refused:
    return Refused(told, exit_code=1)
