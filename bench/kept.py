"""What is kept, beside nginx with the same bytes and headers in files."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import bars
from bench.asking import CONNECTIONS, MANY_CONNECTIONS, Found, ask
from bench.filling import filled
from bench.pages import story
from bench.rows import Row, Size
from bench.servers import Server, answer, free_port, newsroom, nginx

MANY = 10_000
PLAIN = {"Accept-Encoding": "identity"}


@dataclass(frozen=True)
class Asked:
    what: str
    path: str
    file: str  # nginx's path to the same
    is_conditional: bool = False  # asked with the tag of what is known: 304

    def headers(self, url: str) -> dict[str, str]:
        tag = {"If-None-Match": answer(url)[0]["ETag"]} if self.is_conditional else {}
        return {"Accept-Encoding": "gzip", **tag}


def kept(size: Size) -> Iterator[Row]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        there = filled(folder, MANY)
        with newsroom(there.database, free_port()) as server:
            asked = _all(server, there.partner)
            answers = {one.file: answer(server.url + one.path) for one in asked}
            with nginx(folder, answers) as files:
                for one in asked:
                    theirs = _of(files, one.file, one, size.seconds, MANY_CONNECTIONS)
                    calm = _of(server, one.path, one, 2)
                    ours = _of(server, one.path, one, size.seconds, MANY_CONNECTIONS)
                    yield from _rows(one.what, ours, theirs)
                    what = f"{one.what}: p99 with {CONNECTIONS} connections"
                    yield Row(what, calm.p99, bars.KEPT_P99)


def _of(
    server: Server, path: str, asked: Asked, seconds: int, connections: int = CONNECTIONS
) -> Found:
    found = ask(server, path, seconds, None, connections, **asked.headers(server.url + path))
    if found.errors:
        raise RuntimeError(f"{path}: {found}")
    return found


def _rows(what: str, ours: Found, theirs: Found) -> Iterator[Row]:
    """Both are asked by so many at once that neither waits for who asks."""
    also = f"{ours.per_second:,.0f} of {theirs.per_second:,.0f} requests/s"
    yield Row(f"{what}: speed", ours.per_second / theirs.per_second, bars.OF_NGINX, also)
    also = f"{ours.processor:.0f} of {theirs.processor:.0f} µs a request"
    processor = ours.processor / theirs.processor
    yield Row(f"{what}: processor", processor, bars.PROCESSOR_OF_NGINX, also)


def _all(server: Server, key: str) -> list[Asked]:
    page = answer(f"{server.url}/recent", **PLAIN)[1].decode()
    seen = re.search("seen=([0-9a-f]+)", page)[1]
    box = f"/widget/{key}.json"
    shown = json.loads(answer(server.url + box, **PLAIN)[1])["edition"]
    return [
        Asked("recent posts, news", "/recent", "/recent.200"),
        Asked("recent posts, nothing new", f"/recent?seen={seen}", "/recent.204"),
        Asked("recent posts, not modified", "/recent", "/recent.200", is_conditional=True),
        Asked("article", f"/news/story-{story(MANY, 1)}", "/article"),
        Asked("partner's box", box, "/widget.200"),
        Asked("partner's box, nothing new", f"{box}?at=117&seen={shown}", "/widget.204"),
    ]
