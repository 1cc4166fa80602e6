"""Renewing one address: what the newsroom says there now becomes a file, or ends one."""

import re
from urllib.parse import unquote, urlsplit

from flask import render_template

from newsroom.mirror import asking, chains, names
from newsroom.mirror.asking import Answer
from newsroom.mirror.inventory import Due
from newsroom.mirror.mirror import PICTURES, Copy, Mirror

ERRORS = {"/404.html": 404, "/410.html": 410}
MOVED, GONE = {301, 302, 308}, {404, 410}
NAMED = rb"(?<![\w.:/-])(?:%s)?(/news/[a-z0-9-]+|/(?:photos|social)/[\w./-]+)"
NO_NAMES = ("/sitemap", "/news-sitemap", "/static/", *PICTURES)  # those name all, these nothing


class NotAnswered(Exception):  # noqa: N818 -- it is asked for again
    """The newsroom could not say what is at an address. ``str()`` says which, and why."""


def renew(mirror: Mirror, due: Due) -> None:
    """Raises NotAnswered, leaving the file that was there, or NotOurs. Only alone (`Folder`)."""
    mirror.looked_at += 1
    answer = _ask(mirror, due.address)
    if answer.status == 200 or due.address in ERRORS:
        _keep(mirror, due, answer)
    elif answer.status in MOVED:
        _lead_on(mirror, due.address, answer)
    elif answer.status in GONE:
        _end(mirror, due.address, answer)
    else:
        raise NotAnswered(f"{due.address}: {answer.status}")


def _ask(mirror: Mirror, address: str) -> Answer:
    try:
        if address in ERRORS:
            return asking.error(mirror.app, ERRORS[address])
        return asking.ask(mirror.app, address)
    except Exception as problem:  # whatever it is, the other pages can be made
        raise NotAnswered(f"{address}: {type(problem).__name__}") from problem


def _keep(mirror: Mirror, due: Due, answer: Answer) -> None:
    body, address = answer.body, due.address
    if answer.mimetype == "text/html":
        body = chains.follow(mirror, due, body)
    if address == chains.SITEMAP:
        chains.follow_parts(mirror, due, body)
    named = _named_in(mirror, address, body)
    lost = {what for what in named if what.startswith(PICTURES) and not _bring(mirror, what)}
    mirror.inventory.stop_moving(urlsplit(address).path)
    name = names.file_of(address)
    mirror.put(Copy(address, name, body, answer, due.depth, named - lost))


def _named_in(mirror: Mirror, address: str, body: bytes) -> frozenset[str]:
    if address.startswith(NO_NAMES):
        return frozenset()
    found = re.findall(NAMED % re.escape(mirror.base).encode(), body)
    return frozenset(one.decode() for one in found) - {urlsplit(address).path}


def _bring(mirror: Mirror, address: str) -> bool:
    """The file of a picture, before the page that shows it. Its address never shows another."""
    known = mirror.inventory.file_at(address)
    if known and known.size is not None and mirror.folder.has(known.name, known.size):
        mirror.inventory.touch(known, mirror.number)
        return True
    answer = _ask(mirror, address)
    if answer.status == 200:
        mirror.put(Copy(address, names.file_of(address), answer.body, answer))
    elif answer.status not in GONE | MOVED:
        raise NotAnswered(f"{address}: {answer.status}")
    return answer.status == 200


def _lead_on(mirror: Mirror, address: str, answer: Answer) -> None:
    """A page that leads on, for servers that know nothing; nginx is told, and sends 301."""
    leads_to, asked = answer.headers["Location"].removeprefix(mirror.base), urlsplit(address)
    mirror.inventory.move(asked.path, urlsplit(leads_to).path, mirror.number)
    if names.is_file(unquote(asked.path)):
        _drop(mirror, address)
        return
    with mirror.app.test_request_context("/", base_url=mirror.base):
        page = render_template("mirror/moved.html", url=leads_to).encode()
    named = frozenset({urlsplit(leads_to).path})
    name = names.file_of(address)
    mirror.put(Copy(address, name, page, answer, named=named, is_served=False))


def _end(mirror: Mirror, address: str, answer: Answer) -> None:
    """Nothing is there. Of an article that readers knew, something tells nginx to send 410."""
    chains.end(mirror, address)
    mirror.inventory.stop_moving(urlsplit(address).path)
    if answer.status == 410 and not urlsplit(address).query and not names.is_file(address):
        mirror.put(Copy(address, names.gone_of(address), b"", answer, is_served=False))
    else:
        _drop(mirror, address)


def _drop(mirror: Mirror, address: str) -> None:
    if file := mirror.inventory.file_at(address):
        mirror.remove(file)
