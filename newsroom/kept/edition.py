"""The edition of the site: a number that grows with every change that readers can see.

Triggers count it: a row can be changed in many ways, and none may forget to. They follow from the
tables as the models have them, made anew after every migration; what nobody has declared unseen is
watched.
"""

import hashlib
from collections.abc import Iterator

from sqlalchemy import Connection, MetaData, String, Table, inspect, text, update
from sqlalchemy.orm import Mapped, mapped_column

from newsroom.database import Base

# What no page for readers shows. Who lets one show it takes it out of here.
UNSEEN = {
    "edition",
    "notes",
    "outbox",
    "partner_counts",
    "partner_minutes",
    "partner_sightings",
    "presences",
    "preview_links",
    "sign_in_attempts",
    "staff",
    "staff_sessions",
}
UNSEEN_COLUMNS = {
    "articles": {
        "created_by_id",
        "find_text",
        "revision_count",
        "saved_at",
        "slug_is_chosen",
        "stage",
        "stage_since",
        "working_revision_id",
    },
    "revisions": {"base_number", "is_aside", "is_autosave", "note"},
}
SEEN_WHERE = {"articles": "{row}.live_revision_id IS NOT NULL"}
EVENTS = {"revisions": ("UPDATE",)}  # a new one is seen when its article names it
ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}

ONE_MORE = "UPDATE edition SET number = number + 1"
# At the very end of a transaction, so that nobody waits long for the row, and once in each.
FUNCTION = f"""
CREATE OR REPLACE FUNCTION count_edition() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
{ONE_MORE} WHERE xmin <> pg_current_xact_id()::xid; RETURN NULL; END $$
"""
ON_SQLITE = "CREATE TRIGGER {name} AFTER {event} ON {table} {when} BEGIN " + ONE_MORE + "; END"
OURS_ON_SQLITE = """
SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'edition|_%' ESCAPE '|'
"""
ON_POSTGRESQL = (
    "CREATE CONSTRAINT TRIGGER {name} AFTER {event} ON {table} DEFERRABLE INITIALLY DEFERRED "
    "FOR EACH ROW {when} EXECUTE FUNCTION count_edition()"
)


class Edition(Base):
    """The one row that says which edition readers see."""

    __tablename__ = "edition"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    counted_by: Mapped[str] = mapped_column(String(32))  # the fingerprint of its triggers


def watch(connection: Connection, metadata: MetaData) -> None:
    """Count from now on what the tables of today show, and count this moment: data has moved."""
    if not inspect(connection).has_table("edition"):
        return
    dialect = connection.dialect.name
    if dialect == "postgresql":
        connection.execute(text(FUNCTION))
    for statement in _triggers(metadata, dialect).values():
        connection.exec_driver_sql(statement)
    counted_by = fingerprint(metadata, dialect)
    connection.execute(update(Edition).values(number=Edition.number + 1, counted_by=counted_by))


def unwatch(connection: Connection) -> None:
    """Take the triggers off, so that tables can be changed, renamed and removed."""
    if inspect(connection).has_table("edition"):
        connection.execute(update(Edition).values(counted_by=""))  # nobody relies on it meanwhile
    if connection.dialect.name == "postgresql":
        connection.execute(text("DROP FUNCTION IF EXISTS count_edition CASCADE"))
        return
    for (name,) in connection.execute(text(OURS_ON_SQLITE)).all():
        connection.exec_driver_sql(f"DROP TRIGGER {name}")


def fingerprint(metadata: MetaData, dialect: str) -> str:
    whole = repr(sorted(_triggers(metadata, dialect).values()))
    return hashlib.blake2b(whole.encode(), digest_size=16).hexdigest()


def _triggers(metadata: MetaData, dialect: str) -> dict[str, str]:
    """The statements that make them, by name."""
    pattern = ON_SQLITE if dialect == "sqlite" else ON_POSTGRESQL
    found = {}
    for table in metadata.tables.values():
        for event in EVENTS.get(table.name, ROWS) if table.name not in UNSEEN else ():
            name = f"edition_{table.name}_{event.lower()}"
            conditions = " AND ".join(f"({one})" for one in _conditions(table, event, dialect))
            when = f"WHEN ({conditions})" if conditions else ""
            found[name] = pattern.format(name=name, event=event, table=table.name, when=when)
    return found


def _conditions(table: Table, event: str, dialect: str) -> Iterator[str]:
    """What must hold of a changed row for readers to see that it has changed."""
    if seen := SEEN_WHERE.get(table.name):
        yield " OR ".join(seen.format(row=row) for row in ROWS[event])
    unseen = UNSEEN_COLUMNS.get(table.name)
    if unseen and event == "UPDATE":
        differs = "IS NOT" if dialect == "sqlite" else "IS DISTINCT FROM"
        columns = [column.name for column in table.columns if column.name not in unseen]
        yield " OR ".join(f"OLD.{name} {differs} NEW.{name}" for name in columns)
