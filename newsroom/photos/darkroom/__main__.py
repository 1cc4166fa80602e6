"""`python newsroom/photos/darkroom`: one order on standard input, one answer on standard output.

Begun as a folder rather than by its name, so that neither Flask nor the newsroom is imported: that
would take ten times as long as opening a small picture, and give a hostile one more to play with.
"""

import ctypes
import json
import resource
import signal
import sys
from pathlib import Path
from types import ModuleType
from typing import Any


def _name_the_packages_above() -> None:
    """So that imports in here are written as everywhere, without running what is above."""
    photos = Path(__file__).parents[1]
    for name, folder in (("newsroom", photos.parent), ("newsroom.photos", photos)):
        module = ModuleType(name)
        module.__path__ = [str(folder)]
        sys.modules[name] = module


def _limit(limits: dict[str, list[int]]) -> None:
    for name, (soft, hard) in limits.items():
        resource.setrlimit(getattr(resource, name), (soft, hard))


def _end_with_who_asked() -> None:
    """A server that is killed leaves nobody at work: https://man7.org/linux/man-pages/man2/prctl.2.html."""
    if sys.platform == "linux":
        PR_SET_PDEATHSIG = 1  # noqa: N806 -- its name there
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def main() -> None:
    _end_with_who_asked()
    order: dict[str, Any] = json.load(sys.stdin)
    _limit(order.pop("limits"))
    _name_the_packages_above()
    from newsroom.photos.darkroom.working import work

    work(order, sys.stdout)


if __name__ == "__main__":
    main()
