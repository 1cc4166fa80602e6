"""What a feed costs: three queries, one index, and no body that nobody asked for."""

import pytest
from sqlalchemy import event

from newsroom.database import db
from newsroom.site.feeds.reading import articles_of
from newsroom.site.listings import find, whole_site
from tests import factories
from tests.plans import is_one_walk


@pytest.fixture
def queries(app):
    sent = []

    def note(_connection, _cursor, statement, parameters, *_):
        if statement.startswith("SELECT"):
            sent.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    yield sent
    event.remove(db.engine, "before_cursor_execute", note)


@pytest.fixture
def town(app):
    town = factories.category("Місто")
    for _ in range(5):
        factories.live(category_id=town.id, byline="Олена Гук", tags="мости")
    return town


@pytest.mark.settings(KEPT_BYTES=0)  # whether it could be sent from memory is a query too
@pytest.mark.parametrize(
    ("page", "most"),
    [("", 2), ("/categories/misto", 3), ("/tags/mosty", 3), ("/authors/olena-huk", 3)],
)
def test_a_feed_costs_three_queries_at_most(client, town, queries, format, page, most):
    client.get(f"{page}/feed.{format}")
    assert len(queries) == most, queries


@pytest.mark.settings(FEED_TEXT="excerpt")
def test_an_excerpts_feed_reads_no_body(client, town, queries, format):
    client.get(f"/feed.{format}")
    assert queries
    assert not [statement for statement, _ in queries if "revisions" in statement]


@pytest.mark.parametrize(
    ("listing", "index"),
    [
        (whole_site, "ix_articles_live"),
        (lambda: find("category", "misto"), "ix_articles_live_in_category"),
        (lambda: find("tag", "mosty"), "ix_article_tags_newest"),
        (lambda: find("author", "olena-huk"), "ix_article_authors_newest"),
    ],
)
def test_it_walks_one_index_and_sorts_nothing(app, town, listing, index):
    with app.test_request_context():
        assert is_one_walk(articles_of(listing().live()).limit(30), index)
