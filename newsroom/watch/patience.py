"""Patience: asking what may hang, without hanging: in a thread of its own, and one at a time."""

from collections.abc import Callable
from threading import Lock, Thread
from time import monotonic
from typing import Generic, TypeVar

T = TypeVar("T")


class Asked(Generic[T]):
    """A question that can be put again and again; where the last still waits, with that one."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._putting = Lock()
        self._thread: Thread | None = None
        self._answers: list[T] = []

    def put(self) -> None:
        with self._putting:
            if self._thread is None or not self._thread.is_alive():
                answers: list[T] = []
                thread = Thread(target=lambda: answers.append(self._work()), daemon=True)
                thread.start()
                self._thread, self._answers = thread, answers  # nobody can join one not begun

    def answer(self, until: float) -> T | None:
        """None when there is none by then, on the monotonic clock. ``work`` raises nothing."""
        if self._thread is not None:
            self._thread.join(max(0, until - monotonic()))
        return self._answers[-1] if self._answers else None
