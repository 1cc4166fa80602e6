"""`flask mirror DIR`: a whole pass, now."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from newsroom.i18n import gettext as _
from newsroom.terminal import Command, Refused

MOST_NAMED = 20


@click.command("mirror", cls=Command)
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@with_appcontext
def mirror(folder: Path) -> None:
    """Keep a copy of the public site in DIR/public, for any web server to serve.

    Only what has changed is written. What the web server has to know is written to DIR/nginx. The
    exit code is 1 when a page could not be made; then the copy of before stays in its place.
    """
    from newsroom.mirror import passing  # not before it is asked for: a server has no need of it
    from newsroom.mirror.folder import PUBLIC, NotAMirror
    from newsroom.mirror.mirror import opened

    app = current_app._get_current_object()  # type: ignore[attr-defined]
    try:
        with opened(app, folder) as at_hand:
            passing.begin(at_hand)
            work = passing.Work(at_hand)
            work.go_on()
            counts = {"looked_at": at_hand.looked_at, "written": at_hand.written}
            removed = at_hand.removed
    except NotAMirror as problem:
        raise Refused(_("%(folder)s holds something else than a mirror.", folder=problem)) from None
    except OSError as problem:
        raise Refused(_("It could not be done: %(problem)s", problem=problem), 1) from None
    for line in work.problems[:MOST_NAMED]:
        click.echo(line, err=True)
    said = _(
        "pages: %(looked_at)s, written: %(written)s, removed: %(removed)s",
        **counts,
        removed=removed,
    )
    click.echo(f"{folder / PUBLIC}: {said}")
    if work.problems:
        raise Refused(_("Not everything could be mirrored."), exit_code=1)
