"""Going through what is due, and through everything there is; a page at a time, with rests.

A pass can be left at any moment and is gone on with: where it is stands in the inventory.
"""

import hashlib
import time
from functools import cache
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from newsroom import clock, config
from newsroom.assets import static_edition
from newsroom.kept.edition import Edition
from newsroom.mirror import server
from newsroom.mirror.addresses import Addresses
from newsroom.mirror.folder import NotOurs
from newsroom.mirror.inventory import Due
from newsroom.mirror.mirror import Mirror
from newsroom.mirror.renewing import NotAnswered, renew
from newsroom.mirror.sections import SECTIONS, read
from newsroom.words import site

IN_A_PASS = 50  # how urgent
FAILED = 1_000  # from here on: it waits until all else is done
END = "end"  # behind the last section
MOST_AGAIN = 50
SWEPT_AT_ONCE = 500
SECRETS = {"SECRET_KEY", "SECRET_KEY_FALLBACKS", "DATABASE_URL"}
SOURCES = Path(__file__).parents[2]


def begin(mirror: Mirror) -> None:
    """A pass through everything. One that was begun, while what it shows has not changed, goes on.

    What changes from now on is in the next one, too.
    """
    inventory, shown = mirror.inventory, shown_now(mirror.app)
    with mirror.folder.alone():
        if inventory["section"] is not None and inventory["passing"] == shown:
            return
        inventory["section"] = None  # whoever is killed here has left no pass half begun
        inventory["passing"], inventory["pass"] = shown, mirror.number + 1
        inventory["begun_at"], inventory["after"] = time.time(), ""
        inventory["section"] = next(iter(SECTIONS))


def is_needed(mirror: Mirror) -> bool:
    """Whether something has changed since the last pass began, or one was left."""
    is_under_way = mirror.inventory["section"] is not None
    return is_under_way or mirror.inventory["passed"] != shown_now(mirror.app)


def shown_now(app: Flask) -> str:
    """What changes whenever any page can: the edition, this version and its settings, the year
    (without which dates of this one are written).
    """
    ((edition,),) = read(select(Edition.number))
    settings = [app.config[name] for name in sorted(config.SETTINGS) if name not in SECRETS]
    year = clock.now().astimezone(site().zone).year
    return f"{edition} {_version()} {_digest(repr(settings).encode())} {year}"


@cache
def _version() -> str:
    """Of the code, the templates and the words, whatever number they go by."""
    files = [*SOURCES.glob("newsroom/**/*.py"), *SOURCES.glob("templates/**/*.html")]
    files += SOURCES.glob("newsroom/translations/**/*.mo")
    return static_edition() + _digest(b"".join(path.read_bytes() for path in sorted(files)))


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=8).hexdigest()


class Work:
    """As much work on a mirror as there is time for. ``problems``: what could not be made."""

    def __init__(self, mirror: Mirror, *, seconds: float = 1e9, rests: bool = False) -> None:
        self._mirror, self._inventory = mirror, mirror.inventory
        self._until = time.monotonic() + seconds
        self._rests = rests
        self.problems: list[str] = []

    def go_on(self) -> bool:
        """Whether all is done: what was due, and the pass that is under way."""
        while due := self._next():
            if time.monotonic() > self._until:
                return False
            problem = self._renew(due)
            if problem:  # once more when everything else is done
                self._inventory.ask_for_later(due.address, FAILED)
        for due in self._inventory.failed(FAILED, MOST_AGAIN):
            if problem := self._renew(due):
                self.problems.append(problem)
        if self._inventory["server_is_old"]:
            self._write_server()
        return True

    def _next(self) -> Due | None:
        due = self._inventory.next_due(FAILED)
        while due is None and self._inventory["section"] is not None:
            self._fill()
            due = self._inventory.next_due(FAILED)
        return due

    def _renew(self, due: Due) -> str:
        """What went wrong, if something did."""
        begun = time.monotonic()
        with self._mirror.folder.alone():
            try:
                renew(self._mirror, due)
            except NotAnswered as problem:
                return str(problem)
            except ValueError as problem:  # an odd one holds up no other
                return f"{due.address}: {problem}"
            except NotOurs as problem:
                return f"{due.address}: {problem} is not ours"
            self._inventory.done(due.address)
        if self._rests:  # others are at work in this process
            time.sleep(min(time.monotonic() - begun, 1))
        return ""

    def _fill(self) -> None:
        """The next few addresses of the pass; when all of them are done it is over."""
        with self._mirror.folder.alone():
            place = self._place()
        _number, name, after = place
        if name is None:  # somebody else has ended it
            return
        if name == END:
            self._finish(place)
            return
        addresses, goes_on = SECTIONS[name](self._mirror, Addresses(self._mirror.app), after)
        names = [*SECTIONS, END]
        following = name if goes_on else names[names.index(name) + 1]
        with self._mirror.folder.alone():
            if self._place() != place:  # somebody else went on, or began anew
                return
            self._inventory.ask_for(addresses, IN_A_PASS)
            self._inventory["after"] = goes_on or ""
            self._inventory["section"] = following

    def _place(self) -> tuple[int, str | None, str]:
        """Where the pass is, and which it is. Only alone: others go on with it, or begin anew."""
        return self._mirror.number, self._inventory["section"], self._inventory["after"] or ""

    def _finish(self, place: tuple[int, str | None, str]) -> None:
        """What this pass did not come by is nowhere on the site any more."""
        number, is_swept = place[0], False
        while not is_swept:
            with self._mirror.folder.alone():
                if self._place() != place:
                    return
                left = self._inventory.left_behind(number, SWEPT_AT_ONCE)
                for file in left:
                    self._mirror.remove(file)
                is_swept = not left
                if is_swept:
                    self._note_end(number)
        self._write_server()

    def _note_end(self, number: int) -> None:
        self._inventory.stop_moving_before(number)
        self._inventory["took"] = time.time() - self._inventory["begun_at"]
        self._inventory["ended_at"] = time.time()
        self._inventory["passed"], self._inventory["section"] = self._inventory["passing"], None

    def _write_server(self) -> None:
        with self._mirror.folder.alone():
            server.write(self._mirror)
            self._inventory["server_is_old"] = False
