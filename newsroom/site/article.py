"""An article as readers see it, and what answers where there is none."""

from typing import Any

from flask import abort, redirect, render_template, url_for
from sqlalchemy import bindparam, select

from newsroom import clock, surrogates
from newsroom.articles.addresses import FormerSlug
from newsroom.articles.categories import Category
from newsroom.articles.changed import Reading
from newsroom.articles.figures import album, with_photos
from newsroom.articles.models import NOW, Article, Revision
from newsroom.database import db, read
from newsroom.kept import kept_for
from newsroom.language.cleaning import host, safe_address
from newsroom.language.prose import prose
from newsroom.site import metadata
from newsroom.site.around import around
from newsroom.site.attached import Attached, Named, attached
from newsroom.site.blueprint import blueprint
from newsroom.site.card import card, card_has_moved, is_asked_for
from newsroom.site.related import related
from newsroom.site.social.pictures import picture_of
from newsroom.words import site as this_site

# One for every article's page: to make it anew would take longer than to run it.
CALLED = (
    Article.live(NOW)
    .where(Article.slug == bindparam("slug"))
    .join(Revision, Revision.id == Article.live_revision_id)
    .outerjoin(Category, Category.id == Article.category_id)
    .with_only_columns(
        *(Article.id, Article.slug, Article.social, Article.category_id),
        *(Article.excerpt, Article.publish_at, Article.updated_at),
        *(
            Revision.headline,
            Revision.lede,
            Revision.body,
            Revision.lead_photo,
            Revision.lead_caption,
        ),
        *(Revision.source_name, Revision.source_url, Revision.photo_credit),
        Category.name.label("category_name"),
        Category.slug.label("category_slug"),
    )
)


@blueprint.get("/news/<slug>")
@kept_for("embed")
def article(slug: str) -> Any:
    row: Any = read(CALLED, now=clock.now(), slug=slug).first()
    if row is None:
        return moved_or_gone(slug)
    surrogates.shows(surrogates.of_article(row.id))
    with_it = attached(row.id)
    shown = _shown(row, with_it)
    if is_asked_for():
        return card(shown, is_corrected=bool(with_it.corrections))
    tag_ids = [tag.id for tag in with_it.tags]
    return render_template(
        "site/article.html",
        about=metadata.of_article(shown, with_it.corrections),
        article=shown,
        corrections=with_it.corrections,
        see_also=related(row.id, row.category_id, row.body, tag_ids),
        current_category=shown["category"],
        **around(Reading.of(row)),
    )


def moved_or_gone(slug: str, endpoint: str = "site.article") -> Any:
    """An address that readers knew redirects for ever; an article taken down answers 410.

    What they have never seen, a draft or one still scheduled, is as unknown as what never was.
    """
    known = Article.first_published_at <= clock.now()
    moved = db.session.scalar(
        select(Article.slug).join(FormerSlug).where(FormerSlug.slug == slug, known)
    )
    if moved:
        if endpoint == "site.article" and is_asked_for():
            return card_has_moved(moved)
        return redirect(url_for(endpoint, slug=moved), 301)
    gone = db.session.scalar(select(Article.id).where(Article.slug == slug, known))
    return abort(410 if gone else 404)


def _shown(row: Any, with_it: Attached) -> dict[str, Any]:
    photos = album(row.body, names=[row.lead_photo])
    lead = photos.get(row.lead_photo)
    category = Named(row.category_name, row.category_slug) if row.category_slug else None
    return {
        "headline": row.headline,
        "lede": row.lede,
        "lead_photo": lead if lead and lead.is_ready else None,
        "lead_caption": row.lead_caption,
        "social": picture_of(row, lead),
        "body": row.body,
        "shown_body": with_photos(prose(row.body), photos),
        "excerpt": row.excerpt,
        "category": category,
        "category_name": category.name if category else None,
        "category_slug": category.slug if category else None,
        "byline": [author.name for author in with_it.authors],
        "authors": with_it.authors,
        "tags": with_it.tags,
        "publish_at": row.publish_at,
        "updated_at": row.updated_at,
        "source_name": row.source_name,
        "source_label": row.source_name or host(row.source_url),
        "source_url": safe_address(row.source_url) or "",
        "photo_credit": "" if lead else row.photo_credit,
        "slug": row.slug,
        "url": this_site().url + url_for(".article", slug=row.slug),
    }
