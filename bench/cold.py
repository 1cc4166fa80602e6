"""A robot that walks through the archive and asks for nothing twice."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import bars
from bench.asking import ask
from bench.filling import filled
from bench.pages import story
from bench.rows import Row, Size
from bench.servers import answer, free_port, newsroom

MANY = 10_000
WALK = """
local stories, n = {{{stories}}}, 0
request = function()
  n = n + 1
  return wrk.format("GET", "/news/story-" .. stories[1 + n % #stories])
end
"""


def walk(folder: Path, many: int) -> Path:
    """A script for wrk: each live article once, then again."""
    script = folder / "walk.lua"
    stories = sorted({story(many, turn) for turn in range(many)})
    script.write_text(WALK.format(stories=",".join(map(str, stories))))
    return script


def cold(size: Size) -> Iterator[Row]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        there = filled(folder, MANY)
        script = walk(folder, MANY)
        # With memory: no answer of such a robot is in it, but what stands around all of them is.
        with newsroom(there.database, free_port()) as server:
            answer(f"{server.url}/news/story-1")
            found = ask(server, "/", 2 * size.seconds, script)
            if found.errors:
                raise RuntimeError(f"articles: {found}")
            also = f"{found.processor / 1000:.1f} ms of the processor each, p99 {found.p99:.0f} ms"
            yield Row("articles that nobody keeps", found.per_second, bars.COLD, also)
