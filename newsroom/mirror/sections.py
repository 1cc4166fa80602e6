"""Everything that readers can find, section by section, each a walk by key: so it can stop
anywhere and go on, and holds no more than a few hundred addresses however many there are.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, func, select

from newsroom.articles.addresses import FormerSlug
from newsroom.articles.bylines import Author, article_authors
from newsroom.articles.categories import Category
from newsroom.articles.links import leads_to_live
from newsroom.articles.models import Article, State
from newsroom.articles.tags import Tag, article_tags
from newsroom.assets import FOLDER, SERVED, static_edition
from newsroom.database import db
from newsroom.mirror.addresses import Addresses
from newsroom.mirror.mirror import Mirror
from newsroom.pages.models import Page
from newsroom.partners.loader import LOADERS
from newsroom.partners.models import Partner
from newsroom.site.days import day_of

AT_ONCE = 200
Chunk = tuple[list[str], str | None]  # addresses, and after which key it goes on, if it does
Section = Callable[[Mirror, Addresses, str], Chunk]


def read(query: Select[Any]) -> Sequence[Any]:
    """Outside of any transaction: nobody waits for a mirror."""
    with db.engine.connect().execution_options(reading=True) as connection:
        return connection.execute(query).all()


def ended(mirror: Mirror, _to: Addresses, after: str) -> Chunk:
    """Articles whose page is here and that readers may not see any more."""
    pages = "address > ? AND address >= '/news/' AND address < '/news0' AND place LIKE '/news/<%'"
    here = mirror.inventory.files(f"{pages} ORDER BY address LIMIT ?", after, AT_ONCE)
    slugs = {_slug(file.address): file.address for file in here}
    live = Article.live().order_by(None).where(Article.slug.in_(slugs))
    still = {slug for (slug,) in read(live.with_only_columns(Article.slug))}
    over = [file.address for file in here if _slug(file.address) not in still]
    return over, here[-1].address if len(here) == AT_ONCE else None


def notices(_mirror: Mirror, to: Addresses, _after: str) -> Chunk:
    loaders = (to.build("partners.pinned", version=path.stem) for path in LOADERS.glob("*.js"))
    return [*to.notices(), *sorted(loaders)], None


def front(_mirror: Mirror, to: Addresses, _after: str) -> Chunk:
    return list(to.front()), None


def static(_mirror: Mirror, to: Addresses, _after: str) -> Chunk:
    files = (path for path in sorted(FOLDER.rglob("*")) if path.suffix in SERVED)
    names = (path.relative_to(FOLDER).as_posix() for path in files)
    return [to.build("static", edition=static_edition(), filename=name) for name in names], None


def articles(_mirror: Mirror, to: Addresses, after: str) -> Chunk:
    live = Article.live().order_by(None)
    return _by_id(live, Article, after, to.article)


def taken_down(_mirror: Mirror, to: Addresses, after: str) -> Chunk:
    down = select(Article).where(Article.in_state(State.TAKEN_DOWN))
    return _by_id(down, Article, after, to.article)


def moved(_mirror: Mirror, to: Addresses, after: str) -> Chunk:
    known = Article.in_state(State.LIVE) | Article.in_state(State.TAKEN_DOWN)
    query = select(FormerSlug.slug).join(Article, Article.id == FormerSlug.article_id)
    query = query.where(known, FormerSlug.slug > after).order_by(FormerSlug.slug).limit(AT_ONCE)
    slugs = [slug for (slug,) in read(query)]
    return to.articles(slugs), slugs[-1] if len(slugs) == AT_ONCE else None


def categories(_mirror: Mirror, to: Addresses, after: str) -> Chunk:
    return _by_id(select(Category), Category, after, lambda slug: to.listing("category", slug))


def tags(_mirror: Mirror, to: Addresses, after: str) -> Chunk:
    known = select(Tag).where(leads_to_live(article_tags.c.tag_id, Tag.id))
    return _by_id(known, Tag, after, lambda slug: to.listing("tag", slug))


def authors(_mirror: Mirror, to: Addresses, after: str) -> Chunk:
    known = select(Author).where(leads_to_live(article_authors.c.author_id, Author.id))
    return _by_id(known, Author, after, lambda slug: to.listing("author", slug))


def pages(_mirror: Mirror, to: Addresses, after: str) -> Chunk:
    published = Page.published().order_by(None)
    return _by_id(published, Page, after, lambda slug: [to.build("site.page", slug=slug)])


def partners(_mirror: Mirror, to: Addresses, after: str) -> Chunk:
    return _by_id(select(Partner), Partner, after, to.partner, "key")


def days(_mirror: Mirror, to: Addresses, after: str) -> Chunk:
    """From the first with news to the last; between them each has a page."""
    ends = func.min(Article.publish_at), func.max(Article.publish_at)
    ((first, last),) = read(Article.live().order_by(None).with_only_columns(*ends))
    if first is None:
        return [], None
    day = date.fromisoformat(after) + timedelta(1) if after else day_of(first)
    left = (day_of(last) - day).days + 1
    found = [day + timedelta(n) for n in range(min(left, AT_ONCE))]
    return [to.day(one) for one in found], str(found[-1]) if left > AT_ONCE else None


# What has ended goes first, and what everybody reads comes before all else.
SECTIONS: dict[str, Section] = {
    section.__name__: section
    for section in (
        *(ended, front, notices, static, categories, pages, partners),
        *(articles, moved, taken_down, tags, authors, days),
    )
}
OFTEN: tuple[Section, ...] = (front, categories, pages, partners)  # few, and read by many


def _by_id(
    query: Select[Any], model: Any, after: str, to: Callable[[str], Iterable[str]],
    name: str = "slug",
) -> Chunk:  # fmt: skip
    """A walk along the primary key, which nothing shifts."""
    query = query.where(model.id > int(after or 0)).order_by(model.id).limit(AT_ONCE)
    rows = read(query.with_only_columns(model.id, getattr(model, name)))
    found = [address for _id, named in rows for address in to(named)]
    return found, str(rows[-1][0]) if len(rows) == AT_ONCE else None


def _slug(address: str) -> str:
    return address.removeprefix("/news/").partition("?")[0].partition(".")[0]
