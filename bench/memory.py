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
HOT = ("/recent", "/", "/feed.rss", "/widget.js", "/sitemap.xml", "/news-sitemap.xml")


def memory(size: Size) -> Iterator[Row]:
    """What settings bound – the kept bytes, and what each connection of the database keeps of its
    file – is full before it counts.
    """
    requests = 200_000 if size.is_full else 40_000
    with TemporaryDirectory() as name:
        folder = Path(name)
        there = filled(folder, MANY)
        paths = (*HOT, f"/widget/{there.partner}.json", "/categories/section-3", "/nowhere")
        script = walk(folder, MANY)
        with newsroom(there.database, free_port()) as server:
            answer(f"{server.url}/")
            yield Row("at rest", server.megabytes, bars.MEMORY)
            warm = _asked(server, script, paths, requests // 2)
            sizes, done = [server.megabytes], 0
            while done < requests:
                done += _asked(server, script, paths, requests // 4)
                sizes.append(server.megabytes)
            also = " → ".join(f"{size:.0f}" for size in sizes) + f" MB; {warm:,} requests before"
            yield Row(f"more after {done:,} requests", sizes[-1] - sizes[0], bars.MORE_MEMORY, also)


def _asked(server: Server, script: Path, paths: tuple[str, ...], least: int) -> int:
    """What nobody asks for twice, and what everybody asks for, by turns."""
    done = 0
    while done < least:
        done += ask(server, "/", 3, script).requests
        done += sum(ask(server, path, 1).requests for path in paths)
    return done
