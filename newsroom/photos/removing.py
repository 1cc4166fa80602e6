"""Removing files that nothing names any more: a job, since a store may be away for a while."""

from newsroom import outbox
from newsroom.database import db
from newsroom.photos.stores import store

KIND = "photos.forget"


def forget(name: str, key: str) -> None:
    """Have a file, or all files of a folder, removed once this transaction is committed."""
    outbox.put(KIND, name, {"key": key})


def remove(order: outbox.Order) -> None:
    db.session.rollback()
    key = order.payload["key"]
    store().remove(key)
    for kept in list(store().under(key)):
        store().remove(kept.key)
