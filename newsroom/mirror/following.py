"""Keeping a mirror current: what is announced at once, all else when its edition is seen.

Any process may do it, since one at a time does (`Folder.alone`); the folder is the same for all.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask, current_app

from newsroom import clock, outbox
from newsroom.articles import outside
from newsroom.articles.breaking import Pin
from newsroom.database import db
from newsroom.mirror import passing, sections, touched
from newsroom.mirror.addresses import Addresses
from newsroom.mirror.folder import NotAMirror
from newsroom.mirror.mirror import Mirror, opened

ARTICLE, REST = "mirror", "mirror.rest"
SECONDS = 8.0  # at one go; then others have their turn
RESTS = True  # after each page as long as it took, since readers are served meanwhile
LEASE = timedelta(minutes=5)
SPACING = timedelta(seconds=5)  # between two looks at what was not announced
LOOK_SECONDS = 3.0
SHARE = 10  # whole passes take no more than one part in so many of the time
LEAST_REST = 30.0


def init_app(app: Flask) -> None:
    outbox.register(app, outbox.Kind(ARTICLE, renew_article, lease=LEASE))
    outbox.register(app, outbox.Kind(REST, renew_the_rest, lease=LEASE, spacing=SPACING))
    outbox.listen(app, outside.ANNOUNCED, put_renewal)
    outbox.look_out(app, look)
    outbox.hurry(app, outside.ANNOUNCED, ARTICLE)  # what was taken down is shown until it is done


def put_renewal(order: outbox.Order) -> None:
    outbox.put(ARTICLE, order.subject, {"stood_in": order.payload["stood_in"]})


def look() -> None:
    """Whether something has changed that nobody announced: a category's name, a page, a setting."""
    extensions = _app().extensions
    if time.monotonic() < extensions.get("mirror-looks-at", 0.0):
        return
    extensions["mirror-looks-at"] = time.monotonic() + LOOK_SECONDS
    shown = shown_often(_app())
    if extensions.get("mirror-saw") != shown:
        outbox.put(REST, "all that has changed", key=REST)
        db.session.commit()
        extensions["mirror-saw"] = shown


def shown_often(app: Flask) -> str:
    """What changes whenever the front does; also with a time: the strip's, and that of old news."""
    pin = sections.read(Pin.current().with_only_columns(Pin.id))
    return f"{passing.shown_now(app)} {pin} {clock.now():%Y-%m-%d %H}"


def renew_article(order: outbox.Order) -> None:
    with _mirror() as mirror:
        with mirror.folder.alone():
            stood_in = [(kind, slug) for kind, slug in order.payload["stood_in"]]
            touched.ask_for(mirror, int(order.subject), stood_in)
        db.session.rollback()
        _go_on(mirror)


def renew_the_rest(_order: outbox.Order) -> None:
    with _mirror() as mirror:
        shown = shown_often(mirror.app)
        if mirror.inventory["seen"] != shown:
            _ask_for_what_changes_often(mirror)
            mirror.inventory["seen"] = shown
        if mirror.inventory["section"] is None:  # else it would never end where editions are many
            begins_at = _next_pass_at(mirror)
            if begins_at is not None and begins_at <= time.time():
                passing.begin(mirror)
            elif begins_at is not None:
                put_pass(begins_at)
        db.session.commit()
        _go_on(mirror)


def _go_on(mirror: Mirror) -> None:
    work = passing.Work(mirror, seconds=SECONDS, rests=RESTS)
    was_under_way = mirror.inventory["section"] is not None
    if not work.go_on():
        outbox.put(REST, "what is left", key=REST)
    elif was_under_way and (begins_at := _next_pass_at(mirror)) is not None:
        put_pass(begins_at)  # for what has changed since this one began
    if work.problems:
        raise outbox.Later(f"{len(work.problems)} not mirrored: {work.problems[0]}")


def put_pass(begins_at: float) -> None:
    outbox.put(REST, "a whole pass", key=REST, at=datetime.fromtimestamp(begins_at, UTC))


def _ask_for_what_changes_often(mirror: Mirror) -> None:
    """Also pages that are here and perhaps nowhere any more."""
    to = Addresses(mirror.app)
    for section in sections.OFTEN:
        after: str | None = ""
        while after is not None:
            addresses, after = section(mirror, to, after)
            with mirror.folder.alone():
                mirror.inventory.ask_for(addresses, touched.LISTS_IT)
    with mirror.folder.alone():
        for beginning in ("/pages/", "/categories/", "/partners/", "/widget/"):
            here = [file.address for file in mirror.inventory.under(beginning) if not file.depth]
            mirror.inventory.ask_for(here, touched.LISTS_IT)


def _next_pass_at(mirror: Mirror) -> float | None:
    """When the next whole pass may begin or go on; None while nothing has changed."""
    if not passing.is_needed(mirror):
        return None
    if mirror.inventory["section"] is not None or mirror.inventory["ended_at"] is None:
        return 0.0
    rest = max(LEAST_REST, SHARE * float(mirror.inventory["took"]))
    return float(mirror.inventory["ended_at"]) + rest


@contextmanager
def _mirror() -> Iterator[Mirror]:
    """With no transaction open meanwhile: nobody waits for a file."""
    db.session.rollback()
    try:
        with opened(_app(), Path(current_app.config["MIRROR"])) as mirror:
            yield mirror
    except NotAMirror as problem:
        raise outbox.Hopeless(f"{problem} holds something else than a mirror") from None


def _app() -> Flask:
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    return app
