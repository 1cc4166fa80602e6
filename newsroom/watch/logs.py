"""Logs: from a moment on, all that a process says goes out as lines of one form."""

import logging
import os
import sys
import threading
from typing import Any

from flask import Flask
from flask.logging import default_handler

from newsroom.watch.wording import JsonLine, PlainLine
from newsroom.watch.writing import Writer

SERVERS = ("_granian", "granian.access", "gunicorn.error", "gunicorn.access")

logger = logging.getLogger(__name__)


class Lines(logging.Handler):
    def __init__(self, writer: Writer) -> None:
        super().__init__()
        self._writer = writer

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self._writer.write(self.format(record))
        except Exception:  # a log must not end what it is about
            return


def begin(app: Flask, descriptor: int | None = None) -> Writer:
    """For a process that serves, or works for one that does. Lines go to stderr, or there."""
    is_plain = (app.config["LOG_FORMAT"] or _usual()) == "plain"
    writer = Writer(_stderr() if descriptor is None else descriptor)
    handler = Lines(writer)
    handler.setFormatter(PlainLine() if is_plain else JsonLine())
    app.extensions["gate"].write_to(writer, is_plain)
    app.logger.removeHandler(default_handler)
    logging.getLogger().handlers = [handler]
    for name in SERVERS:
        logging.getLogger(name).handlers = [handler]
    logging.captureWarnings(True)
    sys.excepthook = _unforeseen
    threading.excepthook = _unforeseen_in_a_thread
    return writer


def _stderr() -> int:
    """Our own, whatever becomes of that one."""
    try:
        return os.dup(sys.stderr.fileno())
    except (AttributeError, OSError, ValueError):  # there is none
        return os.open(os.devnull, os.O_WRONLY)


def _usual() -> str:
    return "plain" if sys.stderr and sys.stderr.isatty() else "json"


def _unforeseen(_kind: Any, problem: BaseException, traceback: Any) -> None:
    if isinstance(problem, KeyboardInterrupt):
        return
    logger.critical("the process ends", exc_info=(type(problem), problem, traceback))


def _unforeseen_in_a_thread(what: Any) -> None:
    if what.exc_value is None or isinstance(what.exc_value, SystemExit):
        return
    told = (what.exc_type, what.exc_value, what.exc_traceback)
    logger.critical("a thread has ended", exc_info=told)
