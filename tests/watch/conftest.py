"""A newsroom whose log can be read."""

import json
import logging
import os
import sys
import threading

import pytest

from newsroom.watch import logs


class Log:
    def __init__(self, writer, path):
        self._writer, self._path = writer, path

    @property
    def raw(self):
        """All that was written so far."""
        self._writer.drain()
        return self._path.read_bytes()

    @property
    def lines(self):
        return [json.loads(line) for line in self.raw.decode("ascii").splitlines()]

    def of(self, event):
        return [line for line in self.lines if line["event"] == event]


@pytest.fixture
def begin_log(app, monkeypatch):
    """Begins it as a server does, and puts everything back: `begin_log(descriptor)`."""
    for name in ("", *logs.SERVERS):
        monkeypatch.setattr(logging.getLogger(name), "handlers", [])
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    yield lambda descriptor: logs.begin(app, descriptor)
    logging.captureWarnings(False)


@pytest.fixture
def log_as(app, begin_log, tmp_path):
    def begin(form):
        app.config["LOG_FORMAT"] = form
        path = tmp_path / "log"
        return Log(begin_log(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)), path)

    return begin


@pytest.fixture
def log(app, log_as):
    return log_as(app.config["LOG_FORMAT"] or "json")


@pytest.fixture
def ask(app):
    """`ask(path, …)`: as the server asks, with no rules checked; what a test breaks, stays so."""
    from werkzeug.test import Client

    return Client(app).open
