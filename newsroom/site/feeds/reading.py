"""The stories of a feed: its articles in one query, along one index; in another what they have."""

from typing import Any

from flask import current_app, url_for
from sqlalchemy import Row, Select
from werkzeug.urls import iri_to_uri

from newsroom.articles.categories import Category
from newsroom.articles.figures import Album, album, with_photos
from newsroom.articles.models import Article, Revision
from newsroom.database import db
from newsroom.language.cleaning import host, safe_address
from newsroom.photos.addresses import absolute as photo_url
from newsroom.photos.models import Photo
from newsroom.photos.renditions import renditions_of
from newsroom.site.attached import Attached, Named, attached_to
from newsroom.site.feeds.ids import identify
from newsroom.site.feeds.story import Image, Story, Term, Text
from newsroom.site.schema_org import absolute

# An excerpt's feed reads one table and the categories; the bodies stay where they are.
EXCERPT = (
    Article.id,
    Article.slug,
    Article.headline,
    Article.excerpt,
    Article.first_published_at,
    Article.publish_at,
    Article.updated_at,
    Category.name.label("category_name"),
    Category.slug.label("category_slug"),
    Photo,
)
WIDEST = 1280  # of the files of a photo
TEXT = (
    Revision.lede,
    Revision.body,
    Revision.source_name,
    Revision.source_url,
    Revision.photo_credit,
    Revision.lead_caption,
)


def stories(live: Select[Any]) -> list[Story]:
    """Run a query of live articles; the whole texts come along where the newsroom gives them."""
    rows = db.session.execute(articles_of(live)).all()
    attached = attached_to([row.id for row in rows])
    photos = album(*(row.body for row in rows if has_text(row)))
    return [_story(row, attached[row.id], photos) for row in rows]


def articles_of(live: Select[Any]) -> Select[Any]:
    query = live.outerjoin(Category, Category.id == Article.category_id)
    query = query.outerjoin(Photo, Photo.id == Article.lead_photo_id)
    columns: tuple[Any, ...] = EXCERPT
    if current_app.config["FEED_TEXT"] == "full":
        query = query.join(Revision, Revision.id == Article.live_revision_id)
        columns += TEXT
    return query.with_only_columns(*columns, maintain_column_froms=True)


def has_text(row: Row[Any]) -> bool:
    return len(row) > len(EXCERPT)


def _story(row: Row[Any], attached: Attached, photos: Album) -> Story:
    category = Named(row.category_name, row.category_slug) if row.category_slug else None
    return Story(
        id=identify(f"article/{row.id}"),
        slug=row.slug,
        url=absolute(url_for("site.article", slug=row.slug)),
        headline=row.headline,
        excerpt=row.excerpt,
        authors=[_term("author", one) for one in attached.authors],
        category=_term("category", category) if category else None,
        tags=[_term("tag", one) for one in attached.tags],
        first_published=row.first_published_at or row.publish_at,
        published=row.publish_at,
        changed=row.updated_at,
        text=_text(row, photos),
        corrections=attached.corrections,
        image=_image(row),
    )


def _text(row: Row[Any], photos: Album) -> Text | None:
    if not has_text(row):
        return None
    address = safe_address(row.source_url) or ""
    return Text(
        lede=row.lede,
        body=with_photos(row.body, photos, for_machines=True),
        source_name=row.source_name or host(address),
        source_url=iri_to_uri(address),
        photo_credit="" if row.Photo else row.photo_credit,
    )


def _image(row: Row[Any]) -> Image | None:
    photo: Photo | None = row.Photo
    if photo is None or not photo.is_ready:
        return None
    files = renditions_of(photo)
    widest = [files[0], *(file for file in files if file.width <= WIDEST)][-1]
    return Image(
        url=photo_url(photo, f"{widest.width}.webp"),
        width=widest.width,
        height=widest.height,
        thumbnail_url=photo_url(photo, "card.jpg"),
        caption=row.lead_caption if has_text(row) else "",
        alt="" if photo.is_decorative else photo.alt,
        credit=photo.credit,
        copyright=photo.copyright or photo.credit,
    )


def _term(kind: str, named: Named) -> Term:
    return Term(named.name, absolute(url_for(f"site.{kind}", slug=named.slug)))
