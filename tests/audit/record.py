"""What an audit found, as docs/audit.md tells it."""

from dataclasses import dataclass

DOCUMENT = "docs/audit.md"
LEAST = 99
RUNS = 3
CATEGORIES = {
    "performance": "Performance",
    "accessibility": "Accessibility",
    "best-practices": "Best practices",
    "seo": "SEO",
}
FIGURES = {
    "first-contentful-paint": ("First paint", "{:.0f} ms"),
    "largest-contentful-paint": ("Largest paint", "{:.0f} ms"),
    "total-blocking-time": ("Blocked", "{:.0f} ms"),
    "cumulative-layout-shift": ("Layout shift", "{:.3f}"),
    "speed-index": ("Speed index", "{:.0f} ms"),
    "total-byte-weight": ("Bytes", "{:,.0f}"),
}
HEAD = """# Audit

Written by `bin/audit` on {day}: Lighthouse {version} at its mobile setting (a slow phone on a slow
network), on the demo newsroom as granian serves it. Of {runs} runs of each page the middle one
stands here. Each score is to be at least {least}.
"""


@dataclass(frozen=True)
class Result:
    """One page's scores (0 to 100), figures, and the names of audits that it did not pass."""

    name: str
    version: str
    day: str
    scores: dict[str, int]
    figures: dict[str, float]
    failed: list[str]


def written(results: list[Result]) -> str:
    first = results[0]
    scores = _table(CATEGORIES.values(), [(r.name, map(str, r.scores.values())) for r in results])
    figures = _table(
        (label for label, _ in FIGURES.values()), [(r.name, _figures(r)) for r in results]
    )
    head = HEAD.format(day=first.day, version=first.version, runs=RUNS, least=LEAST)
    return "\n".join([head, scores, "", figures, "", _notes(results)]).rstrip() + "\n"


def scores_in(document: str) -> dict[str, list[int]]:
    """Page → its scores, read from what ``written`` wrote."""
    table = document.split("\n\n")[2]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines()[2:]]
    return {name: [int(score) for score in scores] for name, *scores in rows}


def _figures(result: Result) -> list[str]:
    return [pattern.format(result.figures[key]) for key, (_, pattern) in FIGURES.items()]


def _table(labels, rows) -> str:
    head = ["Page", *labels]
    lines = [head, ["---"] * len(head), *([name, *cells] for name, cells in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _notes(results: list[Result]) -> str:
    """What it would still like better, though it costs no point."""
    return "\n".join(f"- {r.name}: {', '.join(r.failed)}" for r in results if r.failed)
