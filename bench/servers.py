"""The two servers that are compared, each on the first core; whoever asks has the second."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from email.message import Message
from pathlib import Path
from typing import Self
from urllib.request import Request, urlopen

ROOT = Path(__file__).parents[1]
SECRET = "only-for-measuring"
SERVING_CORE, ASKING_CORE = 0, 1
ON_ONE_CORE = ["taskset", "-c", str(SERVING_CORE)]
ASKING = ["taskset", "-c", str(ASKING_CORE)]
BARE = ("HOME", "LANG", "PATH")  # as a unit begins it: a WSGI server hands each request all of it
NOT_FROM_A_FILE = {"connection", "content-length", "date", "etag", "server", "transfer-encoding"}
NGINX = """
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  keepalive_requests 1000000;
  open_file_cache max=100;
  server {{
    listen 127.0.0.1:{port};
    root {folder};
    types {{ }}
    location = /healthz {{ return 204; }}
    {locations}
  }}
}}
"""


class Server:
    """A program that serves, with all its processes."""

    def __init__(self, command: list[str], port: int, **environment: str) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.port = port
        self.started_in = 0.0  # seconds
        self.process = subprocess.Popen(
            [*ON_ONE_CORE, *command],
            cwd=ROOT,
            env={name: os.environ[name] for name in BARE if name in os.environ} | environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def wait_until_it_answers(self) -> float:
        """How many seconds that took."""
        began = time.monotonic()
        while time.monotonic() - began < 60:
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", int(self.url.rpartition(":")[2]))).close()
                urlopen(f"{self.url}/healthz", timeout=20).close()
                return time.monotonic() - began
            time.sleep(0.005)
        raise RuntimeError(f"{self.url} does not answer")

    def __enter__(self) -> Self:
        try:
            self.started_in = self.wait_until_it_answers()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_problem: object) -> None:
        self.stop()

    def stop(self) -> None:
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(timeout=20)

    @property
    def processor_seconds(self) -> float:
        ticks = sum(int(fields[11]) + int(fields[12]) for fields in self._processes())
        return ticks / os.sysconf("SC_CLK_TCK")

    @property
    def megabytes(self) -> float:
        """What its largest process, the worker, has in memory."""
        pages = max(int(fields[21]) for fields in self._processes())
        return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2

    def _processes(self) -> Iterable[list[str]]:
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                fields = stat.read_text().rpartition(") ")[2].split()
                if int(fields[2]) == self.process.pid:
                    yield fields


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def newsroom(database: Path, port: int, **settings: object) -> Server:
    environment = {
        "NEWSROOM_DATABASE_URL": f"sqlite:///{database}",
        "NEWSROOM_BASE_URL": f"http://127.0.0.1:{port}",
        "NEWSROOM_SECRET_KEY": SECRET,
        "MALLOC_ARENA_MAX": "2",  # as bin/dev has it
        **{f"NEWSROOM_{name}": str(value) for name, value in settings.items()},
    }
    granian = [str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--http", "1"]
    options = ["--no-ws", "--workers", "1", "--blocking-threads", "32", "--log-level", "error"]
    return Server([*granian, *options, "--port", str(port), "app:app"], port, **environment)


def nginx(folder: Path, answers: dict[str, tuple[Message, bytes]]) -> Server:
    """The same bytes as files, with the same headers, for each path; a 204 where there are none."""
    port = free_port()
    folder.chmod(0o755)
    locations = []
    for path, (headers, body) in answers.items():
        (folder / path.strip("/")).write_bytes(body)
        lines = [
            f'add_header {name} "{value.replace(chr(34), chr(92) + chr(34))}" always;'
            for name, value in headers.items()
            if name.lower() not in NOT_FROM_A_FILE
        ]
        lines += [] if body else ["return 204;"]
        locations.append(f"location = {path} {{ {' '.join(lines)} }}")
    settings = folder / "nginx.conf"
    settings.write_text(NGINX.format(folder=folder, port=port, locations="\n".join(locations)))
    return Server(["nginx", "-c", str(settings)], port)


def answer(url: str, **headers: str) -> tuple[Message, bytes]:
    with urlopen(Request(url, headers={"Accept-Encoding": "gzip", **headers}), timeout=20) as found:
        return found.headers, found.read()
