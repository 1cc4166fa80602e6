"""Metrics: what is counted while the newsroom works, in the words of Prometheus.

No label holds anything of a request or of a person: there are as many series as there are routes.
"""

from prometheus_client import Counter, Gauge, Histogram, disable_created_metrics

# When each of ours began would be as many series again.
disable_created_metrics()  # type: ignore[no-untyped-call]

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

_children: dict[tuple[str, int, bool], tuple[Counter, Histogram]] = {}


def count_request(route: str, area: str, status: int, is_kept: bool, took: float) -> None:
    """``took`` in seconds. ``route`` is a pattern of ours, '' where none fitted."""
    key = (route, status // 100, is_kept)
    pair = _children.get(key)
    if pair is None:
        answer = "kept" if is_kept else "made"
        counter = requests.labels(route or "none", f"{status // 100}xx", answer)
        pair = _children[key] = counter, seconds.labels(area, answer)
    pair[0].inc()
    pair[1].observe(took)
