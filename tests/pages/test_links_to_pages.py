"""A link in an article to a page of ours leads readers somewhere, or the checklist says so."""

import pytest

from newsroom.articles.own_links import dead_links
from newsroom.database import db
from newsroom.pages.models import Page


@pytest.fixture
def pages(app):
    for title, is_published in (("Про нас", True), ("Чернетка", False)):
        Page.begin(db.session, title).is_published = is_published
        db.session.flush()


@pytest.mark.parametrize(
    ("slug", "leads"), [("pro-nas", True), ("chernetka", False), ("nema", False)]
)
def test_only_a_published_page_is_there(app, pages, slug, leads):
    with app.test_request_context():
        dead = dead_links(f'<p><a href="/pages/{slug}">тут</a> <a href="/">там</a></p>')
    assert dead == ([] if leads else [f"/pages/{slug}"])
