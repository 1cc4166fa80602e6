"""Links in a text to pages of our own: which of them lead readers nowhere."""

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import unquote, urlsplit

from flask import current_app
from sqlalchemy import Select, literal, select, union, union_all
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from newsroom.articles.addresses import FormerSlug
from newsroom.articles.bylines import Author, article_authors
from newsroom.articles.categories import Category
from newsroom.articles.models import Article, State
from newsroom.articles.tags import Tag, article_tags
from newsroom.database import db
from newsroom.headers import is_staff_path

LINK = re.compile(r'href="([^"]*)"')

Page = tuple[str, str]  # the endpoint, and the slug or the day where it takes one


def dead_links(body: str) -> list[str]:
    """The paths of ours in clean HTML that give readers no page, each once and in order."""
    asked = {path: _page(path) for path in _our_paths(body)}
    there = _there({page for page in asked.values() if page})
    return [path for path, page in asked.items() if page not in there]


def _our_paths(body: str) -> list[str]:
    base = urlsplit(current_app.config["BASE_URL"])
    links = [urlsplit(unescape(link)) for link in LINK.findall(body)]
    ours = [one for one in links if one[:2] in {("", ""), base[:2]} and one.path.startswith("/")]
    return list(dict.fromkeys(unquote(one.path) for one in ours))


def _page(path: str) -> Page | None:
    """Which of our pages a path leads to; None where it leads to none, or to the desk."""
    try:
        endpoint, arguments = current_app.url_map.bind("").match(path, "GET")
    except RequestRedirect:
        return "", ""
    except HTTPException:
        return None
    return None if is_staff_path(path) else (endpoint, str(next(iter(arguments.values()), "")))


def _there(pages: set[Page]) -> set[Page]:
    """Those that readers can open: what has no slug, and of the rest whose slug is known."""
    slugs = {endpoint: {slug for one, slug in pages if one == endpoint} for endpoint in KNOWN}
    known = [
        select(literal(endpoint), found.c[0]).where(found.c[0].in_(wanted))
        for endpoint, wanted in slugs.items()
        if wanted
        for found in [KNOWN[endpoint]().subquery()]
    ]
    rows = db.session.execute(union_all(*known)).all() if known else []
    found = {(row[0], row[1]) for row in rows}
    for endpoint, those_of in FOUND.items():
        asked = {name for one, name in pages if one == endpoint}
        found |= {(endpoint, name) for name in those_of(asked)} if asked else set()
    return {page for page in pages if page[0] not in KNOWN.keys() | FOUND.keys()} | found


def _articles() -> Select[tuple[str]]:
    """What an article is called, and what it was: that redirects."""
    live = Article.in_state(State.LIVE)
    former = select(FormerSlug.slug).join(Article, Article.id == FormerSlug.article_id)
    names = union(select(Article.slug).where(live), former.where(live)).subquery()
    return select(names.c.slug)


def _tags() -> Select[tuple[str]]:
    linked = select(Tag.slug).join(article_tags, article_tags.c.tag_id == Tag.id)
    return linked.join(Article, Article.id == article_tags.c.article_id).where(
        Article.in_state(State.LIVE)
    )


def _authors() -> Select[tuple[str]]:
    linked = select(Author.slug).join(article_authors, article_authors.c.author_id == Author.id)
    return linked.join(Article, Article.id == article_authors.c.article_id).where(
        Article.in_state(State.LIVE)
    )


KNOWN = {
    "site.article": _articles,
    "site.category": lambda: select(Category.slug),
    "site.tag": _tags,
    "site.author": _authors,
}

# Where no query names what there is: which of those asked for are there. Features add their own.
FOUND: dict[str, Callable[[set[str]], set[str]]] = {}
