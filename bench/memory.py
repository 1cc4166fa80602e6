"""The memory of one worker: at rest, and after many requests of all sorts."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import bars
from bench.asking import ask
from bench.cold import walk
from bench.filling import filled
from bench.rows import Row, Size
from bench.servers import Server, answer, free_port, newsroom

MANY = 10_000
HOT = ("/recent", "/", "/feed.rss", "/widget.js", "/sitemap.xml", "/news-sitemap.xml")


def memory(size: Size) -> Iterator[Row]:
    requests = 200_000 if size.is_full else 20_000
    with TemporaryDirectory() as name:
        folder = Path(name)
        there = filled(folder, MANY)
        paths = (*HOT, f"/widget/{there.partner}.json", "/categories/section-3", "/nowhere")
        script = walk(folder, MANY)
        with newsroom(there.database, free_port()) as server:
            answer(f"{server.url}/")
            yield Row("at rest", server.megabytes, bars.MEMORY)
            sizes, done = [], 0
            while done < requests:
                done += _round(server, script, paths)
                sizes.append(server.megabytes)
            early = sizes[len(sizes) // 2 - 1]
            also = f"{early:.0f} MB after the first half, {sizes[-1]:.0f} MB at the end"
            what = f"more after {done:,} requests than after half of them"
            yield Row(what, max(0.0, sizes[-1] - early), bars.MORE_MEMORY, also)


def _round(server: Server, script: Path, paths: tuple[str, ...]) -> int:
    """What nobody asks for twice, and what everybody asks for."""
    done = ask(server, "/", 3, script).requests
    return done + sum(ask(server, path, 1).requests for path in paths)
