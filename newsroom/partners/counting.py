"""Counting views and clicks, without cookies, addresses or anything that would know a reader again.

A box that has been seen says so once a page, by itself: lists come from caches, so that who is
given one tells nothing. It names the list that it shows, and by our mark we know it for ours.
"""

from flask import Response, current_app, request, url_for

from newsroom.database import only_reads
from newsroom.partners import marks
from newsroom.partners.blueprint import blueprint
from newsroom.partners.counts import Embed, Sight
from newsroom.partners.ledger import ledger, today
from newsroom.partners.readers import is_reader
from newsroom.partners.roster import Known
from newsroom.partners.showing import Showing
from newsroom.security import from_any_site


def count_url(showing: Showing, embed: str) -> str:
    """Where a box says that it was seen, and with ``&clicked=`` and an id that it led there."""
    if not showing.posts:
        return ""
    key, text = showing.partner.key, marks.written([post.id for post in showing.posts])
    return url_for("partners.count", key=key, by=embed, posts=text, mark=marks.of(text, key))


@blueprint.post("/widget/<key>/count")
@from_any_site
@only_reads
def count(key: str) -> Response:
    """The answer is always the same: nothing is told to who invents what to count."""
    book = ledger()
    book.begin()
    partner = book.roster.find(key)
    if partner and partner.is_active and not _count(partner):
        book.sightings.note(partner.id, Sight.FLOOD)
    # Without this a browser refuses the empty answer and says so in the partner's console.
    return Response(status=204, headers={"Cross-Origin-Resource-Policy": "cross-origin"})


def _count(partner: Known) -> bool:
    """False: there were too many to be true."""
    asked = request.args
    articles = marks.read(asked.get("posts", ""), asked.get("mark", ""), partner.key)
    embed = asked.get("by")
    if not articles or embed not in set(Embed) or not is_reader(request):
        return True
    if not _is_from_a_box(partner, embed):
        return True
    tally, clicked = ledger().tally, asked.get("clicked")
    if clicked is None:
        return tally.view(partner.id, today(), embed, articles)
    if clicked not in map(str, articles):
        return True
    return tally.click(partner.id, today(), embed, int(clicked))


def _is_from_a_box(partner: Known, embed: str) -> bool:
    """A script asks from the partner's page, a frame from ours; sandboxed, either says “null”."""
    origin = request.headers.get("Origin", "")
    if origin == "null":
        return True
    if embed == Embed.SCRIPT:
        return partner.lives_at(origin)
    return origin in {current_app.config["BASE_URL"], request.host_url.rstrip("/")}
