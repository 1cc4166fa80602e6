"""Writing the log: a thread does it, so that no request waits for whoever reads the log.

Where nobody reads, or the disk is full, or the other end is gone, lines are lost and counted, and
the newsroom goes on.
"""

import os
import threading
from collections import deque
from contextlib import suppress
from multiprocessing.util import Finalize

from newsroom import forks
from newsroom.watch.metrics import lost_lines

MOST = 10_000  # lines that wait
GATHER_SECONDS = 0.1
STOP_SECONDS = 1.0
AT_ONCE = 200


class Writer:
    """Writes lines to a descriptor of its own. Each line ends in a newline, and has no other."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._waiting: deque[str] = deque()
        self._beginning = threading.Lock()
        self._draining = threading.Lock()
        self._begun_in: object = None
        self._is_broken = False  # the last line is there in part
        self._bell = threading.Event()
        self._ending = threading.Event()

    def write(self, line: str) -> None:
        if self._begun_in is not forks.here:
            self._begin()
        if len(self._waiting) >= MOST:
            lost_lines.inc()
            return
        self._waiting.append(line)
        if not self._bell.is_set():
            self._bell.set()

    def _begin(self) -> None:
        with self._beginning:
            if self._begun_in is forks.here:
                return
            if self._begun_in:  # forked: what waits is the other process's to write
                self._waiting.clear()
                self._bell, self._ending = threading.Event(), threading.Event()
                self._draining = threading.Lock()
            thread = threading.Thread(target=self._keep, name="log", daemon=True)
            thread.start()
            # granian's processes end without atexit; this runs in theirs as in any other. After
            # the others, which may have something to say.
            Finalize(None, self._end, [thread], exitpriority=0)
            self._begun_in = forks.here

    def _keep(self) -> None:
        while not self._ending.is_set():
            self._bell.wait()
            self._ending.wait(GATHER_SECONDS)
            self._bell.clear()
            self.drain()

    def drain(self) -> None:
        """Write what waits, in its order."""
        with self._draining:
            while self._waiting:
                count = min(len(self._waiting), AT_ONCE)
                lines = [self._waiting.popleft() for _ in range(count)]
                try:
                    self._write(lines)
                except (OSError, ValueError):
                    lost_lines.inc(count)

    def _write(self, lines: list[str]) -> None:
        content = ("\n" * self._is_broken + "".join(lines)).encode(errors="replace")
        while content:
            written = os.write(self._descriptor, content)
            self._is_broken = written < len(content)
            content = content[written:]

    def _end(self, thread: threading.Thread) -> None:
        self._ending.set()
        self._bell.set()
        with suppress(RuntimeError):
            thread.join(STOP_SECONDS)
