"""What is kept is made once for an edition, not for ever, and not without end."""

import pytest

from newsroom.site.kept import Kept


@pytest.fixture
def clock(monkeypatch):
    """``clock[0]`` is the time."""
    now = [100.0]
    monkeypatch.setattr("newsroom.site.kept.time.monotonic", lambda: now[0])
    return now


@pytest.fixture
def made():
    return []


def ask(kept, made, edition):
    return kept.get(edition, lambda: made.append(edition) or edition.encode())


def test_an_edition_is_made_once(clock, made):
    kept = Kept(most=2, seconds=10)
    assert [ask(kept, made, name) for name in "aab"] == [b"a", b"a", b"b"]
    assert made == ["a", "b"]


def test_the_one_used_longest_ago_makes_room(clock, made):
    kept = Kept(most=2, seconds=10)
    for name in "abacab":
        ask(kept, made, name)
    assert made == ["a", "b", "c", "b"]


def test_after_its_time_it_is_made_again(clock, made):
    kept = Kept(most=2, seconds=10)
    for now in (100, 109, 111, 120):
        clock[0] = now
        ask(kept, made, "a")
    assert made == ["a", "a"]


def test_what_could_not_be_made_is_not_kept(clock, made):
    kept = Kept(most=2, seconds=10)
    with pytest.raises(ZeroDivisionError):
        kept.get("a", lambda: bytes(1 // 0))
    assert ask(kept, made, "a") == b"a"
