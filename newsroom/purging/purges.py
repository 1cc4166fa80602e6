"""Purges: one job for each cache, tried until it has heard.

A soft one makes what is kept old: it is asked for anew, and shown while that takes a moment or
while nobody answers. A hard one removes it: nothing brings it back.
"""

from datetime import timedelta

from flask import current_app

from newsroom import clock, outbox, surrogates
from newsroom.kept.standing import LOOK_SECONDS

NAME = "purge"
LEASE = timedelta(seconds=15)
# Another process may answer as before for so long, as `kept` looks into the database once a second,
# and a cache that was told too early would keep that.
AGAIN = timedelta(seconds=LOOK_SECONDS + 0.2)
# What was read before, and comes later than that, would be kept. Most of it comes within the first
# of these; after the second none can: caches wait no longer (deploy/varnish, deploy/nginx).
LATE, LAST = timedelta(seconds=10), timedelta(seconds=65)
# Most answers are old after PUBLIC_SECONDS; partners' lists and the widget's loader are fresh for
# longer, and five minutes are the longest.
LONGEST_FRESH = timedelta(minutes=5)
REFUSED = {400, 401, 403, 405, 501}  # it will not, whatever we say: its settings are not ours


def put(*keys: str, is_hard: bool = False) -> None:
    """Have every cache forget what is known by one of ``keys``, with this transaction: at once, and
    once more when no process of ours answers as before. What must be gone, also twice more after
    what may have been on its way.
    """
    now = clock.now()
    times = (None, now + AGAIN, now + LATE, now + LAST) if is_hard else (None, now + AGAIN)
    how = "hard" if is_hard else "soft"
    for cache in current_app.config["CACHES"]:
        about = {"cache": cache, "keys": list(keys), "how": how}
        for at in times:
            outbox.put(NAME, f"{cache} {how} {' '.join(keys)}", about, at=at)


def purge(order: outbox.Order) -> None:
    """Tell one cache. To be told twice does it no harm."""
    from newsroom import outward  # only jobs need what it asks with

    cache, how = order.payload["cache"], order.payload["how"]
    if cache not in current_app.config["CACHES"]:  # no longer one of ours
        return
    try:
        answer = outward.to_our_own(cache).send("PURGE", f"{cache}/", _said(order))
    except (outward.Refused, outward.NotReached) as problem:
        if how == "soft" and _is_over(order):
            return
        raise outbox.Later(f"the cache: {problem}") from None
    if answer.status in REFUSED:
        raise outbox.Hopeless(f"the cache answers {answer.status}: is NEWSROOM_CACHES_KEY its key?")
    if not answer.is_good:
        raise outbox.Later(f"the cache answers {answer.status}")


def _said(order: outbox.Order) -> dict[str, str]:
    return {
        "Authorization": f"Bearer {current_app.config['CACHES_KEY']}",
        surrogates.HEADER: " ".join(order.payload["keys"]),
        "Purge": order.payload["how"],
    }


def _is_over(order: outbox.Order) -> bool:
    """Whether what was kept then has become old by itself."""
    fresh = timedelta(seconds=current_app.config["PUBLIC_SECONDS"])
    return clock.now() - order.created_at > max(fresh, LONGEST_FRESH)


KIND = outbox.Kind(NAME, purge, lease=LEASE)
