"""An article of ours that nobody keeps, beside two of Wagtail's that show less; SQLite both."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench import bars
from bench.asking import Found, ask
from bench.cold import walk
from bench.filling import PARAGRAPH, filled
from bench.rows import Row, Size
from bench.servers import ROOT, Server, answer, free_port, newsroom

OURS, THEIRS = 10_000, 200  # Wagtail keeps nothing of a page, so that it may be asked for again
VERSIONS = ["wagtail==8.0.1", "granian==2.8.7"]
PLACE = ROOT / ".cache" / "bench" / "wagtail"
PYTHON = PLACE / "bin" / "python"
TURNS = 3
WHAT = ["an article with a menu and the newest seven", "an article with nothing around it"]
WALK = """
local n = 0
request = function()
  n = n + 1
  return wrk.format("GET", "/story-" .. n % {many} .. "/{also}")
end
"""


def of_wagtail(size: Size) -> Iterator[Row]:
    if problem := _install():
        yield Row(f"not measured: Wagtail could not be installed ({problem})", 0)
        return
    with TemporaryDirectory() as name:
        folder = Path(name)
        ours = newsroom(filled(folder, OURS).database, free_port())
        theirs = _wagtail(folder)
        with ours as here, theirs as there:
            answer(f"{here.url}/news/story-1")
            answer(f"{there.url}/story-1/")
            walks = [(there, _walk(folder, also)) for also in ("?lists", "")]
            mine, *others = _by_turns([(here, walk(folder, OURS)), *walks], size.seconds // 2)
        for what, other in zip(WHAT, others, strict=True):
            also = f"{mine:.2f} ms of the processor each, Wagtail {other:.2f} ms"
            yield Row(what, other / mine, bars.OF_WAGTAIL, also)


def _walk(folder: Path, also: str) -> Path:
    script = folder / f"theirs{also}.lua"
    script.write_text(WALK.format(many=THEIRS, also=also))
    return script


def _by_turns(walks: list[tuple[Server, Path]], seconds: int) -> list[float]:
    """Milliseconds of the processor for an article of each, in the middle of their turns."""
    found: list[list[float]] = [[] for _ in walks]
    for _turn in range(TURNS):
        for times, (server, script) in zip(found, walks, strict=True):
            times.append(_sound(ask(server, "/", seconds, script)).processor / 1000)
    return [median(times) for times in found]


def _sound(found: Found) -> Found:
    if found.errors:
        raise RuntimeError(f"articles: {found}")
    return found


def _install() -> str:
    """Once, beside what else is kept between runs. Why not, if it could not be."""
    try:
        if not PYTHON.exists():
            _run([sys.executable, "-m", "venv", str(PLACE)])
        _run([str(PYTHON), "-m", "pip", "install", "--quiet", *VERSIONS])
    except subprocess.CalledProcessError as problem:
        return str(problem.stderr).strip().rpartition("\n")[2]
    return ""


def _wagtail(folder: Path) -> Server:
    environment = {
        "WAGTAIL_DATABASE": str(folder / "wagtail.sqlite3"),
        "DJANGO_SETTINGS_MODULE": "bench.wagtail_site.settings",
        "MALLOC_ARENA_MAX": "2",
    }
    _run([str(PYTHON), "-m", "bench.wagtail_site.fill", str(THEIRS), PARAGRAPH], environment)
    port = free_port()
    granian = [str(PYTHON.with_name("granian")), "--interface", "wsgi", "--http", "1", "--no-ws"]
    options = ["--workers", "1", "--blocking-threads", "1", "--log-level", "error"]
    program = ["--factory", "django.core.wsgi:get_wsgi_application"]
    return Server([*granian, *options, "--port", str(port), *program], port, **environment)


def _run(command: list[str], environment: dict[str, str] | None = None) -> None:
    subprocess.run(
        command,
        check=True,
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=os.environ | (environment or {}),
    )
