"""How a serving process ends: what runs beside its requests hears of it as soon as the signal
comes, while the server still answers what is under way. So all of it fits into five seconds.
"""

import logging
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from multiprocessing.util import Finalize

from flask import Flask

from newsroom.database import db
from newsroom.watch.wording import kind_of

logger = logging.getLogger(__name__)

ENDS_WITHIN = 4.5  # seconds from the signal: after five whoever runs us ends it by force
AT_LEAST = 0.3  # for what is left when the last answer has gone
WAKE = signal.SIGUSR2
SIGNALS = {signal.SIGTERM, signal.SIGINT}
Step = Callable[[], None]


class Ending:
    """Of one process. Each step is a thread of its own: none waits for another's database."""

    def __init__(self) -> None:
        self._steps: list[Step] = []
        self._threads: list[threading.Thread] = []
        self._told_at: float | None = None
        # granian's processes end without atexit; this runs in theirs as in any other.
        Finalize(None, self._finish, exitpriority=100)

    def add(self, step: Step) -> None:
        self._steps.append(step)

    def begin(self) -> None:
        if self._told_at is None:
            self._told_at = time.monotonic()
        for step in self._steps:
            thread = threading.Thread(target=_try, args=[step], daemon=True)
            thread.start()  # first: the other thread that ends us may be waiting for all of these
            self._threads.append(thread)

    def _finish(self) -> None:
        self.begin()  # once more: what the last requests have left
        now = time.monotonic()
        deadline = max((self._told_at or now) + ENDS_WITHIN, now + AT_LEAST)
        for thread in self._threads:
            thread.join(max(0, deadline - time.monotonic()))


_lock = threading.Lock()
_endings: dict[int, Ending] = {}  # by process: a fork has none of its parent's steps


def at_the_end(step: Step) -> None:
    """Have ``step`` done when this process is told to end, and once more when it does."""
    _ending().add(step)


def end_well(app: Flask) -> None:
    """For the app of a server. In a granian worker, which imports it, the signal is heard."""
    if multiprocessing.current_process().name != "granian-worker":
        return
    _hear(_ending())

    def close() -> None:
        """The last connection to close takes SQLite's log into the database."""
        with app.app_context():
            db.engine.dispose()

    Finalize(None, close, exitpriority=50)


def _ending() -> Ending:
    """This process's."""
    with _lock:
        return _endings.get(os.getpid()) or _endings.setdefault(os.getpid(), Ending())


def _hear(ending: Ending) -> None:
    """The server sets handlers of its own, later; this hears of every signal beside them.

    Python runs those in the main thread, which waits for nothing else. Where the system has given
    the signal to another thread it would wait on: a second signal, to it alone, wakes it.
    """
    main = threading.get_ident()
    signal.signal(WAKE, lambda *_: None)
    hearing, ringing = os.pipe()
    os.set_blocking(ringing, False)
    signal.set_wakeup_fd(ringing, warn_on_full_buffer=False)

    def listen() -> None:
        while not SIGNALS & set(os.read(hearing, 16)):
            pass
        signal.pthread_kill(main, WAKE)
        ending.begin()

    threading.Thread(target=listen, name="ending", daemon=True).start()


def _try(step: Step) -> None:
    try:
        step()
    except Exception as problem:
        logger.warning("at the end: %s", kind_of(problem))
