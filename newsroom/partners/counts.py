"""What is kept of partners' pages: views and clicks a day, what was seen last, requests a minute.

Nothing in these tables tells one reader from another.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum
from itertools import islice
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from newsroom.database import AnySession, Base, inserting

BOX = 0  # in the place of an article: the list as a whole
AT_ONCE = 500  # rows of one statement: databases have a limit of values


class Embed(StrEnum):
    SCRIPT = "script"
    FRAME = "frame"


class Sight(StrEnum):
    """What can be seen of a partner's pages, good and bad."""

    SCRIPT = "script"  # one of their pages asked for the loader
    LIST = "list"  # one of their pages was given the posts, as data or in a frame
    SERVER = "server"  # somebody's server asked for ready HTML or for data
    WRONG_ORIGIN = "wrong-origin"  # a page asked that is not theirs
    RESTING = "resting"  # the key is paused or revoked and still asked for
    TOO_MANY = "too-many"  # more requests than they may make
    FLOOD = "flood"  # more views or clicks than can be true


class Count(Base):
    """Views and clicks of one day by the newsroom's clock. ``article_id`` may be BOX.

    A click counts for its article and for the box.
    """

    __tablename__ = "partner_counts"
    __table_args__ = (Index(None, "day"),)

    partner_id: Mapped[int] = mapped_column(
        ForeignKey("partners.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(primary_key=True)
    embed: Mapped[str] = mapped_column(String(8), primary_key=True)
    views: Mapped[int]
    clicks: Mapped[int]


class Sighting(Base):
    """When something was last seen of a partner's pages, to the minute, and on which origin."""

    __tablename__ = "partner_sightings"

    partner_id: Mapped[int] = mapped_column(
        ForeignKey("partners.id", ondelete="CASCADE"), primary_key=True
    )
    what: Mapped[str] = mapped_column(String(16), primary_key=True)
    seen_at: Mapped[datetime]
    origin: Mapped[str] = mapped_column(String(300))


class Minute(Base):
    """Requests that processes have told each other of. ``minute`` is counted from 1970."""

    __tablename__ = "partner_minutes"

    partner_id: Mapped[int] = mapped_column(
        ForeignKey("partners.id", ondelete="CASCADE"), primary_key=True
    )
    minute: Mapped[int] = mapped_column(primary_key=True)
    requests: Mapped[int]


def add_up(
    session: AnySession, table: type[Base], rows: Iterable[dict[str, Any]], sums: Sequence[str]
) -> None:
    """Insert ``rows``, or add their ``sums`` to the row that is there.

    In the order of their keys: two processes that write the same rows never block each other.
    """
    keys = [column.name for column in table.__table__.primary_key]
    ordered = iter(sorted(rows, key=lambda row: [row[key] for key in keys]))
    while part := list(islice(ordered, AT_ONCE)):
        new = inserting(session, table).values(part)
        session.execute(
            new.on_conflict_do_update(
                index_elements=keys,
                set_={name: getattr(table, name) + new.excluded[name] for name in sums},
            )
        )


def put_newest(session: AnySession, rows: Sequence[dict[str, Any]]) -> None:
    """Sightings in the place of those that are there."""
    if not rows:
        return
    new = inserting(session, Sighting).values(
        sorted(rows, key=lambda row: (row["partner_id"], row["what"]))
    )
    session.execute(
        new.on_conflict_do_update(
            index_elements=["partner_id", "what"],
            set_={name: new.excluded[name] for name in ("seen_at", "origin")},
        )
    )
