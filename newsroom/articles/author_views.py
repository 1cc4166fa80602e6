"""What readers are told of an author: by the author, or by an editor of anybody."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from sqlalchemy import select
from wtforms import StringField, TextAreaField

from newsroom.articles import bylines
from newsroom.articles.blueprint import blueprint
from newsroom.articles.bylines import Author, article_authors
from newsroom.articles.links import leads_to_live
from newsroom.database import LARGEST_INTEGER, again_if_overtaken, db
from newsroom.fields import AtMost, line, text
from newsroom.i18n import gettext as _
from newsroom.i18n import lazy_gettext as _l
from newsroom.language.tidy import tidy_line
from newsroom.security import editors_only
from newsroom.staff import me

SHOWN = 200


class AuthorForm(FlaskForm):  # type: ignore[misc]
    job = StringField(
        _l("Role"), [AtMost(120)], filters=[line], description=_l("For example: “news editor”")
    )
    biography = TextAreaField(
        _l("A few words"),
        [AtMost(600)],
        filters=[text],
        description=_l("What the author writes about; readers see it above the articles"),
    )


@blueprint.get("/desk/authors")
@editors_only
def authors() -> str:
    """All who have signed, by name, or those whose name has what was asked for in it."""
    asked = tidy_line(request.args.get("q", ""))[:120]
    is_read = leads_to_live(article_authors.c.author_id, Author.id)
    names = db.session.execute(select(Author.id, Author.name).order_by(Author.id)).all()
    found = sorted((row for row in names if asked.casefold() in row.name.casefold()), key=_by_name)
    ids = [row.id for row in found[:SHOWN]]
    rows = db.session.execute(
        select(Author.id, Author.name, Author.slug, Author.job, is_read.label("is_read")).where(
            Author.id.in_(ids)
        )
    ).all()
    return render_template(
        "articles/authors.html",
        authors=sorted(rows, key=_by_name),
        asked=asked,
        is_cut=len(found) > SHOWN,
        nav="categories",
    )


def _by_name(row: Any) -> str:
    return str(row.name.casefold())


@blueprint.get("/desk/authors/<int:author_id>")
@editors_only
def author(author_id: int) -> str:
    found = _find(author_id)
    return _page(found, AuthorForm(formdata=None, obj=found), "categories")


@blueprint.post("/desk/authors/<int:author_id>")
@editors_only
def describe_author(author_id: int) -> Any:
    return _describe(_find(author_id), url_for(".author", author_id=author_id), "categories")


@blueprint.get("/desk/account/author")
def own_author() -> str:
    """One's own, by the account; whoever has signed nothing yet begins an empty one."""
    found = db.session.scalar(select(Author).where(Author.staff_id == me().id))
    return _page(found, AuthorForm(formdata=None, obj=found), "account")


@blueprint.post("/desk/account/author")
def describe_oneself() -> Any:
    found = again_if_overtaken(_own)
    if found is None:
        form = AuthorForm()
        db.session.rollback()
        form.job.errors = [_("Another author has this name. Ask a chief to tell you two apart")]
        return _page(None, form, "account"), 422
    return _describe(found, url_for(".own_author"), "account")


def _own() -> Author | None:
    """Whose articles are signed by this person; None where the name is somebody else's too."""
    found = db.session.scalar(select(Author).where(Author.staff_id == me().id))
    found = found or bylines.author(db.session, me().name)
    return found if found.staff_id == me().id else None


def _find(author_id: int) -> Author:
    found = db.session.get(Author, author_id) if author_id <= LARGEST_INTEGER else None
    return found or abort(404)


def _describe(author: Author, address: str, nav: str) -> Any:
    form = AuthorForm()
    if not form.validate():
        db.session.rollback()
        return _page(author, form, nav), 422
    form.populate_obj(author)
    db.session.commit()
    flash(_("Readers see it on the author’s page."), "done")
    return redirect(address, 303)


def _page(author: Author | None, form: AuthorForm, nav: str) -> str:
    is_read = author is not None and db.session.scalar(
        select(leads_to_live(article_authors.c.author_id, Author.id)).where(Author.id == author.id)
    )
    return render_template(
        "articles/author.html",
        name=author.name if author else me().name,
        slug=author.slug if author and is_read else None,
        form=form,
        nav=nav,
    )
