"""However many articles there are, no page reads more of them than it needs.

The queries are those that the pages send: one that is changed is seen here by itself.
"""

import uuid
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from bench import archive
from bench.growth import filled, newsroom
from bench.pages import PAGES, Page
from bench.signing_in import Browser, signed_in
from newsroom.articles.models import Article
from newsroom.database import db
from tests.client import FROM_OUR_OWN_PAGE
from tests.plans import Cost, cost, selects

MANY = 20_000
MOST = 1_500  # rows; the desk's board counts as far as 999 in each state
MOST_ON_THE_DESK = 5_000
THOUSANDS = {  # which look at a thousand of each category, or of each state
    "desk's categories": 16_000,
    "finding a common word": 16_000,
}
HELD = {page.name: page for page in PAGES if page.is_held}
LIVE, IN_CATEGORY = "ix_articles_live", "ix_articles_live_in_category"
WORDS = "ix_articles_words"
OF_TAG, OF_AUTHOR = "ix_article_tags_newest", "ix_article_authors_newest"
WALKS = {
    "recent posts": {LIVE},
    "front page": {LIVE, IN_CATEGORY},
    "article": {LIVE, IN_CATEGORY, OF_TAG},
    "category": {LIVE, IN_CATEGORY},
    "category without news for years": {LIVE, IN_CATEGORY},
    "category, years back": {LIVE, IN_CATEGORY},
    "tag": {LIVE, OF_TAG},
    "author": {LIVE, OF_AUTHOR},
    "author, years back": {LIVE, OF_AUTHOR},
    "a day of the archive": {LIVE},
    "corrections": {LIVE, "ix_corrections_created_at_id"},
    "feed": {LIVE},
    "feed of a category": {IN_CATEGORY},
    "feed of a tag": {OF_TAG},
    "news sitemap": {LIVE},
    "desk's list": {LIVE, "ix_articles_draft", "ix_articles_waiting", "ix_articles_taken_down"},
    "desk's list, live": {LIVE},
    "desk's list, drafts": {"ix_articles_draft"},
    "desk's list, of one category": {LIVE, "ix_articles_draft", "ix_articles_taken_down"},
    "desk's categories": {IN_CATEGORY},
    "finding one article": {WORDS},
    "finding nothing": {WORDS},
}


@dataclass(frozen=True)
class Crowd:
    """A newsroom with many articles, and somebody of its staff."""

    app: Flask
    client: FlaskClient
    browser: Browser
    engine: Engine

    def costs(self, page: Page) -> list[Cost]:
        self.client.get(page.address(MANY, 1))  # once before, for what is looked up only once
        with selects(self.engine) as sent:
            answer = self.client.get(page.address(MANY, 2))
        assert answer.status_code in {200, 301}
        return [cost(self.engine, *one) for one in sent]


@pytest.fixture(scope="module", params=["sqlite", "sqlite, its rows counted", "postgresql"])
def crowd(request):
    """SQLite counts its rows when it is told to, and may then go about it in other ways."""
    kind = request.getfixturevalue(request.param.partition(",")[0])
    url = filled(kind.copy(), MANY)
    app = newsroom(url)
    client = app.test_client(use_cookies=False)
    browser = signed_in(app, "Редакторка")
    client.environ_base["HTTP_COOKIE"] = browser.cookie
    with app.app_context():  # left before a page is asked for: each request has one of its own
        engine = db.engine
    if "counted" in request.param:
        with engine.connect() as connection:
            archive.count_rows(connection)
    yield Crowd(app, client, browser, engine)
    engine.dispose()
    kind.drop(url)


@pytest.mark.parametrize("name", HELD)
def test_a_page_reads_little_however_much_there_is(crowd, name):
    page = HELD[name]
    if name in THOUSANDS and crowd.engine.dialect.name == "postgresql":
        pytest.skip("PostgreSQL rather reads all of so few; bin/bench growth asks it of a million")
    most = THOUSANDS.get(name) or (MOST_ON_THE_DESK if page.is_desk else MOST)
    costs = crowd.costs(page)
    assert costs
    assert not [one for one in costs if one.rows > most]


@pytest.mark.parametrize("name", WALKS)
def test_a_list_is_a_walk_along_its_index(crowd, name):
    plans = " ".join(one.plan for one in crowd.costs(HELD[name]))
    walks = WALKS[name]
    if crowd.engine.dialect.name == "postgresql" and "for years" not in name:
        walks = walks - {IN_CATEGORY}  # it finds the newest of a lively category along the other
    if crowd.engine.dialect.name == "sqlite":
        walks = {"article_words" if walk == WORDS else walk for walk in walks}
    assert not [index for index in walks if f" {index}" not in plans], plans


def test_a_save_reads_little_however_much_there_is(crowd):
    """Also of a draft that is called as another is, and signed by a new name."""
    words = {"headline": "Story 3", "body": "Рух.", "byline": "Нова", "category": "1"}
    kept = {"csrf_token": crowd.browser.csrf_token, "save_id": str(uuid.uuid4())}
    with selects(crowd.engine) as sent:
        answer = crowd.client.post(
            "/desk/articles/autosaves", data={**kept, **words}, headers=FROM_OUR_OWN_PAGE
        )
    assert answer.status_code == 201
    assert not [one for one in sent if cost(crowd.engine, *one).rows > MOST]


def test_without_its_index_the_list_would_be_seen_to_read_everything(crowd):
    indexes = {index.name: index for index in Article.__table__.indexes}
    gone = [index for name, index in indexes.items() if name.startswith("ix_articles_live")]
    for index in gone:
        index.drop(crowd.engine)
    try:
        assert max(one.rows for one in crowd.costs(HELD["recent posts"])) > MOST
    finally:
        for index in gone:
            index.create(crowd.engine)
