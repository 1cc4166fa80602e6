"""The hatch of the darkroom: an order goes in, files and facts come out, in limited time.

A child process that is begun anew for each picture: not a fork of the server, whose threads,
secrets and connections a hostile file must not meet.
"""

import json
import os
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from flask import current_app

from newsroom import outbox
from newsroom.photos.darkroom.refusal import Refused

FOLDER = Path(__file__).with_name("darkroom")
MEGABYTE = 1024 * 1024
LIMITS = {
    "RLIMIT_AS": [700 * MEGABYTE] * 2,
    "RLIMIT_CPU": [8, 40],  # seconds to open a file; all of them once it is open
    "RLIMIT_FSIZE": [256 * MEGABYTE] * 2,
    "RLIMIT_NOFILE": [64, 64],
    "RLIMIT_CORE": [0, 0],
}
SECONDS_TO_OPEN = 9.5
SECONDS_IN_ALL = 90
LONGEST_ANSWER = 64 * 1024
ITS_OWN_DOING = {-signal.SIGXCPU, -signal.SIGSEGV, -signal.SIGABRT, -signal.SIGBUS, -signal.SIGFPE}


class Gone(outbox.Later):
    """The darkroom ended without an answer, or had no processor: another time may do."""


def develop(source: Path, folder: Path, focus: tuple[float, float], avif: bool) -> dict[str, Any]:
    """All files of the picture in ``source``, put into ``folder``, and the facts of it.

    Raises Refused, with the word for why; Gone when nobody knows; Later when the picture was
    decoded and something else went wrong.
    """
    order = {
        "source": str(source),
        "folder": str(folder),
        "focus": focus,
        "most_pixels": current_app.config["PHOTO_MEGAPIXELS"] * 1_000_000,
        "avif": avif,
        "limits": LIMITS,
    }
    answer = json.loads(_asked(order, folder))
    if "refused" in answer:
        raise Refused(answer["refused"])
    if "broke" in answer:
        raise outbox.Later(answer["broke"])
    return dict(answer)


def _asked(order: dict[str, Any], folder: Path) -> bytes:
    process = subprocess.Popen(  # noqa: S603 -- our own file, and nothing of a stranger's in it
        [sys.executable, "-I", "-B", str(FOLDER)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={"LANG": "C.UTF-8"},
        start_new_session=True,
    )
    try:
        with suppress(BrokenPipeError), process.stdin:  # type: ignore[union-attr]
            process.stdin.write(json.dumps(order).encode())  # type: ignore[union-attr]
        said = _heard(process.stdout.fileno())  # type: ignore[union-attr]
    finally:
        _end(process)
    lines = said.splitlines()
    if not said.endswith(b"\n") or lines == [b"decoded"]:
        raise _why_it_ended(process.returncode, bool(lines))
    return lines[-1]


def _heard(pipe: int) -> bytes:
    """What it says until it ends, or until its time is over."""
    said, began = b"", time.monotonic()
    poll = select.poll()  # select.select knows no descriptor above 1023
    poll.register(pipe, select.POLLIN)
    while len(said) < LONGEST_ANSWER:
        limit = SECONDS_IN_ALL if said else SECONDS_TO_OPEN
        left = max(0.0, began + limit - time.monotonic())
        piece = os.read(pipe, 8192) if poll.poll(left * 1000) else b""
        if not piece:
            break
        said += piece
    return said


def _end(process: "subprocess.Popen[bytes]") -> None:
    if process.stdout:
        process.stdout.close()
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=0.2)  # it has said all, and is on its way out
    if process.poll() is None:
        process.kill()
        process.wait()


def _why_it_ended(code: int, was_opened: bool) -> Exception:
    """What is the file's doing would happen again; to be killed, or to be slow, may not."""
    if code in ITS_OWN_DOING and not was_opened:
        return Refused("too-hard")
    return Gone(f"the darkroom ended with {code}")
