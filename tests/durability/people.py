"""People at work while the server dies: each sends the same again until it is acknowledged."""

import hashlib
import json
import random
import re
import uuid
from http.client import HTTPConnection, HTTPException
from threading import Event, Thread
from typing import Any
from urllib.parse import urlencode

from tests.durability.promises import Promises, Save
from tests.photos import pictures

OURS = {"Sec-Fetch-Site": "same-origin", "Accept-Encoding": "identity"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
FILES = {"Content-Type": "multipart/form-data; boundary=limit", "Accept": "application/json"}
AGAIN_SECONDS = 0.02
BUSY = {503, 429}  # «say it again»
PARAGRAPHS = 12
MOST_PHOTOS = 2


class Left(Exception):  # noqa: N818 -- the end of a day's work
    """There is no more to do."""


class Person(Thread):
    """One browser of somebody on the staff, with a connection of its own."""

    def __init__(self, port: int, cookie: str, promises: Promises) -> None:
        super().__init__(daemon=True)
        self.promises, self.leaves = promises, Event()
        self.chance = random.Random(cookie)
        self._cookie = cookie
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self._token = ""

    def run(self) -> None:
        try:
            self.sit_down()
            while True:
                self.work()
        except Left:
            """The day is over."""
        except Exception as problem:
            self.promises.surprises.append(f"{type(self).__name__}: {problem!r}")
        finally:
            self.stand_up()

    def sit_down(self) -> None:
        page = self.until_answered("GET", "/desk/articles/new", expected={200})[1]
        self._token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]

    def stand_up(self) -> None:
        self._connection.close()

    def new_id(self) -> str:
        return str(uuid.UUID(int=self.chance.getrandbits(128), version=4))

    def work(self) -> None:
        """One thing that this person does, until the newsroom has said that it is done."""
        raise NotImplementedError

    def send(self, path: str, expected: set[int], **fields: str) -> tuple[Any, str]:
        body = urlencode({"csrf_token": self._token, **fields})
        return self.until_answered("POST", path, body.encode(), FORM, expected)

    def send_file(self, path: str, content: bytes, name: str) -> str:
        parts = [('name="csrf_token"', self._token.encode())]
        parts += [(f'name="photo"; filename="{name}"', content)]
        sent = [
            f"--limit\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + part + b"\r\n"
            for head, part in parts
        ]
        return self.until_answered("POST", path, b"".join(sent) + b"--limit--\r\n", FILES, {200})[1]

    def until_answered(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
        expected: set[int] = frozenset(),
    ) -> tuple[Any, str]:
        """The headers and the text of its answer; where that was lost the same is sent again."""
        is_repeated = False
        while not self.leaves.is_set():
            try:
                status, answered, text = self._ask(method, path, body, headers or {})
            except (OSError, HTTPException):  # nobody there, or gone before the answer
                self._connection.close()
                self.leaves.wait(AGAIN_SECONDS)
                is_repeated = True
                continue
            if is_repeated and method == "POST":
                self.promises.repeat()
            if status in expected:
                return answered, text
            if status not in BUSY:
                raise AssertionError(f"{method} {path}: {status} {text[:300]}")
            self.leaves.wait(AGAIN_SECONDS)
        raise Left

    def _ask(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[int, Any, str]:
        ours = {**OURS, **headers, "Cookie": self._cookie}
        self._connection.request(method, path, body, ours)
        if method == "POST":
            self.promises.begin()
        answer = self._connection.getresponse()
        text = answer.read().decode()
        if cookie := answer.headers["Set-Cookie"]:
            self._cookie = cookie.partition(";")[0]
        return answer.status, answer.headers, text


class Writer(Person):
    """Saves one article again and again: mostly by itself, sometimes by the button."""

    def __init__(self, *how: Any) -> None:
        super().__init__(*how)
        self.article_id, self.number, self.turn = 0, 0, 0
        self.name = f"Новина {self.chance.randrange(10**9)}"

    def work(self) -> None:
        self.turn += 1
        save_id = self.new_id()
        body = "".join(
            f"<p>{self.name}, раз {self.turn}, абзац {n}: {self.chance.getrandbits(64)}.</p>"
            for n in range(self.chance.randrange(1, PARAGRAPHS))
        )
        fields = {"headline": self.name, "body": body, "category": "0", "base": str(self.number)}
        self.promises.sent.add(save_id)
        way = self._press if self.article_id and self.chance.random() < 0.3 else self._by_itself
        number = way(fields | {"save_id": save_id})
        if number != self.number + 1:
            raise AssertionError(f"revision {number} follows {self.number}")
        self.number = number
        self.promises.saves[save_id] = Save(self.article_id, number, body)

    def _by_itself(self, fields: dict[str, str]) -> int:
        where = f"/desk/articles/{self.article_id}" if self.article_id else "/desk/articles"
        text = self.send(f"{where}/autosaves", {200, 201}, **fields, by_itself="1")[1]
        told = json.loads(text)
        if told["outcome"] != "saved":
            raise AssertionError(text)
        self.article_id = int(re.search(r"/(\d+)", told["addresses"]["edit"])[1])
        return int(told["number"])

    def _press(self, fields: dict[str, str]) -> int:
        self.send(f"/desk/articles/{self.article_id}/revisions", {303}, **fields)
        return self.number + 1


class Publisher(Person):
    """Publishes one article after another, each written and put out with one button."""

    def work(self) -> None:
        headline = f"Терміново {self.chance.getrandbits(64)}"
        save_id = self.new_id()
        body = f"<p>{headline}.</p>"
        self.promises.sent.add(save_id)
        fields = {"headline": headline, "body": body, "category": "0", "base": "0"}
        fields |= {"save_id": save_id, "going_out": "now"}
        answered, _ = self.send("/desk/articles/publication", {303}, **fields)
        article_id = int(re.search(r"/desk/articles/(\d+)", answered["Location"])[1])
        self.promises.saves[save_id] = Save(article_id, 1, body)
        self.promises.published[headline] = article_id
        shown = self.until_answered("GET", "/recent", expected={200})[1]
        if headline not in shown:
            raise AssertionError(f"“{headline}” is not among the recent posts")


class Photographer(Person):
    """Uploads a few photos, and the next few once the last of them can be seen."""

    def work(self) -> None:
        for _ in range(self.chance.randint(1, MOST_PHOTOS)):
            name = self._upload()
        self._wait_for(name)

    def _upload(self) -> str:
        comment = self.chance.randbytes(self.chance.choice([40, 5_000, 60_000]))
        photo = with_comment(PICTURE, comment)
        told = json.loads(self.send_file("/desk/photos", photo, "photo.jpg"))
        [taken] = told["photos"]
        self.promises.photos[hashlib.sha256(photo).hexdigest()] = taken["name"]
        return str(taken["name"])

    def _wait_for(self, name: str) -> None:
        while True:
            text = self.until_answered("GET", f"/desk/photos/{name}/status", expected={200})[1]
            told = json.loads(text)
            if told["status"] == "refused":
                raise AssertionError(text)
            if told["status"] == "ready":
                return
            self.leaves.wait(0.1)


PICTURE = pictures.jpeg((160, 120))


def with_comment(jpeg: bytes, comment: bytes) -> bytes:
    """The same picture in another file (segment COM, which no one shows)."""
    return jpeg[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2) + comment + jpeg[2:]
