"""`bin/bench [SECONDS] [ARTICLES]`: each measure takes so many seconds, in a newsroom so large."""

import json
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.asking import CONNECTIONS, ask
from bench.filling import fill
from bench.servers import ROOT, answer, free_port, newsroom, nginx

PLAIN = {"Accept-Encoding": "identity"}
NOT_MODIFIED = {"If-None-Match": "what the server has said"}
WALK = """
local n = {first}
request = function()
  n = n + 1
  return wrk.format("GET", "/news/copy-" .. (n % {many}))
end
"""
HEAD = """# Benchmarks

What `bin/bench` measured: one worker on one core, who asks on the other, {connections} connections.
Only ratios mean something elsewhere, and only those within one run; whatever else the machine did
meanwhile is in the figures too.
"""


def hot(folder: Path, database: Path, key: str, seconds: int) -> Iterator[str]:
    """What is kept, beside nginx with the same bytes and headers in files."""
    server = newsroom(database, free_port())
    try:
        server.wait_until_it_answers()
        page = answer(f"{server.url}/recent", **PLAIN)[1].decode()
        seen = re.search("seen=([0-9a-f]+)", page)[1]
        box = f"/widget/{key}.json"
        shown = json.loads(answer(server.url + box, **PLAIN)[1])["edition"]
        paths = {
            "recent posts, news": ("/recent", "/recent.200", {}),
            "recent posts, nothing new": (f"/recent?seen={seen}", "/recent.204", {}),
            "recent posts, not modified": ("/recent", "/recent.200", NOT_MODIFIED),
            "article": ("/news/copy-0", "/article", {}),
            "partner's box": (box, "/widget.200", {}),
            "partner's box, nothing new": (f"{box}?at=117&seen={shown}", "/widget.204", {}),
        }
        answers = {file: answer(server.url + path) for path, file, _ in paths.values()}
        files = nginx(folder, answers)
        try:
            files.wait_until_it_answers("/article")
            yield "| address | requests/s | of nginx's | processor, µs | times nginx's | p99, ms |"
            yield "| --- | --: | --: | --: | --: | --: |"
            for name, (path, file, more) in paths.items():
                ask(server, path, 1, **_known(server.url + path, more))
                theirs = ask(files, file, seconds, **_known(files.url + file, more))
                ours = ask(server, path, seconds, **_known(server.url + path, more))
                if ours.errors or theirs.errors:
                    raise RuntimeError(f"{path}: {ours} {theirs}")
                yield (
                    f"| {name} | {ours.per_second:,.0f} | {ours.per_second / theirs.per_second:.2f}"
                    f" | {ours.processor:.0f} | {ours.processor / theirs.processor:.1f}"
                    f" | {ours.p99:.1f} |"
                )
        finally:
            files.stop()
    finally:
        server.stop()


def _known(url: str, more: dict[str, str]) -> dict[str, str]:
    """The headers to ask with; each server has its own tag for the same."""
    tag = {"If-None-Match": answer(url)[0]["ETag"]} if more is NOT_MODIFIED else {}
    return {"Accept-Encoding": "gzip", **tag}


def cold(folder: Path, database: Path, many: int, seconds: int) -> Iterator[str]:
    """A robot that walks through the archive and asks for nothing twice."""
    script = folder / "walk.lua"
    script.write_text(WALK.format(first=1, many=many))
    server = newsroom(database, free_port(), KEPT_BYTES=0)
    try:
        server.wait_until_it_answers()
        ask(server, "/", 2, script)
        found = ask(server, "/", seconds, script)
        yield f"Articles that nobody keeps: {found.per_second:,.0f} a second,"
        yield f"p99 {found.p99:.0f} ms, {found.processor / 1000:.1f} ms of the processor each."
    finally:
        server.stop()


def itself(folder: Path, database: Path, many: int, seconds: int) -> Iterator[str]:
    """The time to start, and the memory of a worker."""
    script = folder / "walk.lua"
    script.write_text(WALK.format(first=many // 2, many=many))
    server = newsroom(database, free_port())
    try:
        start = server.wait_until_it_answers()
        answer(f"{server.url}/news/copy-1")
        rest = server.megabytes
        sizes = []
        for _ in range(3):
            ask(server, "/", seconds, script)
            ask(server, "/recent", seconds)
            sizes.append(server.megabytes)
        yield f"Start: {start:.1f} s. A worker's memory: {rest:.0f} MB at rest, then"
        yield ", ".join(f"{size:.0f}" for size in sizes) + " MB after more and more requests."
    finally:
        server.stop()


def main(seconds: int = 5, many: int = 10_000) -> None:
    written, began_with = [HEAD.format(connections=CONNECTIONS)], os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = folder / "newsroom.sqlite3"
        key = fill(database, many)
        parts = {
            "Kept": hot(folder, database, key, seconds),
            "Not kept": cold(folder, database, many, seconds),
            "A process": itself(folder, database, many, seconds),
        }
        for title, lines in parts.items():
            found = "\n".join(lines)
            print(f"{title}\n{found}\n", flush=True)
            written.append(f"## {title}\n\n{found}\n")
    busy = f"Load of the machine: {began_with:.0f} before, {os.getloadavg()[0]:.0f} after."
    written.append(busy + "\n")
    (ROOT / "docs/benchmarks.md").write_text("\n".join(written))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
