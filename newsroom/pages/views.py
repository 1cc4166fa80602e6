"""The desk's plain pages: the list in the footer's order, and one to be edited."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for

from newsroom import clock
from newsroom.database import LARGEST_INTEGER, again_if_overtaken, db
from newsroom.i18n import gettext as _
from newsroom.pages.blueprint import blueprint
from newsroom.pages.forms import NewPageForm, PageForm
from newsroom.pages.models import Page
from newsroom.security import editors_only


@blueprint.get("/desk/pages")
@editors_only
def pages() -> str:
    return _list(NewPageForm(formdata=None))


@blueprint.post("/desk/pages")
@editors_only
def add_page() -> Any:
    form = NewPageForm()
    if not form.validate():
        return _list(form), 422

    def begun() -> int:
        page = Page.begin(db.session, form.title.data)
        db.session.commit()
        return page.id

    return redirect(url_for(".edit_page", page_id=again_if_overtaken(begun)), 303)


@blueprint.get("/desk/pages/<int:page_id>")
@editors_only
def edit_page(page_id: int) -> str:
    page = _find(page_id)
    return _page(page, PageForm.of(page))


@blueprint.post("/desk/pages/<int:page_id>")
@editors_only
def save_page(page_id: int) -> Any:
    """Keep the form. When somebody has saved meanwhile, show theirs below what was typed."""
    page = _find(page_id, to_change=True)
    form = PageForm()
    if not form.validate():
        return _page(page, form), 422
    if not form.is_about(page):
        form.version.data = str(page.version)
        return _page(page, form, is_overtaken=True), 409
    form.fill(page)
    page.version, page.updated_at = page.version + 1, clock.now()
    db.session.commit()
    flash(_("Saved “%(title)s”.", title=page.title), "done")
    return redirect(url_for(".edit_page", page_id=page_id), 303)


def _find(page_id: int, *, to_change: bool = False) -> Page:
    """To be changed it is locked: two who save at once come one after the other."""
    if page_id > LARGEST_INTEGER:
        abort(404)
    return db.session.get(Page, page_id, with_for_update=to_change) or abort(404)


def _list(form: NewPageForm) -> str:
    pages = list(db.session.scalars(Page.in_order()))
    return render_template("pages/pages.html", pages=pages, form=form, nav="categories")


def _page(page: Page, form: PageForm, is_overtaken: bool = False) -> str:
    return render_template(
        "pages/page.html", page=page, form=form, is_overtaken=is_overtaken, nav="categories"
    )
