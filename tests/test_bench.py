"""What `bin/bench` makes of what its tools say, and what it writes down."""

import os
from datetime import UTC, datetime
from email.message import Message
from pathlib import Path

import pytest
import requests

from bench import bars, capacity, of_wagtail
from bench.asking import _read
from bench.bars import Bar
from bench.document import Document, section
from bench.growth import Times, row
from bench.open_loop import Reply, Tally
from bench.rows import Row, Size
from bench.servers import ROOT, nginx
from tests import programs

SAID = """Running 3s test @ http://127.0.0.1:8000/recent
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     1.85ms    1.03ms  20.04ms   92.31%
  Latency Distribution
     50%    1.60ms
     99%  {slowest}
  13000 requests in 3.10s, 50.29MB read
{wrong}Requests/sec:   4193.55
"""
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("slowest", "p99"), [("980.00us", 0.98), ("5.21ms", 5.21), ("1.20s", 1200.0)]
)
def test_it_reads_how_fast_it_went(slowest, p99):
    found = _read(SAID.format(slowest=slowest, wrong=""), spent=0.52)
    assert (found.per_second, found.p99, found.errors) == (4193.55, p99, 0)
    assert found.processor == pytest.approx(40)


def test_it_sees_what_was_no_answer():
    wrong = "  Non-2xx or 3xx responses: 120\n"
    assert _read(SAID.format(slowest="5.21ms", wrong=wrong), spent=1).errors == 120


@pytest.mark.parametrize(("percent", "value"), [(50, 50), (99, 99), (100, 100), (0.1, 1)])
def test_so_many_of_a_hundred_took_no_longer(percent, value):
    assert Tally(milliseconds=[float(n) for n in range(100, 0, -1)]).percentile(percent) == value


def test_an_answers_time_counts_from_when_it_was_due(monkeypatch):
    monkeypatch.setattr("time.monotonic", lambda: 12.5)
    tally = Tally()
    tally.note(12.0, Reply(503, {}, b""))
    assert (tally.milliseconds, tally.failures) == ([500.0], 1)


def test_growth_is_the_middle_of_the_largest_of_that_of_the_smallest():
    small, large = Times(wall=[2, 1, 90], processor=[1]), Times(wall=[3, 3, 3], processor=[1])
    assert row("home", [small, Times(wall=[50], processor=[1]), large]).measured == 1.5


@pytest.mark.parametrize(
    ("bar", "measured", "verdict"),
    [
        (Bar(0.25, "of nginx", is_least=True), 0.25, "yes"),
        (Bar(0.25, "of nginx", is_least=True), 0.2499, "**no**"),
        (Bar(150, "ms"), 150, "yes"),
        (Bar(150, "ms"), 150.1, "**no**"),
    ],
)
def test_a_verdict_stands_beside_what_was_measured_and_its_bar(bar, measured, verdict):
    line = section("About.", [Row("it", measured, bar)], NOON, 0.02).splitlines()[-1]
    assert line.split(" | ")[2:4] == [str(bar), verdict]


def test_what_no_bar_holds_has_no_verdict():
    line = section("About.", [Row("it", 5, unit="ms")], NOON, 0.02).splitlines()[-1]
    assert line == "| it | 5 ms |  |  |  |"


@pytest.mark.parametrize(("in_use", "is_busy"), [(0.02, False), (0.5, True)])
def test_it_says_where_the_machine_was_busy(in_use, is_busy):
    text = section("About.", [], NOON, in_use, is_full=False)
    assert ("busy with something else" in text) is is_busy
    assert "Measured 2026-11-24 12:00 UTC at the small size" in text


def test_what_was_not_measured_this_time_stays_as_it_was(tmp_path):
    path = tmp_path / "benchmarks.md"
    first = Document({})
    first.put("Kept", "old")
    first.put("Memory", "old\n\n| a | b |")
    first.put("Gone", "a part that is no more")
    first.write(path, ["Kept", "Memory", "Gone"])
    again = Document.read(path)
    again.put("Kept", "new")
    again.write(path, ["Memory", "Kept"])
    assert Document.read(path).sections == {"Memory": "old\n\n| a | b |", "Kept": "new"}
    assert path.read_text().index("## Memory") < path.read_text().index("## Kept")


def test_where_wagtail_cannot_be_had_it_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(of_wagtail, "PYTHON", tmp_path / "python")
    monkeypatch.setattr(of_wagtail, "PLACE", tmp_path / "a-file" / "wagtail")
    (tmp_path / "a-file").touch()
    [row] = of_wagtail.of_wagtail(Size(is_full=False))
    assert (row.what[:12], row.bar) == ("not measured", None)


def test_each_part_is_named_once():
    from bench.parts import PARTS

    assert len({part.title for part in PARTS.values()}) == len(PARTS)
    assert bars.GROWTH.is_met(1.5)


def test_what_it_carries_is_what_the_costs_come_to():
    assert capacity.table() in (ROOT / "docs/scale.md").read_text()


def test_a_place_carries_what_its_narrowest_part_does():
    wide = capacity.Place("wide", cores=1, lines=1000)
    assert wide.open_pages(capacity.EVERY_BOX) == (250_000, "processor")
    assert capacity.Place("narrow", cores=1000, lines=1).open_pages(15)[1] == "line"


@programs.needs("nginx")
def test_nginx_is_compared_with_its_connections_kept(tmp_path, monkeypatch):
    """One that is told to close each, as a header of ours can, is many times slower."""
    monkeypatch.setenv("PATH", str(Path(programs.find("nginx")).parent), prepend=os.pathsep)
    said = Message()
    said["Connection"], said["X-Of-Ours"] = "close", "stays"
    with nginx(tmp_path, {"/page": (said, b"text")}) as server, requests.Session() as session:
        answer = session.get(f"{server.url}/page", timeout=20)
    assert answer.headers["X-Of-Ours"] == "stays"
    assert answer.headers["Connection"] == "keep-alive"
