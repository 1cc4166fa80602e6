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

MANY = 1_200  # articles: more than what is kept has room for
WARM = 2 * MANY  # requests, by which memory for what is kept is full
ROUNDS = 4  # at least
HOT = ("/recent", "/", "/feed.rss", "/widget.js", "/sitemap.xml", "/news-sitemap.xml")


def memory(size: Size) -> Iterator[Row]:
    requests = 200_000 if size.is_full else 40_000
    with TemporaryDirectory() as name:
        folder = Path(name)
        there = filled(folder, MANY)
        paths = (*HOT, f"/widget/{there.partner}.json", "/categories/section-3", "/nowhere")
        script = walk(folder, MANY)
        with newsroom(there.database, free_port()) as server:
            answer(f"{server.url}/")
            yield Row("at rest", server.megabytes, bars.MEMORY)
            sizes, done = [], 0
            while done < WARM:
                done += ask(server, "/", 2, script).requests
            while done < requests or len(sizes) < ROUNDS:
                done += _round(server, script, paths)
                sizes.append(server.megabytes)
            also = " → ".join(f"{size:.0f}" for size in sizes) + " MB"
            what = f"more after {done:,} requests than after half of them"
            early = sizes[len(sizes) // 2 - 1]
            yield Row(what, max(0.0, sizes[-1] - early), bars.MORE_MEMORY, also)


def _round(server: Server, script: Path, paths: tuple[str, ...]) -> int:
    """What nobody asks for twice, and what everybody asks for."""
    done = ask(server, "/", 3, script).requests
    return done + sum(ask(server, path, 1).requests for path in paths)
