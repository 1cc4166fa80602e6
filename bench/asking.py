"""Asking as fast as a server answers, with wrk."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from bench.servers import ASKING, Server

CONNECTIONS = 8
MANY_CONNECTIONS = 64  # so many that no server waits to be asked
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True)
class Found:
    per_second: float
    p99: float  # milliseconds
    processor: float  # microseconds of the server's for one request
    errors: int
    requests: int = 0


def ask(
    server: Server,
    path: str,
    seconds: int,
    script: Path | None = None,
    connections: int = CONNECTIONS,
    **headers: str,
) -> Found:
    wrk = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "30s"]
    wrk += [f"-H{name}: {value}" for name, value in headers.items()]
    wrk += ["-s", str(script)] if script else []
    before = server.processor_seconds
    done = subprocess.run(
        [*ASKING, *wrk, server.url + path], check=True, capture_output=True, text=True
    )
    spent = server.processor_seconds - before
    return _read(done.stdout, spent)


def _read(said: str, spent: float) -> Found:
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s|m)", said).groups()
    total = int(re.search(r"(\d+) requests in", said)[1])
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    return Found(
        per_second=float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]),
        p99=float(number) * UNITS[unit],
        processor=spent / total * 1e6,
        errors=int(wrong[1]) if wrong else 0,
        requests=total,
    )
