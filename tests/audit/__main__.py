"""Runs Lighthouse on the demo newsroom and writes down what it found; bin/audit starts it."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.request import urlopen

from tests.audit.lighthouse import audit
from tests.audit.record import DOCUMENT, LEAST, Result, written
from tests.serving import Server
from tests.standby import ROOT

NEWSROOM = {"SITE_NAME": "Плесо", "SITE_TAGLINE": "новини Білоріччя"}
SERVED = ("--workers", "1", "--blocking-threads", "4", "--no-ws")  # as bin/dev does


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        server = _demo(Path(folder))
        server.start()
        try:
            results = [audit(name, url, Path(folder)) for name, url in _pages(server.url)]
        finally:
            server.stop()
    (ROOT / DOCUMENT).write_text(written(results))
    for result in results:
        print(result)
    return 0 if all(_is_good(result) for result in results) else 1


def _demo(folder: Path) -> Server:
    database = f"sqlite:///{folder / 'newsroom.sqlite3'}"
    server = Server(database, folder / "server.log", NEWSROOM)
    variables = {f"NEWSROOM_{name}": value for name, value in server.settings.items()}
    subprocess.run(
        [sys.executable, "-m", "flask", "demo", "prepare"],
        cwd=ROOT,
        env=os.environ | variables,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return server


def _pages(site: str) -> list[tuple[str, str]]:
    """Home, and the first article and category that it links to."""
    with urlopen(site) as answer:
        home = answer.read().decode()
    found = [re.search(rf'href="({path}[^"]+)"', home) for path in ("/news/", "/categories/")]
    article, category = (site + one[1] for one in found if one)
    return [("home", f"{site}/"), ("article", article), ("category", category)]


def _is_good(result: Result) -> bool:
    return all(score >= LEAST for score in result.scores.values())


if __name__ == "__main__":
    sys.exit(main())
