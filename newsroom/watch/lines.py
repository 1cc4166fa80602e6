"""Lines: what a log says of a request. Every answer waits for it, so it is put together by hand."""

import json
from time import time

from newsroom.watch import wording

MOST_REMEMBERED = 2_000  # sorts of requests: most are like one that was
LONGEST_REMEMBERED = 300
THOUSANDTHS = tuple(f"{number:03d}" for number in range(1000))
# A request and its answer, as far as another may be like it: method, path, the route (a pattern of
# ours, '' where none fitted), status, bytes of the body, whether it came from memory.
Passed = tuple[str, str, str, int, int, bool]


class Lines:
    def __init__(self, *, is_plain: bool) -> None:
        self._is_plain = is_plain
        self._said: dict[Passed, tuple[str, str]] = {}
        self._second = (0, "")

    def line(self, name: str, said: tuple[str, str], took: float) -> str:
        """``said`` is what ``said_of`` says; ``took`` in seconds; ``name`` is the request's."""
        before, after = said
        now = time()
        second, text = self._second
        if second != int(now):
            second, text = self._second = int(now), wording.moment(int(now))[:20]
        if self._is_plain:
            return f"{text[11:19]}{before}{took * 1000:.1f}{after}\n"
        moment = f"{text}{THOUSANDTHS[int((now - second) * 1000)]}"
        return f'{{"time":"{moment}Z"{before}{took * 1000:.2f}{after}{name}"}}\n'

    def said_of(self, passed: Passed) -> tuple[str, str]:
        """What stands before the milliseconds, and what after them."""
        return self._said.get(passed) or self._say(passed)

    def _say(self, passed: Passed) -> tuple[str, str]:
        said = _plain(passed) if self._is_plain else _json(passed)
        if len(self._said) >= MOST_REMEMBERED:
            self._said = {}
        if len(passed[0]) + len(passed[1]) <= LONGEST_REMEMBERED:
            self._said[passed] = said
        return said


def _json(passed: Passed) -> tuple[str, str]:
    method, path, route, status, size, is_kept = passed
    before = (
        f',"level":"info","event":"request","method":"{_method(method)}","route":"{route}",'
        f'"path":{_quoted(path, route)},"status":{status},"ms":'
    )
    return before, f',"bytes":{size},"kept":{"true" if is_kept else "false"},"id":"'


def _plain(passed: Passed) -> tuple[str, str]:
    method, path, route, status, size, is_kept = passed
    before = f" {_method(method)} {_quoted(path, route)[1:-1]} {status} "
    return before, f" ms {size} bytes {'kept' if is_kept else 'made'}"


def _method(method: str) -> str:
    return method if method in wording.METHODS else "other"


def _quoted(path: str, route: str) -> str:
    return json.dumps(wording.shown(path, route)).replace("\x7f", "\\u007f")
