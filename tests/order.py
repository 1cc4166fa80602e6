"""In which order the tests of a whole run begin, so that no core stands idle.

Several workers share them out, each from the top of its part, and help each other to the end.
"""

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import TypeVar

# Tests of half a minute and more. One that began last would let the other workers wait for it.
LONG = (
    "tests/browser/test_every_page.py",
    "tests/browser/test_hostile_text.py",
    "tests/articles/test_saving_machine.py",
    "tests/kept/test_histories.py",
)
BROWSER = "tests/browser/"
MOST_WORKERS = 4  # each has servers and a browser of its own, which take a gigabyte

Test = TypeVar("Test")


def workers(cores: int) -> int:
    """One more than there are cores: half of the time a test in a browser waits for the page."""
    return min(cores + 1, MOST_WORKERS)


def spread(tests: Iterable[Test], file_of: Callable[[Test], str]) -> list[Test]:
    """The long files first; then those of browsers, evenly among those that only compute.

    A file stays whole: its tests may share a server.
    """
    files = [(name, list(group)) for name, group in groupby(tests, file_of)]
    first = [file for file in files if file[0] in LONG]
    waiting = [file for file in files if file not in first and file[0].startswith(BROWSER)]
    others = [file for file in files if file not in first and file not in waiting]
    places = sorted([*_places(waiting), *_places(others)], key=lambda place: place[0])
    return [test for _name, group in first for test in group] + [
        test for _place, group in places for test in group
    ]


def _places(files: list[tuple[str, list[Test]]]) -> list[tuple[float, list[Test]]]:
    """Each file's tests, and how much of all these files is behind us where they begin."""
    total = sum(len(group) for _name, group in files)
    places, behind = [], 0
    for _name, group in files:
        places.append((behind / total, group))
        behind += len(group)
    return places
