"""The server dies at random moments, while several people save, upload and publish."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.durability.newsroom import Newsroom
from tests.durability.people import Person, Photographer, Publisher, Writer
from tests.serving import Server

PEOPLE: list[type[Person]] = [Writer, Writer, Publisher, Photographer, Photographer]
APP = "tests.durability.hasty_app:app"
MOST_REQUESTS = 40  # in one life of a server
IN_BETWEEN = 0.03  # seconds: how far a request may have come
AT_BIRTH = 0.2  # so many die once more, before they have said a word
STARTING = 0.5  # seconds that they have lived by then
PATIENCE = 120


@dataclass
class Found:
    """What came of it; ``seconds`` are those after which each server answered."""

    saves: int = 0
    photos: int = 0
    published: int = 0
    repeated: int = 0
    deaths: int = 0
    seconds: list[float] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


Death = Callable[[Server, random.Random], None]


def kill(server: Server, _chance: random.Random) -> None:
    server.kill()


def run(
    newsroom: Newsroom, server: Server, deaths: int, die: Death = kill, seed: int | None = None
) -> Found:
    """Let people, who have signed in, work while their server dies so many times.

    It stops at a broken promise.
    """
    chance, found = random.Random(seed), Found()
    found.seconds.append(_started(server))
    people = [
        kind(server.port, cookie, newsroom.promises)
        for kind, cookie in zip(PEOPLE, newsroom.cookies, strict=True)
    ]
    try:
        for person in people:
            person.start()
        while found.deaths < deaths and not found.broken:
            _work(newsroom, chance)
            die(server, chance)
            found.deaths += 1
            if chance.random() < AT_BIRTH:
                _be_born(server, chance)
                die(server, chance)
            found.seconds.append(_started(server))
            found.broken = newsroom.broken()
        if not found.broken:
            _end_the_day(people)
            found.broken = _done(newsroom) or newsroom.broken()
    finally:
        for person in people:
            person.leaves.set()
        server.kill()
    promises = newsroom.promises
    found.saves, found.photos = len(promises.saves), len(promises.photos)
    found.published, found.repeated = len(promises.published), promises.repeated
    return found


def _started(server: Server) -> float:
    """After how many seconds it answered, and it can read what it has.

    From here on it has the database open: nobody who looks at that beside it is the last to close
    it, and tidies it up for the server.
    """
    seconds = server.start()
    server.wait_until_it_answers("/recent")
    return seconds


def _work(newsroom: Newsroom, chance: random.Random) -> None:
    """Until so many more requests have begun, and a random moment longer."""
    promises = newsroom.promises
    until = promises.begun + chance.randint(1, MOST_REQUESTS)
    _wait(lambda: promises.begun >= until or promises.surprises)
    time.sleep(chance.uniform(0, IN_BETWEEN))


def _be_born(server: Server, chance: random.Random) -> None:
    """As far as that goes in a moment."""
    server.begin()
    time.sleep(chance.uniform(0, STARTING))


def _end_the_day(people: list[Person]) -> None:
    for person in people:
        person.leaves.set()
    for person in people:
        person.join(PATIENCE)


def _done(newsroom: Newsroom) -> list[str]:
    """What is still not done when there was time enough: leases of the dead are over long since."""
    left: list[str] = []

    def is_done() -> bool:
        left[:] = newsroom.left_to_do()
        return not left

    _wait(is_done, raises=False)
    return left


def _wait(condition: Callable[[], object], raises: bool = True) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            if raises:
                raise AssertionError("nobody works any more")
            return
        time.sleep(0.01)
