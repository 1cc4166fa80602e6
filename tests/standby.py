"""How servers begin: by granian's command, or at once, from a process that stands by to fork them.

A server takes a second of the processor to import what it needs, and its first pages as much
to compile their templates. That process has done both, once for all the servers of a test run.
Each is a process of its own still: it reads its settings, opens its database, and is killed as a
test likes.
"""

import atexit
import json
import os
import select
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import Thread
from typing import Any

ROOT = Path(__file__).parents[1]


class Group:
    """A process that leads a group of its own: whatever it starts belongs to it."""

    def __init__(self, pid: int, ended: int) -> None:
        self.pid = pid
        self._ended = ended  # a pipe whose other end the last of the group closes

    def is_over(self, within: float = 0) -> bool:
        """Whether none of the group runs any more, or all end within so many seconds."""
        poll = select.poll()
        poll.register(self._ended, select.POLLIN)
        return bool(poll.poll(within * 1000))

    def send(self, signal: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal)

    def __del__(self) -> None:
        os.close(self._ended)


def begin(*arguments: str, environment: dict[str, str], log: Path) -> Group:
    """``granian …`` as a shell starts it; what it says goes to ``log``."""
    ended, running = os.pipe()
    command = [str(Path(sys.executable).with_name("granian")), *arguments]
    with log.open("ab") as said:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            pass_fds=[running],
            start_new_session=True,
        )
    os.close(running)
    Thread(target=process.wait, daemon=True).start()  # else it stays among the processes
    return Group(process.pid, ended)


class Standby:
    def __init__(self, preload: str) -> None:
        self._orders, theirs = socket.socketpair()
        program = [sys.executable, "-m", __name__, str(theirs.fileno())]
        environment = os.environ | ({"LD_PRELOAD": preload} if preload else {})
        self._process = subprocess.Popen(
            program, cwd=ROOT, env=environment, pass_fds=[theirs.fileno()]
        )
        theirs.close()
        atexit.register(self._dismiss)

    def granian(self, *arguments: str, environment: dict[str, str], log: Path) -> Group:
        """``granian …`` as ``begin`` does, and at once."""
        order = json.dumps([arguments, environment]).encode()
        ended, running = os.pipe()
        with log.open("ab") as said:
            files = [said.fileno(), running]
            socket.send_fds(self._orders, [len(order).to_bytes(4, "big")], files)
        os.close(running)
        self._orders.sendall(order)
        return Group(int.from_bytes(_exactly(self._orders, 4), "big"), ended)

    def _dismiss(self) -> None:
        self._orders.close()
        self._process.wait()


@cache
def standby(preload: str = "") -> Standby:
    """The one of this process, or the one with a library loaded before all others."""
    return Standby(preload)


def _exactly(connection: socket.socket, size: int) -> bytes:
    received = b""
    while len(received) < size:
        if not (more := connection.recv(size - len(received))):
            raise RuntimeError("nobody stands by any more")
        received += more
    return received


def _get_ready() -> None:
    """Import and compile what every server will need; open nothing, start no thread."""
    from flask import Flask
    from granian import cli, server  # noqa: F401
    from jinja2.bccache import Bucket, BytecodeCache

    from newsroom import create_app, templating
    from tests import quick_apps

    compiled: dict[str, tuple[str, Any]] = {}

    class Compiled(BytecodeCache):
        def load_bytecode(self, bucket: Bucket) -> None:
            checksum, code = compiled.get(bucket.key, ("", None))
            bucket.code = code if checksum == bucket.checksum else None

        def dump_bytecode(self, bucket: Bucket) -> None:
            compiled[bucket.key] = bucket.checksum, bucket.code

    class Quick(templating.Templates):
        def __init__(self, app: Flask, **options: Any) -> None:
            super().__init__(app, bytecode_cache=Compiled(), **options)

    templating.Templates = Quick  # type: ignore[misc]
    quick_apps.remember_routes()
    templates = create_app({"SECRET_KEY": "", "SQLALCHEMY_DATABASE_URI": "sqlite://"}).jinja_env
    assert isinstance(templates, Quick), "each server would compile them anew"
    for name in templates.list_templates():
        templates.get_template(name)


def _stand_by(orders: socket.socket) -> None:
    """Fork a server for each order, until whoever gives them is gone."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system buries those nobody waits for
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of the terminal: the tests end, and then this
    while True:
        size, files, _flags, _address = socket.recv_fds(orders, 4, 2)
        if not size:
            return
        order = _exactly(orders, int.from_bytes(size, "big"))
        if (pid := os.fork()) == 0:
            orders.close()
            _become_granian(*json.loads(order), *files)
        for file in files:
            os.close(file)
        orders.sendall(pid.to_bytes(4, "big"))


def _become_granian(
    arguments: list[str], environment: dict[str, str], log: int, _running: int
) -> None:
    from granian import cli

    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for own in (1, 2):
        os.dup2(log, own)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["granian", *arguments]
    cli.entrypoint()


if __name__ == "__main__":
    _get_ready()
    _stand_by(socket.socket(fileno=int(sys.argv[1])))
