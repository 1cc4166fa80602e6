"""Chains: what stands behind a page and is found by it alone – the next pages of a list, by key,
and the parts of the sitemap.

With every post that goes out all pages of its lists shift, so of most lists only the first are
kept: the last of these leads on to the archive's day, where nothing shifts any more.
"""

import re
from urllib.parse import urlsplit

from newsroom.mirror import places
from newsroom.mirror.inventory import Due
from newsroom.mirror.mirror import Mirror
from newsroom.paging import Cursor
from newsroom.site.days import day_of

SITEMAP = "/sitemap.xml"
LISTS = tuple(rule.partition("<")[0] for rule in places.LISTS)
MOST = 10  # next pages of a list
WHOLE = ("/archive/", "/corrections")  # no list leads on from here
MOST_OF_WHOLE = 10_000
NEXT_PAGES = 30  # how urgent they are: what everybody reads comes first


def follow(mirror: Mirror, due: Due, page: bytes) -> bytes:
    """Have the page's next made too, or let it lead on elsewhere, where this is the last."""
    path = urlsplit(due.address).path
    cursor = _next_cursor(path, page) if path.startswith(LISTS) else ""
    if not cursor:
        _drop_behind(mirror, path, due.depth)
        return page
    if due.depth >= (MOST_OF_WHOLE if path.startswith(WHOLE) else MOST):
        _drop_behind(mirror, path, due.depth)
        return page.replace(f"{path}?before={cursor}".encode(), _archive(mirror, cursor).encode())
    following = f"{path}?before={cursor}"
    mirror.inventory.ask_for([following], max(due.urgency, NEXT_PAGES), due.depth + 1)
    _drop_behind(mirror, path, due.depth, but=following)
    return page


def _next_cursor(path: str, page: bytes) -> str:
    """The list's own link is the last: what people have written above it may have some as well."""
    links = re.findall(rb'href="%s\?before=([A-Za-z0-9_-]+)"' % re.escape(path).encode(), page)
    try:
        return str(Cursor.parse(links[-1].decode())) if links else ""
    except (ValueError, OverflowError):
        return ""


def follow_parts(mirror: Mirror, due: Due, index: bytes) -> None:
    parts = re.findall(rb"<loc>%s(/sitemaps/[^<]+)</loc>" % re.escape(mirror.base).encode(), index)
    wanted = {part.decode() for part in parts}
    for file in mirror.inventory.under("/sitemaps/"):
        if file.address not in wanted:
            mirror.remove(file)
    mirror.inventory.ask_for(sorted(wanted), due.urgency)


def end(mirror: Mirror, address: str) -> None:
    """The list is no more, nor are its pages."""
    if not urlsplit(address).query:
        _drop_behind(mirror, urlsplit(address).path, depth=0)


def _drop_behind(mirror: Mirror, path: str, depth: int, but: str = "") -> None:
    """Pages of before: the place of the next one is another's, or there is none."""
    for file in mirror.inventory.under(f"{path}?before="):
        is_next = file.depth == depth + 1
        if file.address != but and (is_next or (not but and file.depth > depth)):
            mirror.remove(file)


def _archive(mirror: Mirror, cursor: str) -> str:
    with mirror.app.app_context():
        day = day_of(Cursor.parse(cursor).moment)
    return mirror.app.url_map.bind("").build("site.archive", {"day": day.isoformat()})
