"""Waiting for what readers see."""

import time
from collections.abc import Callable


def seconds_until(condition: Callable[[], object], most: float = 60) -> float:
    """How long it took until the condition held; the test fails where it never does."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < most, "it did not come to pass"
        time.sleep(0.02)
    return time.monotonic() - began
