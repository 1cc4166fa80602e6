"""Import: articles from a file of JSON lines, each whole or not at all, each once."""

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from flask_babel import format_decimal
from sqlalchemy import select

from newsroom import clock
from newsroom.articles import addresses, bylines
from newsroom.articles.categories import Category
from newsroom.articles.filing import refile
from newsroom.articles.models import Article, Revision
from newsroom.articles.wording import Wording
from newsroom.database import AnySession
from newsroom.i18n import gettext as _
from newsroom.language.body import MAX_CHARACTERS, NotCleanable, from_typed
from newsroom.language.tidy import tidy, tidy_line

KNOWN = {"title", "paragraphs", "author", "publication", "url", "year"}
NAMESPACE = uuid.UUID("6f1a9a70-3f0c-5a51-9a53-1a6f2f3f9d2e")


class BadLine(ValueError):  # noqa: N818 -- a refusal, not a fault
    """The line is no article; ``str()`` says why."""


@dataclass(frozen=True)
class Story:
    """One line of the file, checked."""

    wording: Wording
    publish_at: datetime
    save_id: str
    passed_over: tuple[str, ...]  # what else the line has, that nobody here knows


def read(line: str, number: int) -> Story:
    """Check one line: a JSON object with ``title`` and ``paragraphs``, and perhaps ``author``,
    ``publication``, ``url`` and ``year``. Raises BadLine with the reason.

    The year is all that is known of the time, so lines of one year keep the order of the file.
    """
    try:
        line.encode()
        data = json.loads(line)
    except UnicodeEncodeError:  # the bytes that could not be decoded came as surrogates
        raise BadLine(_("not UTF-8")) from None
    except (ValueError, RecursionError) as problem:
        raise BadLine(_("not JSON: %(problem)s", problem=problem)) from None
    if not isinstance(data, dict):
        raise BadLine(_("not an object"))
    headline = tidy_line(_text(data, "title"))
    if not headline or len(headline) > 300:
        raise BadLine(_("“title” must have 1 to 300 characters"))
    wording = Wording(
        headline=headline,
        body=_body(data),
        byline=", ".join(bylines.names(tidy_line(_text(data, "author"))))[:300],
        source_name=tidy_line(_text(data, "publication"))[:200],
        source_url=_url(data),
    )
    save_id = str(uuid.uuid5(NAMESPACE, _canonical(data)))
    return Story(wording, _moment(data, number), save_id, tuple(sorted(data.keys() - KNOWN)))


def put_in(session: AnySession, story: Story, category: Category | None) -> bool:
    """Add a story as a live article and say so; False when it was imported before."""
    if session.scalar(select(Revision.id).where(Revision.save_id == story.save_id)):
        return False
    article = Article(slug=story.save_id)
    session.add(article)
    wording = replace(story.wording, category_id=category.id if category else None)
    article.save(wording, by=None, save_id=story.save_id)
    session.flush()
    addresses.follow_headline(session, article, wording.headline)
    article.publish(now=story.publish_at)
    addresses.settle(session, article)
    refile(session, article)
    return True


def lines(text: Iterator[str]) -> Iterator[tuple[int, str]]:
    """The lines that say something, with their numbers from 1."""
    for number, line in enumerate(text, start=1):
        if line.strip():
            yield number, line


def _text(data: dict[str, Any], name: str) -> str:
    value = data.get(name) or ""
    if not isinstance(value, str):
        raise BadLine(_("“%(name)s” must be text", name=name))
    return value


def _body(data: dict[str, Any]) -> str:
    paragraphs = data.get("paragraphs")
    if not isinstance(paragraphs, list) or not all(isinstance(text, str) for text in paragraphs):
        raise BadLine(_("“paragraphs” must be a list of texts"))
    typed = "\n\n".join(tidy_line(text) for text in paragraphs)
    if len(typed) > MAX_CHARACTERS:
        most = format_decimal(MAX_CHARACTERS)
        raise BadLine(_("the text has more than %(most)s characters", most=most))
    try:
        body = from_typed(tidy(typed))
    except NotCleanable as problem:
        sentence = _("“paragraphs” cannot be made safe HTML: %(problem)s", problem=problem)
        raise BadLine(sentence) from None
    if not body:
        raise BadLine(_("“paragraphs” has no text"))
    return body


def _url(data: dict[str, Any]) -> str:
    url = tidy_line(_text(data, "url"))
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https"} and parts.hostname and len(url) <= 2000:
            return url
    except ValueError:
        pass
    raise BadLine(_("“url” must be a whole web address"))


def _moment(data: dict[str, Any], number: int) -> datetime:
    year = str(data.get("year") or clock.now().year)
    if not year.isdecimal() or len(year) != 4 or not 1900 <= int(year) <= clock.now().year:
        raise BadLine(_("“year” must be a year from 1900 to this one"))
    noon = datetime(int(year), 1, 1, 12, tzinfo=UTC)
    return min(noon, clock.now()) - timedelta(seconds=number)


def _canonical(data: dict[str, Any]) -> str:
    return json.dumps(data, sort_keys=True)
