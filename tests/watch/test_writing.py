"""Serving goes on whatever becomes of the log."""

import os
import threading
import time

import pytest

from newsroom.watch import writing
from newsroom.watch.metrics import lost_lines
from newsroom.watch.writing import Writer

SECONDS = 30  # for what takes a tenth of one


def lost():
    return lost_lines._value.get()


def until(happens):
    deadline = time.monotonic() + SECONDS
    while not happens() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert happens()


@pytest.fixture
def pipe():
    ends = os.pipe()
    yield ends
    for end in ends:
        os.close(end)


def test_lines_come_by_themselves_and_in_their_order(tmp_path):
    path = tmp_path / "log"
    writer = Writer(os.open(path, os.O_WRONLY | os.O_CREAT))
    lines = [f"line {number}\n" for number in range(1000)]
    for line in lines:
        writer.write(line)
    until(lambda: path.read_text() == "".join(lines))


def test_of_two_who_write_what_waits_one_waits_for_the_other(monkeypatch, tmp_path):
    path, write = tmp_path / "log", os.write
    writer = Writer(os.open(path, os.O_WRONLY | os.O_CREAT))
    monkeypatch.setattr(writer, "_begin", lambda: None)
    monkeypatch.setattr(writing, "AT_ONCE", 1)
    other = threading.Thread(target=writer.drain)

    def write_while_another_does(descriptor, content):
        if not other.ident:
            other.start()
            other.join(0.2)  # it has nothing to do before this is done
        return write(descriptor, content)

    monkeypatch.setattr(os, "write", write_while_another_does)
    lines = [f"line {number}\n" for number in range(5)]
    for line in lines:
        writer.write(line)
    writer.drain()
    other.join()
    assert path.read_text() == "".join(lines)


@pytest.mark.one_database
def test_requests_are_answered_while_nobody_reads_the_log(ask, begin_log, monkeypatch):
    monkeypatch.setattr(writing, "MOST", 50)
    reading, full = os.pipe()
    begin_log(full)
    before = lost()
    for _ in range(1500):  # a pipe holds 64 KB
        assert ask("/healthz").status_code == 200
    assert lost() > before
    written = b""
    while written.count(b"\n") < 50:  # whoever reads again gets the rest
        written += os.read(reading, 100_000)
    os.close(reading)


@pytest.mark.one_database
def test_requests_are_answered_when_the_other_end_is_gone(ask, begin_log):
    reading, writing_end = os.pipe()
    os.close(reading)
    writer = begin_log(writing_end)
    before = lost()
    assert ask("/healthz").status_code == 200
    writer.drain()
    until(lambda: lost() == before + 1)


@pytest.mark.one_database
def test_requests_are_answered_when_the_disk_of_the_log_is_full(ask, begin_log):
    writer = begin_log(os.open("/dev/full", os.O_WRONLY))
    before = lost()
    assert ask("/healthz").status_code == 200
    writer.drain()
    until(lambda: lost() == before + 1)


def test_after_half_a_line_the_next_begins_a_new_one(monkeypatch, tmp_path):
    path = tmp_path / "log"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    write = os.write
    answers = iter([lambda content: write(descriptor, content[:5]), lambda _: broken()])

    def broken():
        raise OSError(28, "No space left on device")

    def half(_descriptor, content):
        return next(answers, lambda all_of_it: write(descriptor, all_of_it))(content)

    monkeypatch.setattr(os, "write", half)
    writer = Writer(descriptor)
    monkeypatch.setattr(writer, "_begin", lambda: None)
    writer.write("a whole line\n")
    writer.drain()
    writer.write("another\n")
    writer.drain()
    assert path.read_text() == "a who\nanother\n"
