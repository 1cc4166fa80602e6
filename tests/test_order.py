"""The order of the tests keeps every test and every file, and spreads what waits."""

import pytest

from tests import order

FILES = {
    "tests/articles/test_a.py": 6,
    "tests/articles/test_b.py": 6,
    order.LONG[0]: 2,
    "tests/browser/test_a.py": 3,
    "tests/browser/test_b.py": 3,
    "tests/test_z.py": 6,
}
TESTS = [f"{name}::{number}" for name, count in FILES.items() for number in range(count)]


def file_of(test):
    return test.partition("::")[0]


def test_none_is_lost_and_what_is_long_begins_first():
    ordered = order.spread(TESTS, file_of)
    assert sorted(ordered) == sorted(TESTS)
    assert [file_of(test) for test in ordered[:2]] == [order.LONG[0]] * 2


def test_a_file_stays_whole_and_browsers_stand_among_others():
    files = list(dict.fromkeys(map(file_of, order.spread(TESTS, file_of))))
    assert [file_of(test) for test in order.spread(TESTS, file_of)] == [
        name for name in files for _ in range(FILES[name])
    ]
    assert ["browser" in name for name in files[1:]] == [True, False, False, True, False]


def test_the_long_files_are_there(pytestconfig):
    assert all((pytestconfig.rootpath / name).is_file() for name in order.LONG)


@pytest.mark.parametrize(("cores", "expected"), [(1, 2), (2, 3), (3, 4), (64, 4)])
def test_there_is_a_worker_more_than_cores(cores, expected):
    assert order.workers(cores) == expected
