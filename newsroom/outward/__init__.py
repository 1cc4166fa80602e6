"""Outward: asking other machines, at addresses that people or settings give.

Nothing here trusts an address. Only http and https, only public addresses, checked and then
connected to by the very number that was checked; few redirects, each checked anew; little time,
little data. https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html
"""

from flask import current_app

from newsroom.outward.answers import Answer
from newsroom.outward.asking import Way
from newsroom.outward.problems import NotReached, Refused
from newsroom.outward.targets import target

__all__ = ["Answer", "NotReached", "Refused", "Way", "to_our_own", "way"]
OWN_SECONDS = 3.0  # a machine beside us answers at once or not at all


def way() -> Way:
    """The way outside that this newsroom's settings allow."""
    config = current_app.config
    return Way(ports=config["OUTWARD_PORTS"], agent=f"Newsroom (+{config['BASE_URL']})")


def to_our_own(origin: str) -> Way:
    """The way to one of the caches that the operator has named, which stand on their own network.
    It leads there only, and no answer leads on. Raises Refused for any other.
    """
    if origin not in current_app.config["CACHES"]:
        raise Refused(f"{origin} is not one of NEWSROOM_CACHES")
    there = target(origin, range(1, 65_536))
    return Way(
        ports=(there.port,),
        agent="Newsroom",
        seconds=OWN_SECONDS,
        reaches=lambda number: True,
    )
