"""Which picture stands for a page where links to it are shown: a drawn card, or the general one.

An article's card is drawn when readers get another headline or photo (`outside.ANNOUNCED`), by the
outbox; its name is made from what is on it, so until then the general card stands in its place.
"""

import hashlib
import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from flask import Flask, Response, abort, current_app, redirect, url_for
from sqlalchemy import select

from newsroom import outbox, surrogates
from newsroom.articles import outside
from newsroom.articles.models import Article
from newsroom.assets import asset
from newsroom.database import db
from newsroom.i18n import gettext as _
from newsroom.outbox.models import Job
from newsroom.photos.addresses import key
from newsroom.photos.models import Photo
from newsroom.photos.sizes import widths_of
from newsroom.photos.stores import store
from newsroom.site.blueprint import blueprint
from newsroom.site.schema_org import absolute
from newsroom.site.social.drawing import HEIGHT, WIDTH, Beside, can_write, draw
from newsroom.words import site as this_site

DRAW, FORGET = "social", "social.forget"
FILE = re.compile(r"(?P<id>[1-9][0-9]{0,8})-[0-9a-f]{20}\.(?:png|jpg)")
DRAWN_FROM = 1280  # pixels: no wider file of the photo is opened
TYPES = {"png": "image/png", "jpg": "image/jpeg"}


@dataclass(frozen=True)
class Picture:
    """A picture for other sites, with its whole address."""

    url: str
    alt: str
    width: int = WIDTH
    height: int = HEIGHT
    is_own: bool = True  # the general card tells nothing of an article


def init_app(app: Flask) -> None:
    outbox.register(app, outbox.Kind(DRAW, make))
    outbox.register(app, outbox.Kind(FORGET, forget))
    outbox.listen(app, outside.ANNOUNCED, put_drawing)


def general() -> Picture:
    return Picture(absolute(asset("icons/social.png")), this_site().name, is_own=False)


def picture_of(article: Any, photo: Photo | None) -> Picture:
    """The card of an article that readers see, or a row with its id, headline and ``social``.

    ``photo`` is its lead photo.
    """
    if not article.social or article.social != file_of(article.id, article.headline, photo):
        return general()
    url = absolute(url_for("site.social", file=article.social))
    return Picture(
        url, _("“%(headline)s” – %(name)s", headline=article.headline, name=this_site().name)
    )


def file_of(article_id: int, headline: str, photo: Photo | None) -> str:
    """Its name, made from what is on the card."""
    on_it: tuple[object, ...] = (headline,)
    if photo and photo.is_ready:
        on_it += (photo.name, photo.version, photo.credit)
    digest = hashlib.blake2b(repr(on_it).encode(), digest_size=10).hexdigest()
    return f"{article_id}-{digest}.{'jpg' if len(on_it) > 1 else 'png'}"


@blueprint.get("/social/<file>")
def social(file: str) -> Response:
    """A card of a live article. A former one leads to what has taken its place."""
    found = FILE.fullmatch(file) or abort(404)
    article = db.session.scalar(Article.live().where(Article.id == int(found["id"]))) or abort(404)
    if article.social != file:
        picture = picture_of(article, article.lead_photo)
        return redirect(picture.url)  # type: ignore[return-value]
    try:
        card = store().read(_key(file))
    except FileNotFoundError:
        abort(404)
    response = Response(card, content_type=TYPES[file.rpartition(".")[2]])
    # A headline is on it, so a cache must forget it with its article.
    surrogates.shows(surrogates.of_article(article.id))
    shared = current_app.config["PUBLIC_SECONDS"]
    response.headers["Cache-Control"] = f"public, max-age=86400, s-maxage={shared}"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def put_drawing(order: outbox.Order) -> None:
    article = db.session.get(Article, int(order.subject))
    if article is not None and article.is_live and is_missing(article):
        outbox.put(DRAW, article.id, key=str(article.id))


def make(order: outbox.Order) -> None:
    """Draw the card that an article should have by now; what is drawn already stays."""
    article = db.session.get(Article, int(order.subject))
    if article is None or not article.is_live or not is_missing(article):
        return
    headline, photo = article.headline, article.lead_photo
    written = can_write(headline)
    file = file_of(article.id, headline, photo)
    name, beside = this_site().name, _beside(photo)
    if written is None:
        return
    article_id = article.id
    db.session.rollback()  # nobody waits for a picture
    _keep(file, draw(written, can_write(name) or "", _opened(beside)))
    _put_up(file, article_id)


def _put_up(file: str, article_id: int) -> None:
    """Show what was drawn, unless readers have got another headline or photo meanwhile."""
    article = db.session.get(Article, article_id, with_for_update=True)
    former = file
    if article is not None and file == _wanted(article):
        former, article.social = article.social, file
    elif article is not None and is_missing(article):
        outbox.put(DRAW, article_id, key=str(article_id))
    if former and not (article and former == article.social):
        outbox.put(FORGET, article_id, {"file": former})


def forget(order: outbox.Order) -> None:
    """Remove a former card. A name may come back with its headline, so not while one is drawn."""
    file = order.payload["file"]
    article = db.session.get(Article, int(order.subject))
    if article is not None and article.social == file:
        return
    if db.session.scalar(select(Job.id).where(Job.same(DRAW, order.subject), Job.waiting())):
        raise outbox.Later("the article's card is being drawn")
    db.session.rollback()
    store().remove(_key(file))


def _wanted(article: Article) -> str:
    return file_of(article.id, article.headline, article.lead_photo)


def is_missing(article: Article) -> bool:
    return article.social != _wanted(article)


@dataclass(frozen=True)
class _Source:
    """The photo in plain data."""

    key: str
    focal: tuple[float, float]
    credit: str


def _beside(photo: Photo | None) -> _Source | None:
    if photo is None or not photo.is_ready:
        return None
    width = [each for each in widths_of(photo.width) if each <= DRAWN_FROM][-1]
    credit = _("Photo: %(credit)s", credit=photo.credit) if photo.is_credited else ""
    return _Source(
        key(photo.name, photo.version, f"{width}.webp"), (photo.focal_x, photo.focal_y), credit
    )


def _opened(source: _Source | None) -> Beside | None:
    if source is None:
        return None
    credit = can_write(source.credit) or ""
    return Beside(store().read(source.key), source.focal, credit)


def _keep(file: str, card: bytes) -> None:
    store().put(_key(file), BytesIO(card))


def _key(file: str) -> str:
    return f"social/{file}"
