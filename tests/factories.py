"""A newsroom for tests: people, categories and articles, made by the verbs of real ones."""

import itertools
import tempfile
import uuid
from datetime import datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from newsroom import clock, outbox
from newsroom.articles import addresses
from newsroom.articles.breaking import Pin
from newsroom.articles.bylines import Author
from newsroom.articles.categories import Category
from newsroom.articles.filing import refile
from newsroom.articles.models import Article, Revision
from newsroom.articles.preview_links import LIVES, PreviewLink
from newsroom.articles.wording import Wording
from newsroom.database import db
from newsroom.language.body import from_typed
from newsroom.language.slugs import slugify
from newsroom.pages.models import Page
from newsroom.partners import ledger
from newsroom.partners.counts import BOX, Count
from newsroom.partners.models import Partner
from newsroom.photos.addresses import key
from newsroom.photos.darkroom.working import develop
from newsroom.photos.models import DESCRIBED, Photo, PhotoStatus, new_name
from newsroom.photos.sizes import files_of
from newsroom.photos.stores import store
from newsroom.site.social import pictures as cards
from newsroom.staff.models import Staff, hasher
from tests.photos import pictures

PASSWORD = "лагідний вечір над рікою"
numbers = itertools.count(1)


def staff(
    role: str = "editor", name: str = "", email: str = "", language: str | None = None
) -> Staff:
    """Somebody who may sign in with PASSWORD, and signs articles by their name."""
    number = next(numbers)
    person = Staff(
        email=email or f"{role}{number}@example.org",
        name=name or f"Працівник {number}",
        role=role,
        language=language,
    )
    person.password_hash = _hashed(PASSWORD)
    db.session.add(person)
    db.session.flush()
    db.session.add(Author(name=person.name, slug=slugify(person.name), staff_id=person.id))
    db.session.commit()
    return person


@cache
def _hashed(password: str) -> str:
    """Hashing is slow by design; one hash does for everybody."""
    return hasher.hash(password)


def category(name: str = "Громада") -> Category:
    found = Category(name=name, slug=slugify(name), position=next(numbers))
    db.session.add(found)
    db.session.commit()
    return found


def wording(**given: Any) -> Wording:
    number = next(numbers)
    typed = {
        "headline": f"Заголовок {number}",
        "lede": f"Лід матеріалу {number}.",
        "body": f"Перший абзац матеріалу {number}.\n\nДругий абзац.",
        **given,
    }
    return Wording(**{**typed, "body": from_typed(typed["body"])})


def draft(by: Staff | None = None, **given: Any) -> Article:
    """An article saved once by ``by``; ``given`` are fields of Wording, the body as typed."""
    article = Article(slug=str(uuid.uuid4()), created_by_id=by.id if by else None)
    db.session.add(article)
    save(article, by=by, text=wording(**given))
    return article


def save(
    article: Article, by: Staff | None = None, text: Wording | None = None, **given: Any
) -> None:
    text = text or wording(**given)
    article.save(text, by=by, save_id=str(uuid.uuid4()))
    db.session.flush()
    addresses.follow_headline(db.session, article, text.headline)
    refile(db.session, article)
    db.session.commit()


def live(by: Staff | None = None, since: datetime | None = None, **given: Any) -> Article:
    """An article that readers see, published just now or at ``since``."""
    article = draft(by, **given)
    article.publish(now=since)
    refile(db.session, article)
    db.session.commit()
    return article


def scheduled(at: datetime, by: Staff | None = None, **given: Any) -> Article:
    article = draft(by, planned_at=at, **given)
    article.publish(at=at)
    refile(db.session, article)
    db.session.commit()
    return article


def taken_down(by: Staff | None = None, **given: Any) -> Article:
    article = live(by, **given)
    article.take_down("так треба")
    db.session.commit()
    return article


def pin(article: Article, text: str = "", stays: timedelta = timedelta(hours=1)) -> Pin:
    """The article in the strip of breaking news."""
    found = Pin.put(db.session, article, text, stays, by=None)
    db.session.commit()
    return found


def photo(by: Staff | None = None, **given: Any) -> Photo:
    """A photo that is ready, with real files; ``given`` may say whatever a row says of it.

    Others sizes than the usual take the time of making them once.
    """
    facts = {"author": "Олена Фото", "agency": "Білоріччя-Фото", "alt": "Човен на воді"} | given
    size = facts.pop("width", 400), facts.pop("height", 300)
    made, files = _developed(size, facts.get("focal_x", 0.5), facts.get("focal_y", 0.5))
    found = Photo(
        name=new_name(),
        version=1,
        digest=uuid.uuid4().hex,
        status=PhotoStatus.READY,
        uploaded_by_id=by.id if by else None,
        width=size[0],
        height=size[1],
        placeholder=made["placeholder"],
    )
    for field in [field for field in facts if field not in DESCRIBED]:
        setattr(found, field, facts.pop(field))
    found.describe(**facts)
    if found.is_ready:
        _keep(found, files)
    db.session.add(found)
    db.session.commit()
    return found


@cache
def _developed(
    size: tuple[int, int], x: float, y: float
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The facts and the files of a picture so large, made as the darkroom makes them."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "source")
        source.write_bytes(pictures.jpeg(size))
        order = {"source": source, "folder": folder, "focus": (x, y), "avif": False}
        made = develop(order | {"most_pixels": 50_000_000})
        names = files_of(size[0], avif=False)
        return made, {name: Path(folder, name).read_bytes() for name in names}


def _keep(photo: Photo, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        store().put(key(photo.name, photo.version, name), BytesIO(content))


def page(title: str = "Про нас", text: str = "Ми – газета.") -> Page:
    """A plain page that readers see."""
    found = Page.begin(db.session, title)
    found.body, found.is_published = from_typed(text), True
    db.session.commit()
    return found


def partner(*origins: str, name: str = "") -> Partner:
    """Somebody whose sites, at ``origins``, may frame our recent posts."""
    found = Partner.named(
        name or f"Партнер {next(numbers)}", list(origins or ["https://example.net"])
    )
    db.session.add(found)
    db.session.commit()
    return found


def counted(
    partner: Partner,
    article: Article | None = None,
    views: int = 0,
    clicks: int = 0,
    age: int = 0,
    embed: str = "script",
) -> None:
    """Views and clicks on a partner's pages so many days ago, of an article or of the box."""
    key = {"partner_id": partner.id, "article_id": article.id if article else BOX, "embed": embed}
    day = ledger.today() - timedelta(days=age)
    db.session.add(Count(**key, day=day, views=views, clicks=clicks))
    db.session.commit()


def set_aside(article: Article, **given: Any) -> Revision:
    """A text kept beside the working copy, because both had changed the same words."""
    author = article.working.author
    aside = article.set_aside(wording(**given), by=author, save_id=str(uuid.uuid4()), base_number=1)
    db.session.commit()
    return aside


def preview_link(article: Article) -> PreviewLink:
    link = PreviewLink(article_id=article.id, ends_at=clock.now() + LIVES)
    db.session.add(link)
    db.session.commit()
    return link


def card(article: Article) -> str:
    """The file of an article's card for social networks, drawn by the job that draws it."""
    cards.make(outbox.Order(0, cards.DRAW, str(article.id), {}, 1, clock.now(), ""))
    db.session.commit()
    return article.social


def sign_in(client: Any, person: Staff) -> Any:
    """Sign ``person`` in through the real page; returns the client."""
    answer = client.press(client.read("/sign-in"), "Увійти", email=person.email, password=PASSWORD)
    assert answer.status_code == 200, answer.text[:500]
    return client
