"""A board with two articles of each state, and how tests read its page."""

from datetime import timedelta

from newsroom import clock
from newsroom.database import db
from tests import factories

ALL = {
    "waiting": ["Переданий один", "Переданий два"],  # who waits longest is on top
    "returned": ["Повернутий один", "Повернутий два"],
    "draft": ["Чернетка два", "Чернетка один"],
    "approved": ["Схвалений один", "Схвалений два"],
    "scheduled": ["Запланований один", "Запланований два"],  # the next to go out is on top
    "live": ["Живий два", "Живий один"],
    "taken-down": ["Знятий два", "Знятий один"],
}


def handed(verb, **given):
    """An article that somebody did ``verb`` with on its way to readers: "submit", "approve"."""
    article = factories.draft(**given)
    getattr(article, verb)()
    db.session.commit()
    return article


def headlines(page):
    """State → the headlines of its rows, in order."""
    return {
        group["class"][1].removeprefix("group--"): [
            a.text for a in group.select(".row__headline a")
        ]
        for group in page.select("section.group")
    }


def tabs(page):
    """The name of each tab → its number."""
    links = page.select("#tabs a")
    return {"".join(a.find_all(string=True, recursive=False)).strip(): a.span.text for a in links}


def fill():
    """Two of each state, the second newer."""
    for number in ("один", "два"):
        hours = 1 if number == "один" else 2
        handed("submit", headline=f"Переданий {number}")
        handed("send_back", headline=f"Повернутий {number}")
        factories.draft(headline=f"Чернетка {number}")
        handed("approve", headline=f"Схвалений {number}")
        at = clock.now() + timedelta(hours=hours)
        factories.scheduled(at, headline=f"Запланований {number}")
        factories.live(headline=f"Живий {number}")
        factories.taken_down(headline=f"Знятий {number}")
