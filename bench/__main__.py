"""`bin/bench [PART…] [--full]`: all parts, or those that are named; prints and writes down."""

import argparse
import time
from datetime import UTC, datetime
from pathlib import Path

from bench.document import Document, section
from bench.parts import PARTS, Part
from bench.rows import Row, Size
from bench.servers import ROOT

DOCUMENT = ROOT / "docs/benchmarks.md"


def main() -> None:
    asked = _asked()
    document = Document.read(DOCUMENT)
    for name in asked.parts or PARTS:
        part = PARTS[name]
        in_use = _in_use()
        print(f"{name} (in use by others: {in_use:.0%}) …", flush=True)
        rows = _measured(part, Size(is_full=asked.full))
        text = section(part.about, rows, datetime.now(UTC), in_use, is_full=asked.full)
        print(f"\n{text}", flush=True)
        document.put(part.title, text)
        document.write(DOCUMENT, [one.title for one in PARTS.values()])


def _in_use() -> float:
    """Of the processors' time, for a second in which we do nothing ourselves."""
    before = _ticks()
    time.sleep(1)
    idle, whole = (after - then for after, then in zip(_ticks(), before, strict=True))
    return 1 - idle / whole


def _ticks() -> tuple[int, int]:
    """Idle and all, of all processors together."""
    _cpu, *ticks = Path("/proc/stat").read_text().partition("\n")[0].split()
    times = [int(tick) for tick in ticks]
    return times[3] + times[4], sum(times[:8])


def _measured(part: Part, size: Size) -> list[Row]:
    rows = []
    for row in part.measure(size):
        print(f"  {row.what}: {row.measured:.4g}", flush=True)
        rows.append(row)
    return rows


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench", description="Measures the newsroom.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--full", action="store_true", help="the full sizes; takes much longer")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    return asked


if __name__ == "__main__":
    main()
