"""Metrics: what is counted while the newsroom works, in the words of Prometheus.

No label holds anything of a request or of a person: there are as many series as there are routes.
"""

import os
from bisect import bisect_left
from threading import Lock

from prometheus_client import Counter, Gauge, Histogram, disable_created_metrics

# When each of ours began would be as many series again.
disable_created_metrics()  # type: ignore[no-untyped-call]

FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # where it names one, several processes count in files there

SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

requests = Counter(
    "newsroom_http_requests",
    "Requests answered; a kept answer came from memory, another was made.",
    ["route", "status", "answer"],
)
seconds = Histogram(
    "newsroom_http_request_duration_seconds",
    "How long answers took, by the part of the newsroom that gave them.",
    ["area", "answer"],
    buckets=SECONDS,
)
saves = Counter(
    "newsroom_saves",
    "Saves of articles: saved, merged with somebody else's, set aside to be chosen, refused.",
    ["outcome"],
)
publications = Counter(
    "newsroom_publications", "Articles put before readers, or taken from them.", ["change"]
)
sign_in_failures = Counter(
    "newsroom_sign_in_failures", "Sign-ins refused, and why: wrong, or too_many.", ["why"]
)
slow_statements = Counter("newsroom_slow_statements", "Statements slower than SLOW_QUERY_MS.")
lost_lines = Counter("newsroom_log_lines_lost", "Lines of the log that could not be written.")
kept_hits = Counter("newsroom_kept_hits", "Answers sent from memory.")
kept_misses = Counter("newsroom_kept_misses", "Answers that memory could have had and had not.")

kept_bytes = Gauge(
    "newsroom_kept_bytes", "What kept answers take of the memory.", multiprocess_mode="livesum"
)
connections = Gauge(
    "newsroom_database_connections",
    "Connections to the database: in use, and open and idle.",
    ["state"],
    multiprocess_mode="livesum",
)
memory = Gauge(
    "newsroom_memory_bytes",
    "Resident memory of the newsroom's processes.",
    multiprocess_mode="livesum",
)
processes = Gauge(
    "newsroom_processes", "Processes that serve requests.", multiprocess_mode="livesum"
)

FORESEEN = {  # there from the start, so that the first of a kind is seen as one more
    saves: ("saved", "merged", "aside", "refused"),
    publications: ("published", "scheduled", "updated", "taken_down"),
    sign_in_failures: ("wrong", "too_many"),
}
for counter, values in FORESEEN.items():
    for value in values:
        counter.labels(value)

_lock = Lock()
_passed: dict[tuple[str, int, bool], "Passed"] = {}
_is_alone = FOLDER not in os.environ  # else others tell of us too, and cannot ask us to add up


class Passed:
    """Requests of one route, status and kind of answer.

    Every answer waits to be counted, and the series above lock once for each of their numbers: so
    they hear of it when somebody reads them.
    """

    def __init__(self, counter: Counter, histogram: Histogram) -> None:
        self._counter, self._histogram = counter, histogram
        self.numbers = [0] * (len(SECONDS) + 1)  # in each bucket
        self.took = 0.0

    def count(self, took: float) -> None:
        """One more, which took so many seconds."""
        bucket = bisect_left(SECONDS, took)
        with _lock:
            self.numbers[bucket] += 1
            self.took += took
            if not _is_alone:
                self.add_up()

    def add_up(self) -> None:
        """Tell the series. Whoever calls it has the lock."""
        if number := sum(self.numbers):
            self._counter.inc(number)
            self._histogram._sum.inc(self.took)
            for bucket, of_it in zip(self._histogram._buckets, self.numbers, strict=True):
                bucket.inc(of_it)
            self.numbers, self.took = [0] * len(self.numbers), 0.0


def passed(route: str, area: str, status: int, is_kept: bool) -> Passed:
    """Where to count them. ``route`` is a pattern of ours, '' where none fitted."""
    return _passed.get((route, status // 100, is_kept)) or _begin(
        route, status // 100, is_kept, area
    )


def _begin(route: str, kind: int, is_kept: bool, area: str) -> Passed:
    answer = "kept" if is_kept else "made"
    counter = requests.labels(route or "none", f"{kind}xx", answer)
    begun = Passed(counter, seconds.labels(area, answer))
    return _passed.setdefault((route, kind, is_kept), begun)


def add_up() -> None:
    """Tell the series all that was counted."""
    with _lock:
        for one in list(_passed.values()):
            one.add_up()
