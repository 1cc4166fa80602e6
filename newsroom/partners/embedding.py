"""The address of a partner's list, pasted into their WordPress, becomes a frame with the list."""

import re
from typing import Any

from flask import url_for
from sqlalchemy import select

from newsroom.database import db
from newsroom.embeds import Embed, Most
from newsroom.partners import room
from newsroom.partners.models import Partner, Status
from newsroom.partners.showing import shown_by
from newsroom.words import site

PATH = re.compile("/(partners|widget)/([0-9a-f]{1,32})")
USUAL_WIDTH, HIGHEST = 600, 1000  # WordPress makes no frame higher, not even a phone's


def list_at(path: str, most: Most) -> Embed | None:
    """The list of the partner there, with as many posts as fit; nothing of one who was revoked."""
    named = PATH.fullmatch(path)
    partner = named and _partner(named[2])
    if not partner:
        return None
    showing = shown_by(partner)
    width = min(USUAL_WIDTH, most.width)
    posts = min(room.posts_in(partner, 0, HIGHEST), room.posts_in(partner, width, most.height))
    fewer: dict[str, Any] = {"posts": posts} if posts < partner.post_count else {}
    title = f"{site().name}: {showing.title}"
    return Embed(
        title=title,
        url=showing.home_url,
        frame_url=site().url + url_for("partners.widget", key=partner.key, **fewer),
        name=title,
        author=(site().name, f"{site().url}/"),
        width=width,
        height=min(room.height(partner, width, posts), most.height),
        scrolls=True,
    )


def _partner(key: str) -> Partner | None:
    is_it = (Partner.key == key) & (Partner.status != Status.REVOKED.value)
    return db.session.scalars(select(Partner).where(is_it)).unique().one_or_none()
