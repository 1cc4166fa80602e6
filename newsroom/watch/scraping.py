"""Scraping: what has been counted, and what is looked up when somebody asks, as one text.

One process tells of itself. Several tell of all together when PROMETHEUS_MULTIPROC_DIR names a
folder in memory, empty at the start: then prometheus_client counts in files there.
"""

import logging
import os
import platform
import resource
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

import prometheus_client
from flask import Flask
from prometheus_client import CollectorRegistry, generate_latest, multiprocess
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from newsroom import clock
from newsroom.database import db
from newsroom.outbox.models import Job
from newsroom.photos.developing import KIND as DEVELOP
from newsroom.watch import metrics
from newsroom.watch.checks import PATIENCE, newest_step
from newsroom.watch.metrics import FOLDER
from newsroom.watch.patience import Asked

logger = logging.getLogger(__name__)

LIVE = "gauge_live*_*.db"


class Waiting(NamedTuple):
    number: int
    due: datetime


class Jobs(NamedTuple):
    waiting: dict[str, Waiting]  # by kind
    failed: int


def everything(found: "Found") -> bytes:
    refresh(found.app)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(found)
    return generate_latest(_counted()) + generate_latest(registry)


def _counted() -> CollectorRegistry:
    if FOLDER not in os.environ:
        return prometheus_client.REGISTRY
    registry = CollectorRegistry(auto_describe=False)
    _bury()
    multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry


def _bury() -> None:
    """What a process that has ended had at that moment is nobody's any more."""
    for path in Path(os.environ[FOLDER]).glob(LIVE):
        pid = int(path.stem.rpartition("_")[2])
        if not Path(f"/proc/{pid}").exists():
            path.unlink(missing_ok=True)


def refresh(app: Flask) -> None:
    """What this process has now, and what it has counted until now."""
    metrics.add_up()
    metrics.processes.set(1)
    metrics.memory.set(_resident())
    if kept := app.extensions.get("kept"):
        metrics.kept_bytes.set(kept.memory.size)
        _catch_up(metrics.kept_hits, kept.hits)
        _catch_up(metrics.kept_misses, kept.misses)
    with app.app_context():
        pool: Any = db.engine.pool
    with suppress(AttributeError):  # a pool of one connection counts nothing
        metrics.connections.labels("used").set(pool.checkedout())
        metrics.connections.labels("idle").set(pool.checkedin())


_caught_up: dict[str, int] = {}


def _catch_up(counter: prometheus_client.Counter, total: int) -> None:
    """A process of several apps, as in tests, counts those of the last."""
    name = counter._name
    counter.inc(max(0, total - _caught_up.get(name, 0)))
    _caught_up[name] = total


def _resident() -> int:
    with suppress(OSError):
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * resource.getpagesize()
    return 0


class Found:
    """What the database knows, and what runs here. While it does not answer, only that."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self._asked = Asked(self._ask)

    def collect(self) -> Iterator[Metric]:
        yield _build()
        self._asked.put()
        jobs = self._asked.answer(monotonic() + PATIENCE)
        yield _gauge("newsroom_database_up", "Whether the database answers.", jobs is not None)
        if jobs is None:
            return
        now = clock.now()
        due = min((one.due for one in jobs.waiting.values()), default=now)
        overdue = max(0.0, (now - due).total_seconds())
        waiting = sum(one.number for one in jobs.waiting.values())
        photos = jobs.waiting[DEVELOP].number if DEVELOP in jobs.waiting else 0
        yield _gauge("newsroom_outbox_waiting_jobs", "Jobs that are not done yet.", waiting)
        yield _gauge("newsroom_outbox_failed_jobs", "Jobs that were given up.", jobs.failed)
        yield _gauge("newsroom_outbox_overdue_seconds", "For how long one is due.", overdue)
        yield _gauge("newsroom_photos_waiting", "Photos whose files are to be made.", photos)

    def _ask(self) -> Jobs | None:
        try:
            with self.app.app_context():
                return _jobs()
        except SQLAlchemyError:
            return None


def _jobs() -> Jobs:
    """Over the two small indexes of what is not done."""
    numbers = select(Job.kind, func.count(), func.min(Job.run_at)).where(Job.waiting())
    with db.engine.connect().execution_options(reading=True) as connection:
        waiting = {
            kind: Waiting(number, due)
            for kind, number, due in connection.execute(numbers.group_by(Job.kind))
        }
        failed = select(func.count()).where(Job.failed_at.is_not(None))
        return Jobs(waiting, connection.scalar(failed) or 0)


@cache
def _build() -> Metric:
    facts = {"python": platform.python_version(), "migration": newest_step()}
    facts |= {name: version(name) for name in ("flask", "granian", "sqlalchemy")}
    family = GaugeMetricFamily(
        "newsroom_build_info", "What runs here; always 1.", labels=list(facts)
    )
    family.add_metric(list(facts.values()), 1)
    return family


def _gauge(name: str, about: str, value: float) -> Metric:
    return GaugeMetricFamily(name, about, value=float(value))
