"""Lines: what a log says of a request. Every answer waits for it, so it is put together by hand."""

import json
from time import time
from typing import NamedTuple

from newsroom.watch import wording

MOST_REMEMBERED = 5_000  # addresses, as a log shows them
LONGEST_REMEMBERED = 300


class Passed(NamedTuple):
    """A request and its answer."""

    name: str
    method: str
    path: str
    route: str  # a pattern of ours, '' where none fitted
    status: int
    size: int  # bytes of the body
    is_kept: bool
    took: float  # seconds


class Lines:
    def __init__(self, *, is_plain: bool) -> None:
        self._is_plain = is_plain
        self._paths: dict[tuple[str, str], str] = {}
        self._second = (0, "")

    def line(self, passed: Passed) -> str:
        name, method, path, route, status, size, is_kept, took = passed
        method = method if method in wording.METHODS else "other"
        path, now = self._path(path, route), self._now()
        if self._is_plain:
            how = "kept" if is_kept else "made"
            return (
                f"{now[11:19]} {method} {path} {status} {took * 1000:.1f} ms {size} bytes {how}\n"
            )
        return (
            f'{{"time":"{now}","level":"info","event":"request","method":"{method}",'
            f'"route":"{route}","path":{path},"status":{status},"ms":{took * 1000:.2f},'
            f'"bytes":{size},"kept":{"true" if is_kept else "false"},"id":"{name}"}}\n'
        )

    def _path(self, path: str, route: str) -> str:
        kept = self._paths.get((path, route))
        if kept is None:
            kept = json.dumps(wording.shown(path, route)).replace("\x7f", "\\u007f")
            kept = kept[1:-1] if self._is_plain else kept
            if len(self._paths) >= MOST_REMEMBERED:
                self._paths = {}
            if len(path) <= LONGEST_REMEMBERED:
                self._paths[path, route] = kept
        return kept

    def _now(self) -> str:
        now = time()
        second, text = self._second
        if second != int(now):
            second, text = int(now), wording.moment(int(now))[:20]
            self._second = second, text
        return f"{text}{int((now - second) * 1000):03d}Z"
