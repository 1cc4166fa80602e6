"""kill -9 of the whole server at random moments, while several people save, upload and publish."""

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
STARTING = 0.5  # seconds: a server may die before it has said a word
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


def run(newsroom: Newsroom, kills: int, fresh: bool = False, seed: int | None = None) -> Found:
    """Let people work while their server is killed so many times; it stops at a broken promise."""
    chance, found = random.Random(seed), Found()
    server = newsroom.server(app=APP, fresh=fresh)
    found.seconds.append(server.start())
    people = [
        kind(server.port, cookie, newsroom.promises)
        for kind, cookie in zip(PEOPLE, newsroom.cookies(len(PEOPLE)), strict=True)
    ]
    try:
        for person in people:
            person.start()
        while found.deaths < kills and not found.broken:
            _work(newsroom, chance)
            server.kill()
            found.deaths += 1
            if chance.random() < 0.2:
                _die_at_birth(server, chance)
            found.seconds.append(server.start())
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


def _work(newsroom: Newsroom, chance: random.Random) -> None:
    """Until so many more requests have begun, and a random moment longer."""
    promises = newsroom.promises
    until = promises.begun + chance.randint(1, MOST_REQUESTS)
    _wait(lambda: promises.begun >= until or promises.surprises)
    time.sleep(chance.uniform(0, IN_BETWEEN))


def _die_at_birth(server: Server, chance: random.Random) -> None:
    server.begin()
    time.sleep(chance.uniform(0, STARTING))
    server.kill()


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
