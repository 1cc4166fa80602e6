"""An article as readers see it, and what answers where there is none."""

from typing import Any

from flask import abort, redirect, render_template, url_for
from sqlalchemy import select

from newsroom import clock, surrogates
from newsroom.articles.addresses import FormerSlug
from newsroom.articles.categories import Category
from newsroom.articles.changed import Reading
from newsroom.articles.figures import photos_of, with_photos
from newsroom.articles.models import Article, Revision
from newsroom.database import db
from newsroom.kept import kept_for
from newsroom.language.prose import prose
from newsroom.site import metadata
from newsroom.site.around import around
from newsroom.site.attached import Attached, attached
from newsroom.site.blueprint import blueprint
from newsroom.site.card import card, card_has_moved, is_asked_for
from newsroom.site.related import related
from newsroom.site.social.pictures import picture_of
from newsroom.words import site as this_site


@blueprint.get("/news/<slug>")
@kept_for("embed")
def article(slug: str) -> Any:
    found = db.session.execute(
        Article.live()
        .where(Article.slug == slug)
        .join(Revision, Revision.id == Article.live_revision_id)
        .outerjoin(Category, Category.id == Article.category_id)
        .with_only_columns(Article, Revision, Category)
    ).first()
    if found is None:
        return moved_or_gone(slug)
    row, revision, category = found
    surrogates.shows(surrogates.of_article(row.id))
    with_it = attached(row.id)
    shown = _shown(row, revision, category, with_it)
    if is_asked_for():
        return card(shown, is_corrected=bool(with_it.corrections))
    return render_template(
        "site/article.html",
        about=metadata.of_article(shown, with_it.corrections),
        article=shown,
        corrections=with_it.corrections,
        see_also=related(row, revision.body, [tag.id for tag in with_it.tags]),
        current_category=category,
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


def _shown(
    article: Article, revision: Revision, category: Category | None, with_it: Attached
) -> dict[str, Any]:
    photos = photos_of(revision)
    lead = photos.get(revision.lead_photo)
    return {
        "headline": revision.headline,
        "lede": revision.lede,
        "lead_photo": lead if lead and lead.is_ready else None,
        "lead_caption": revision.lead_caption,
        "social": picture_of(article, lead),
        "body": revision.body,
        "shown_body": with_photos(prose(revision.body), photos),
        "excerpt": article.excerpt,
        "category_name": category.name if category else None,
        "category_slug": category.slug if category else None,
        "byline": [author.name for author in with_it.authors],
        "authors": with_it.authors,
        "tags": with_it.tags,
        "publish_at": article.publish_at,
        "updated_at": article.updated_at,
        "source_name": revision.source_name,
        "source_label": revision.source_label,
        "source_url": revision.source_address,
        "photo_credit": "" if lead else revision.photo_credit,
        "slug": article.slug,
        "url": this_site().url + url_for(".article", slug=article.slug),
    }
