"""The bars: what is fast enough, and small enough. The verdicts of docs/benchmarks.md follow."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    limit: float
    unit: str
    is_least: bool = False

    def is_met(self, measured: float) -> bool:
        return measured >= self.limit if self.is_least else measured <= self.limit

    def __str__(self) -> str:
        return f"{'≥' if self.is_least else '≤'} {shown(self.limit, self.unit)}"


def shown(value: float, unit: str) -> str:
    """With as many digits as say something."""
    digits = 0 if value >= 100 or value == int(value) else 1 if value >= 10 else 2
    return f"{value:,.{digits}f} {unit}".strip()


# Kept bytes, beside nginx with the same bytes in files, in the same run; one core each.
OF_NGINX = Bar(0.25, "of nginx", is_least=True)
PROCESSOR_OF_NGINX = Bar(4, "× nginx")
KEPT_P99 = Bar(10, "ms")

COLD = Bar(300, "a second", is_least=True)  # articles that nobody keeps
OF_WAGTAIL = Bar(10, "× cheaper", is_least=True)  # than one of Wagtail's, in the same run
GROWTH = Bar(1.5, "×")  # p50 with the most articles, of that with a thousand
SAVE_P99 = Bar(150, "ms")  # 20 people at once
POLL_P99 = Bar(50, "ms")  # 10,000 sidebars and boxes, while two people publish

START = Bar(1.5, "s")
MEMORY = Bar(120, "MB")  # of one worker at rest
MORE_MEMORY = Bar(5, "MB")  # after 200,000 requests than before them

BROKEN = Bar(0, "")  # promises, by a server that dies
NOTICED = Bar(1, "", is_least=True)  # of them, where our care is left out: else nothing is proved
READY_AGAIN = Bar(2, "s")
TOLD = Bar(6, "s")  # that a save is not saved
WELL_AGAIN = Bar(5, "s")
