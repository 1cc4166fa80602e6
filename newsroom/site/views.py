"""What readers see."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, url_for
from sqlalchemy import select

from newsroom import clock
from newsroom.articles.addresses import FormerSlug
from newsroom.articles.bylines import names
from newsroom.articles.categories import Category
from newsroom.articles.corrections import Correction
from newsroom.articles.models import Article, Revision
from newsroom.articles.recent import panel, posts
from newsroom.database import db
from newsroom.paging import Cursor, asked_cursor, cut, page
from newsroom.site.front_page import front_page
from newsroom.words import site as this_site

blueprint = Blueprint("site", __name__)

PAGE = 20


@blueprint.get("/")
def home() -> str:
    categories = _categories()
    return render_template("site/home.html", **front_page(categories), **_around(categories))


@blueprint.get("/news/<slug>")
def article(slug: str) -> Any:
    found = db.session.execute(
        Article.live()
        .where(Article.slug == slug)
        .join(Revision, Revision.id == Article.live_revision_id)
        .outerjoin(Category, Category.id == Article.category_id)
        .with_only_columns(Article, Revision, Category)
    ).first()
    if found is None:
        return _moved_or_gone(slug)
    row, revision, category = found
    return render_template(
        "site/article.html",
        article=_shown(row, revision, category),
        corrections=list(db.session.scalars(Correction.of(row.id))),
        current_category=category,
        **_around(_categories()),
    )


@blueprint.get("/categories/<slug>")
def category(slug: str) -> Any:
    categories = _categories()
    found = next((category for category in categories if category.slug == slug), None)
    if found is None:
        abort(404)
    query = Article.live().where(Article.category_id == found.id)
    query = page(query, asked_cursor(), Article.publish_at, Article.id).limit(PAGE + 1)
    shown, is_more = cut(posts(query), PAGE)
    older = Cursor(shown[-1].publish_at, shown[-1].id) if is_more else None
    return render_template(
        "site/category.html",
        category=found,
        current_category=found,
        posts=shown,
        older_url=url_for(".category", slug=slug, before=str(older)) if older else None,
        **_around(categories),
    )


def _moved_or_gone(slug: str) -> Any:
    """An address that readers knew redirects for ever; an article taken down answers 410.

    What they have never seen, a draft or one still scheduled, is as unknown as what never was.
    """
    known = Article.first_published_at <= clock.now()
    moved = db.session.scalar(
        select(Article.slug).join(FormerSlug).where(FormerSlug.slug == slug, known)
    )
    if moved:
        return redirect(url_for(".article", slug=moved), 301)
    gone = db.session.scalar(select(Article.id).where(Article.slug == slug, known))
    return abort(410 if gone else 404)


def _shown(article: Article, revision: Revision, category: Category | None) -> dict[str, Any]:
    return {
        "headline": revision.headline,
        "lede": revision.lede,
        "body": revision.body,
        "excerpt": article.excerpt,
        "category_name": category.name if category else None,
        "category_slug": category.slug if category else None,
        "byline": names(revision.byline),
        "publish_at": article.publish_at,
        "updated_at": article.updated_at,
        "source_name": revision.source_name,
        "source_url": revision.source_url,
        "photo_credit": revision.photo_credit,
        "slug": article.slug,
        "url": this_site().url + url_for(".article", slug=article.slug),
    }


def _categories() -> list[Category]:
    return list(db.session.scalars(Category.in_order()))


def _around(categories: list[Category]) -> dict[str, Any]:
    """What stands around every public page: the masthead's categories and the live list."""
    return {"categories": categories, "recent": panel("articles.recent")}
