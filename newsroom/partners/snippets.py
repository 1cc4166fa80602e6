"""What a partner pastes."""

from flask import url_for
from markupsafe import Markup, escape

from newsroom.partners import room
from newsroom.partners.loader import FRAMES, VERSION, integrity
from newsroom.partners.showing import Showing
from newsroom.words import site

# The frame has its own origin, so that ours may keep no cookie there.
SANDBOX = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox"
# Where a browser can, the frame is as high as what stands in it, and never lower than its room.
FRAME_RULES = """{place} iframe {{ border: 0; width: 100%; height: var(--room) }}
@supports (frame-sizing: content-height) {{
  {place} iframe {{ height: auto; min-height: var(--room); frame-sizing: content-height }}
}}"""
BOX_RULES = "{place} > * {{ display: grid; min-height: var(--room) }}"


def frame(showing: Showing) -> str:
    """The widget in a frame whose size is reserved before it has come, and a link to us below."""
    partner = showing.partner
    address = escape(site().url + url_for("partners.widget", key=partner.key))
    return _placed(
        showing,
        FRAME_RULES,
        f'<iframe src="{address}" title="{_name(showing)}" loading="lazy" '
        f'width="100%" height="{room.height(partner)}" '
        f'sandbox="{SANDBOX}" referrerpolicy="strict-origin-when-cross-origin"></iframe>\n'
        f"  {_link(showing)}",
    )


def script(showing: Showing, *, is_pinned: bool = False) -> str:
    """The list in their own page, around a link to us that stays where no script may run."""
    path, check = url_for("partners.newest"), ""
    if is_pinned:
        path, check = url_for("partners.pinned", version=VERSION), _check(VERSION)
    line = _script(path, f'{check} data-partner="{showing.partner.key}"')
    return _placed(showing, BOX_RULES, f"<div>\n    {_link(showing)}\n    {line}\n  </div>")


def listener() -> str:
    """One line for all frames of a page: fits them where the browser itself does not."""
    return _script(url_for("partners.pinned", version=FRAMES), _check(FRAMES))


def _script(path: str, more: str) -> str:
    return f'<script async src="{escape(site().url + path)}"{more}></script>'


def _check(version: str) -> str:
    return f' integrity="{integrity(version)}" crossorigin="anonymous"'


def _placed(showing: Showing, rules: str, inside: str) -> str:
    """``inside`` at its place on the page, which has room for the list from the first moment on."""
    name = room.class_name(showing.partner)
    css = f"{room.rules(showing.partner)}\n{rules.format(place=f'.{name}')}"
    return f'<style>\n{css}\n</style>\n<div class="{name}">\n  {inside}\n</div>'


def _link(showing: Showing) -> str:
    return f'<a href="{escape(showing.home_url)}">{_name(showing)}</a>'


def _name(showing: Showing) -> Markup:
    return escape(f"{site().name}: {showing.title}")


def addresses(showing: Showing) -> dict[str, str]:
    """The whole addresses of what programs and servers read, and of the partner's page."""
    endpoints = {
        "json": "partners.data",
        "html": "partners.list_html",
        "page": "partners.setup",
    }
    return {
        name: site().url + url_for(endpoint, key=showing.partner.key)
        for name, endpoint in endpoints.items()
    }
