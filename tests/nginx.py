"""A real nginx that keeps a copy of what the newsroom answers, as a CDN in front of it does."""

import os
import signal
import subprocess
from pathlib import Path

from tests import programs
from tests.serving import free_port

SECONDS_TO_START = 20
CONFIGURATION = """
log_format asked "$upstream_addr $upstream_cache_status $request_uri";
  access_log {folder}/asked.log asked;
  proxy_cache_path {folder}/cache keys_zone=newsroom:4m;
  server {{
    listen 127.0.0.1:{port} backlog=1024;
    keepalive_requests 100000;
    location / {{
      proxy_pass http://127.0.0.1:{behind};
      proxy_cache newsroom;
      proxy_cache_lock on; proxy_cache_lock_timeout 60s; proxy_cache_lock_age 60s;
      proxy_cache_background_update on;
      proxy_cache_use_stale updating error timeout;
    }}
  }}
"""
AROUND = """
daemon off; worker_processes 1; pid {folder}/pid; {user}
events {{ worker_connections 1024; }}
http {{
  {temporary}
  {text}
}}
"""
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


class Nginx:
    def __init__(self, folder: Path, behind: int) -> None:
        port = free_port()
        self.serve(folder, port, CONFIGURATION.format(folder=folder, port=port, behind=behind))

    @classmethod
    def configured(cls, folder: Path, port: int, text: str) -> "Nginx":
        """With what an operator has in a file of its http block, which must listen on ``port``."""
        nginx = cls.__new__(cls)
        nginx.serve(folder, port, text)
        return nginx

    @classmethod
    def whole(cls, folder: Path, port: int, text: str) -> "Nginx":
        """With a whole configuration, which must listen on ``port`` and stay in front."""
        nginx = cls.__new__(cls)
        nginx.start(folder, port, text)
        return nginx

    def serve(self, folder: Path, port: int, text: str) -> None:
        temporary = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in TEMPORARY)
        user = "user root;" if os.getuid() == 0 else ""
        around = {"folder": folder, "user": user, "temporary": temporary, "text": text}
        self.start(folder, port, AROUND.format(**around))

    def start(self, folder: Path, port: int, whole: str) -> None:
        self.folder, self.port, self.url = folder, port, f"http://127.0.0.1:{port}"
        (folder / "nginx.conf").write_text(whole)
        where = ["-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "errors")]
        command = [programs.find("nginx"), *where]
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
        self._wait_until_it_listens()

    def _wait_until_it_listens(self) -> None:
        if programs.listens(self.process, self.port, SECONDS_TO_START):
            return
        self.stop()
        raise RuntimeError(f"nginx did not start:\n{(self.folder / 'errors').read_text()}")

    def passed_on(self) -> list[str]:
        """The paths that it had to ask the newsroom for. All of them only after ``stop``."""
        lines = (self.folder / "asked.log").read_text().splitlines()
        asked = [line.split(" ", 2) for line in lines]
        return [path for upstream, _status, path in asked if upstream != "-"]

    def stop(self) -> None:
        """When all is answered and written down."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(timeout=20)
