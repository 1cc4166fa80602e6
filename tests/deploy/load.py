"""Readers and writers who go on while something happens, and what became of each request."""

import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager
from itertools import cycle

import requests

from tests.articles.desk import SAVE
from tests.deploy.person import Person
from tests.deploy.waiting import seconds_until
from tests.pressing import find_button, submission

SECONDS = 60
PAUSE = 0.02  # else one address would ask for more than it may


class Readers:
    """A few who read these addresses again and again."""

    def __init__(self, url: str, paths: list[str]) -> None:
        self.url, self.paths = url, paths
        self.answers: Counter[str] = Counter()

    def work(self, ends: threading.Event) -> None:
        with requests.Session() as session:
            for path in cycle(self.paths):
                if ends.wait(PAUSE):
                    return
                self.answers[self._status(session, path)] += 1

    def _status(self, session: requests.Session, path: str) -> str:
        try:
            answer = session.get(self.url + path, timeout=SECONDS)
        except requests.RequestException as problem:
            return type(problem).__name__
        return str(answer.status_code)


class Writer:
    """An editor whose page saves, and says a save again by its save_id until it is acknowledged."""

    def __init__(self, person: Person, article_id: int) -> None:
        self.person, self.article_id = person, article_id
        self.page = person.read(f"/desk/articles/{article_id}")
        self.saved: list[str] = []
        self.repeated = 0

    def work(self, ends: threading.Event) -> None:
        fields = dict(submission(find_button(self.page, SAVE), {}).fields)
        base = int(fields["base"])
        while not ends.is_set():
            text = f"Абзац {len(self.saved) + 1}."
            new = {"body": f"<p>{text}</p>", "base": str(base), "save_id": str(uuid.uuid4())}
            base = self._save(fields | new)
            self.saved.append(text)

    def _save(self, fields: dict[str, str]) -> int:
        while True:
            try:
                path = f"/desk/articles/{self.article_id}/autosaves"
                answer = self.person.send(path, fields)
                if answer.status_code == 200:
                    return int(answer.json()["number"])
                assert answer.status_code in {429, 503}, answer.text[:500]
            except requests.RequestException:
                pass
            self.repeated += 1
            time.sleep(PAUSE)


@contextmanager
def at_work(*workers: Callable[[threading.Event], None]):
    ends = threading.Event()
    threads = [threading.Thread(target=work, args=[ends]) for work in workers]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        ends.set()
        for thread in threads:
            thread.join(SECONDS)


def until_more(count: Callable[[], int], number: int) -> None:
    """Until so many more than now are counted."""
    before = count()
    seconds_until(lambda: count() >= before + number)


def tries(url: str, address: str, number: int = 60, **headers: str) -> list[requests.Response]:
    """To sign in, one after the other, from one address of this machine."""
    adapter = requests.adapters.HTTPAdapter()
    adapter.init_poolmanager(4, 4, source_address=(address, 0))
    with requests.Session() as session:
        session.mount("http://", adapter)
        return [session.get(f"{url}/sign-in", headers=headers, timeout=60) for _ in range(number)]
