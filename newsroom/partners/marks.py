"""Marks: a list that we made is recognised when something of it is counted.

So nothing has to be looked up, or remembered, to tell a post of a partner's list from junk.
"""

import hashlib
import hmac
import re
from collections.abc import Sequence

from flask import current_app

from newsroom.partners.models import MOST_POSTS

POSTS = re.compile(rf"[1-9][0-9]{{0,9}}(?:-[1-9][0-9]{{0,9}}){{0,{MOST_POSTS - 1}}}", re.ASCII)


def written(articles: Sequence[int]) -> str:
    return "-".join(map(str, articles))


def read(text: str, mark: str, key: str) -> list[int]:
    """The articles of a list with this mark; none when it is none of ours."""
    if not POSTS.fullmatch(text) or not mark.isascii():
        return []
    return list(map(int, text.split("-"))) if hmac.compare_digest(mark, of(text, key)) else []


def of(text: str, key: str) -> str:
    """The mark of a list, as ``written`` has it, of the partner with ``key``."""
    secret = current_app.config["SECRET_KEY"].encode()[:64]
    return hashlib.blake2b(
        f"{key} {text}".encode(), digest_size=8, key=secret, person=b"partner's list"
    ).hexdigest()
