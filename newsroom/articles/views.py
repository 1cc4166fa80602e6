"""Begin an article, open one to go on."""

from typing import Any

from flask import Response, render_template
from sqlalchemy import select

from newsroom.articles import editing
from newsroom.articles.blueprint import blueprint
from newsroom.articles.bylines import Author
from newsroom.articles.finding import find, known_authors, known_tags
from newsroom.articles.models import Article
from newsroom.articles.tags import Tag
from newsroom.database import db
from newsroom.staff import me


@blueprint.get("/desk/articles/new")
def write() -> str:
    return editing.page(editing.form_for(None), None)


@blueprint.get("/desk/author-names")
def author_names() -> str:
    """The names that the by-line suggests, fetched when somebody comes to it."""
    known = select(Author.name).where(known_authors()).order_by(Author.id.desc()).limit(300)
    names = db.session.scalars(known)
    return render_template("articles/_names.html", id="author-names", names=list(names))


@blueprint.get("/desk/tag-names")
def tag_names() -> str:
    """The tags of what readers see, or this person may, likewise."""
    known = select(Tag.name).where(known_tags()).order_by(Tag.id.desc()).limit(300)
    names = db.session.scalars(known)
    return render_template("articles/_names.html", id="tag-names", names=list(names))


@blueprint.get("/desk/edit-link/<slug>")
def edit_link(slug: str) -> Any:
    """For an article's public page on a browser of staff; 204 where they may not change it."""
    mine = Article.slug == slug, Article.seen_by(me())
    article_id = db.session.scalar(select(Article.id).where(*mine))
    if article_id is None:
        return Response(status=204)
    return render_template("articles/_edit_link.html", article_id=article_id)


@blueprint.get("/desk/articles/<int:article_id>")
def edit(article_id: int) -> str:
    article = find(article_id)
    return editing.page(editing.form_for(article), article)
