"""A real Varnish, as a CDN in front of the newsroom."""

import os
import signal
import subprocess
from pathlib import Path

from tests import programs

SECONDS_TO_START = 60  # it compiles what it is to do


class Varnish:
    def __init__(self, folder: Path, port: int, text: str, key: str) -> None:
        self.port = port
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "varnish.log"
        (folder / "newsroom.vcl").write_text(text)
        options = ["-F", "-f", str(folder / "newsroom.vcl"), "-n", str(folder / "work")]
        options += ["-a", f"127.0.0.1:{self.port}", "-s", "malloc,32m", "-j", "none"]
        options += ["-p", f"vmod_path={programs.vmods()}", "-p", "thread_pools=1"]
        with self.log.open("wb") as said:
            self.process = subprocess.Popen(
                [programs.find("varnishd"), *options],
                env=programs.environment() | {"NEWSROOM_CACHES_KEY": key},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )
        self._wait_until_it_listens()

    def _wait_until_it_listens(self) -> None:
        if programs.listens(self.process, self.port, SECONDS_TO_START):
            return
        self.stop()
        raise RuntimeError(f"Varnish did not start:\n{self.log.read_text()}")

    def stop(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(timeout=20)
