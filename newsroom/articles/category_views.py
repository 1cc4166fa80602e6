"""The desk's page of categories."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from sqlalchemy import func, select

from newsroom.articles.blueprint import blueprint
from newsroom.articles.categories import Category
from newsroom.articles.forms import CategoryForm
from newsroom.articles.models import Article, State
from newsroom.database import LARGEST_INTEGER, db
from newsroom.i18n import gettext as _
from newsroom.language.slugs import slugify
from newsroom.security import editors_only


@blueprint.get("/desk/categories")
@editors_only
def categories() -> str:
    return _page(CategoryForm(formdata=None))


@blueprint.post("/desk/categories")
@editors_only
def add_category() -> Any:
    form = CategoryForm()
    if not form.validate() or _is_taken(form):
        return _page(form), 422
    category = Category(name=form.name.data, slug=_free_slug(form.name.data))
    category.position = db.session.scalar(Category.next_position()) or 1
    db.session.add(category)
    db.session.commit()
    flash(_("Added the category “%(name)s”.", name=category.name), "done")
    return redirect(url_for(".categories"), 303)


@blueprint.post("/desk/categories/<int:category_id>")
@editors_only
def rename_category(category_id: int) -> Any:
    """A new name; the address stays, because readers and partners have it."""
    if category_id > LARGEST_INTEGER:
        abort(404)
    category = db.get_or_404(Category, category_id)
    form = CategoryForm()
    if not form.validate() or _is_taken(form, but=category):
        return _page(CategoryForm(formdata=None), {category_id: form}), 422
    category.name = form.name.data
    db.session.commit()
    flash(_("Renamed to “%(name)s”.", name=category.name), "done")
    return redirect(url_for(".categories"), 303)


def _is_taken(form: CategoryForm, but: Category | None = None) -> bool:
    wanted = form.name.data.casefold()
    for category in db.session.scalars(select(Category)):
        if category.name.casefold() == wanted and category is not but:
            form.name.errors = [_("There is such a category already")]
            return True
    return False


def _free_slug(name: str) -> str:
    taken = set(db.session.scalars(select(Category.slug)))
    wanted = slugify(name, limit=60) or "category"
    if wanted not in taken:
        return wanted
    return next(slug for n in range(2, len(taken) + 3) if (slug := f"{wanted}-{n}") not in taken)


def _page(form: CategoryForm, renamed: dict[int, CategoryForm] | None = None) -> str:
    live = select(Article.category_id, func.count().label("live_count"))
    live = live.where(Article.in_state(State.LIVE)).group_by(Article.category_id)
    counts = live.subquery()
    rows = db.session.execute(
        select(Category.id, Category.name, Category.slug, func.coalesce(counts.c.live_count, 0))
        .outerjoin(counts, counts.c.category_id == Category.id)
        .order_by(Category.position, Category.id)
    ).all()
    forms = {row.id: CategoryForm(formdata=None, name=row.name) for row in rows} | (renamed or {})
    shown = [{"id": r[0], "name": r[1], "slug": r[2], "live_count": r[3]} for r in rows]
    return render_template(
        "articles/categories.html",
        categories=shown,
        form=form,
        rename_forms=forms,
        nav="categories",
    )
