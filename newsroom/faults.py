"""What can be wrong with the database or the disk for a while, and how each is told from a bug."""

import errno
from enum import StrEnum

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

PASSING = (DBAPIError, NoConnection, OSError)  # what may be one; ``fault_of`` says whether it is


class Fault(StrEnum):
    BUSY = "busy"  # somebody else holds what this needs, or too many ask
    AWAY = "away"  # the database does not answer
    FULL = "full"  # no room on its disk
    UNWRITABLE = "unwritable"  # its disk takes nothing, or cannot be relied on


# https://sqlite.org/rescode.html, without what an extended code adds
OF_SQLITE = {
    5: Fault.BUSY,
    6: Fault.BUSY,
    8: Fault.UNWRITABLE,  # READONLY
    10: Fault.UNWRITABLE,  # IOERR
    13: Fault.FULL,
    14: Fault.UNWRITABLE,  # CANTOPEN
}
NOT_UNDERSTOOD = 1  # ERROR: a mistake in the statement, or no such column
NO_ROOM_FOR_ITS_INDEX = 4874  # IOERR_SHMSIZE: the index of the log, which lies beside it, must grow
# https://www.postgresql.org/docs/current/errcodes-appendix.html
OF_POSTGRESQL = {
    "25006": Fault.UNWRITABLE,  # only reads for now, as one that stands by
    "40001": Fault.BUSY,
    "40P01": Fault.BUSY,
    "53100": Fault.FULL,
    "53300": Fault.BUSY,  # all its connections are taken
    "55P03": Fault.BUSY,  # lock_timeout
    "57014": Fault.BUSY,  # statement_timeout
    "58030": Fault.UNWRITABLE,
}
OF_THE_DISK = {
    errno.ENOSPC: Fault.FULL,
    errno.EDQUOT: Fault.FULL,
    errno.EROFS: Fault.UNWRITABLE,
    errno.EIO: Fault.UNWRITABLE,
}


def fault_of(error: BaseException) -> Fault | None:
    """None when it is none of these, and so ours."""
    if isinstance(error, OSError):
        return OF_THE_DISK.get(error.errno or 0)
    if isinstance(error, NoConnection):
        return Fault.BUSY
    if not isinstance(error, DBAPIError):
        return None
    known = _of_sqlite(error) or OF_POSTGRESQL.get(getattr(error.orig, "sqlstate", None) or "")
    is_away = isinstance(error, OperationalError | InterfaceError)
    is_ours = _code_of_sqlite(error) & 0xFF == NOT_UNDERSTOOD
    return known or (Fault.AWAY if is_away and not is_ours else None)


def _of_sqlite(error: DBAPIError) -> Fault | None:
    code = _code_of_sqlite(error)
    return Fault.FULL if code == NO_ROOM_FOR_ITS_INDEX else OF_SQLITE.get(code & 0xFF)


def _code_of_sqlite(error: DBAPIError) -> int:
    return getattr(error.orig, "sqlite_errorcode", None) or 0
