"""The outbox: side effects that wait to be done, written together with what they follow."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ColumnElement, Index, Select, String, and_, func, select
from sqlalchemy.orm import Mapped, mapped_column

from newsroom import clock
from newsroom.database import Base


class JobState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    FAILED = "failed"  # tried often enough: it rests until somebody lets it try again
    DONE = "done"


class Job(Base):
    """One side effect. ``payload`` names what it is about and holds no text and no secret."""

    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(500))  # what it is about, for people to read
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    # Jobs of one kind and key ask for the same thing: one that waits is enough. Empty: each counts.
    key: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    run_at: Mapped[datetime]  # while a worker has it: when it may run again, should that one die
    attempts: Mapped[int] = mapped_column(default=0)
    leased_until: Mapped[datetime | None]
    leased_by: Mapped[str] = mapped_column(String(60), default="")
    done_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(String(300), default="")

    @property
    def state(self) -> JobState:
        if self.done_at or self.failed_at:
            return JobState.DONE if self.done_at else JobState.FAILED
        is_leased = self.leased_until is not None and self.leased_until > clock.now()
        return JobState.RUNNING if is_leased else JobState.WAITING

    @classmethod
    def waiting(cls) -> ColumnElement[bool]:
        """Neither done nor given up; a worker may have it."""
        return and_(cls.done_at.is_(None), cls.failed_at.is_(None))

    @classmethod
    def due(cls, now: datetime, kinds: Sequence[str] = ()) -> Select[tuple["Job"]]:
        """What may run, in order. A job whose worker died is due again when its lease is over."""
        due = select(cls).where(cls.waiting(), cls.run_at <= now)
        return (due.where(cls.kind.in_(kinds)) if kinds else due).order_by(cls.run_at, cls.id)

    @classmethod
    def next_at(cls, kinds: Sequence[str] = ()) -> Select[tuple[datetime]]:
        first = select(func.min(cls.run_at)).where(cls.waiting())
        return first.where(cls.kind.in_(kinds)) if kinds else first

    @classmethod
    def same(cls, kind: str, key: str) -> ColumnElement[bool]:
        return and_(cls.kind == kind, cls.key == key)


def _partial(name: str, where: ColumnElement[bool], *columns: object) -> None:
    Index(name, *columns, sqlite_where=where, postgresql_where=where)  # type: ignore[arg-type]


_partial("ix_outbox_waiting", Job.waiting(), Job.run_at, Job.id)
_partial("ix_outbox_failed", Job.failed_at.is_not(None), Job.failed_at, Job.id)
_partial("ix_outbox_done", Job.done_at.is_not(None), Job.done_at, Job.id)
Index("ix_outbox_kind_key", Job.kind, Job.key)
