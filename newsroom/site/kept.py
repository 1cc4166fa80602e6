"""What was made at some cost, kept in this process for as long as its edition is asked for."""

import time
import zlib
from collections import OrderedDict
from collections.abc import Callable


class Kept:
    """The ``most`` last used, compressed, each for ``seconds``: an edition may overlook a change.

    Two transactions can commit in another order than their times tell.
    """

    def __init__(self, most: int, seconds: float) -> None:
        self._most = most
        self._seconds = seconds
        self._kept: OrderedDict[str, tuple[float, bytes]] = OrderedDict()

    def get(self, edition: str, make: Callable[[], bytes]) -> bytes:
        now = time.monotonic()
        made_at, packed = self._kept.pop(edition, (0.0, b""))
        if not packed or now - made_at > self._seconds:
            whole = make()
            made_at, packed = now, zlib.compress(whole, level=1)
        self._kept[edition] = (made_at, packed)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return zlib.decompress(packed)
