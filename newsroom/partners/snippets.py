"""What a partner pastes."""

from flask import url_for
from markupsafe import escape

from newsroom.partners.loader import VERSION, integrity
from newsroom.partners.models import Partner
from newsroom.partners.showing import Showing
from newsroom.words import site

# The frame has its own origin, so that ours may keep no cookie there.
SANDBOX = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox"
HEAD, FOOT = 88, 48  # what stands around the posts, in CSS pixels
ROW = {True: 122, False: 78}  # a post with and without its excerpt, as a narrow box shows it


def frame(showing: Showing) -> str:
    """The widget in a frame whose size is reserved before it has come."""
    partner = showing.partner
    address = escape(site().url + url_for("partners.widget", key=partner.key))
    title = escape(f"{site().name}: {showing.title}")
    return (
        f'<iframe src="{address}" title="{title}" loading="lazy" '
        f'width="100%" height="{_height(partner)}" '
        f'sandbox="{SANDBOX}" referrerpolicy="strict-origin-when-cross-origin" '
        'style="border:0"></iframe>'
    )


def script(showing: Showing, *, is_pinned: bool = False) -> str:
    """The list in their own page, around a link to us that stays where no script may run."""
    partner = showing.partner
    home = escape(showing.home_url)
    source, check = url_for("partners.newest"), ""
    if is_pinned:
        source = url_for("partners.pinned", version=VERSION)
        check = f' integrity="{integrity()}" crossorigin="anonymous"'
    return (
        f'<div style="min-height:{_height(partner)}px">\n'
        f'  <a href="{home}">{escape(site().name)}: {escape(showing.title)}</a>\n'
        f'  <script async src="{escape(site().url + source)}"{check} data-partner="{partner.key}">'
        "</script>\n</div>"
    )


def _height(partner: Partner) -> int:
    """How much room the list takes in a narrow box, in CSS pixels."""
    return HEAD + partner.post_count * ROW[partner.shows_excerpt] + FOOT


def addresses(showing: Showing) -> dict[str, str]:
    """The whole addresses of what programs and servers read."""
    endpoints = {"json": "partners.data", "html": "partners.list_html"}
    return {
        name: site().url + url_for(endpoint, key=showing.partner.key)
        for name, endpoint in endpoints.items()
    }
