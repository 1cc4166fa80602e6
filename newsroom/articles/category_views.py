"""The desk's page of categories."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from sqlalchemy import func, select

from newsroom.articles.blueprint import blueprint
from newsroom.articles.board_matching import MOST_COUNTED
from newsroom.articles.categories import Category
from newsroom.articles.forms import CategoryForm
from newsroom.articles.models import Article
from newsroom.database import LARGEST_INTEGER, commit_or_again, db
from newsroom.i18n import gettext as _
from newsroom.language.slugs import slugify, unused
from newsroom.security import editors_only


@blueprint.get("/desk/categories")
@editors_only
def categories() -> str:
    return _page(CategoryForm(formdata=None))


@blueprint.post("/desk/categories")
@editors_only
def add_category() -> Any:
    form = CategoryForm()

    def work() -> bool:
        if is_good := form.validate() and not _is_taken(form):
            slug = _free_slug(form.name.data)
            position = db.session.scalar(Category.next_position()) or 1
            db.session.add(Category(name=form.name.data, slug=slug, position=position))
        return is_good

    if not commit_or_again(work):
        return _page(form), 422
    flash(_("Added the category “%(name)s”.", name=form.name.data), "done")
    return redirect(url_for(".categories"), 303)


@blueprint.post("/desk/categories/<int:category_id>")
@editors_only
def rename_category(category_id: int) -> Any:
    """A new name; the address stays, because readers and partners have it."""
    if category_id > LARGEST_INTEGER:
        abort(404)
    form = CategoryForm()

    def work() -> bool:
        category = db.get_or_404(Category, category_id)
        if is_good := form.validate() and not _is_taken(form, but=category):
            category.name = form.name.data
        return is_good

    if not commit_or_again(work):
        return _page(CategoryForm(formdata=None), {category_id: form}), 422
    flash(_("Renamed to “%(name)s”.", name=form.name.data), "done")
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
    return unused(wanted, taken)


def _page(form: CategoryForm, renamed: dict[int, CategoryForm] | None = None) -> str:
    newest = Article.live().where(Article.category_id == Category.id).correlate(Category)
    first = newest.with_only_columns(Article.id).limit(MOST_COUNTED + 1).subquery()
    live = select(func.count()).select_from(first).scalar_subquery()
    rows = db.session.execute(
        select(Category.id, Category.name, Category.slug, live).order_by(
            Category.position, Category.id
        )
    ).all()
    forms = {row.id: CategoryForm(formdata=None, name=row.name) for row in rows} | (renamed or {})
    shown = [{"id": r[0], "name": r[1], "slug": r[2], "live_count": r[3]} for r in rows]
    return render_template(
        "articles/categories.html",
        categories=shown,
        form=form,
        rename_forms=forms,
        most_counted=MOST_COUNTED,
        nav="categories",
    )
