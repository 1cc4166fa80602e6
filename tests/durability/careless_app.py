"""The newsroom without a part of its care, which $CARELESS names: tests of power cuts must notice.

`normal`: SQLite does not wait for the disk with each commit. `files` and `folders`: those of photos
are not synced.
"""

import os
import stat

from sqlalchemy import event

from newsroom.database import db
from tests.durability.hasty_app import app

__all__ = ["app"]

CARELESS = os.environ["CARELESS"]


SYNC = os.fsync


def _sync(file: int) -> None:
    is_folder = stat.S_ISDIR(os.fstat(file).st_mode)
    if ("folders" if is_folder else "files") != CARELESS:
        SYNC(file)


os.fsync = _sync
if CARELESS == "normal":
    with app.app_context():

        @event.listens_for(db.engine, "connect")  # after the newsroom's own
        def _connect(connection: object, _record: object) -> None:
            connection.execute("PRAGMA synchronous=NORMAL")
