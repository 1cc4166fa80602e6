"""Outward: asking other machines, at addresses that people or settings give.

Nothing here trusts an address. Only http and https, only public addresses, checked and then
connected to by the very number that was checked; few redirects, each checked anew; little time,
little data. https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html
"""

from flask import current_app

from newsroom.outward.answers import Answer
from newsroom.outward.asking import Way
from newsroom.outward.problems import NotReached, Refused

__all__ = ["Answer", "NotReached", "Refused", "Way", "way"]


def way() -> Way:
    """The way outside that this newsroom's settings allow."""
    config = current_app.config
    return Way(ports=config["OUTWARD_PORTS"], agent=f"Newsroom (+{config['BASE_URL']})")
