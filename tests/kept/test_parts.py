"""Parts that many pages share are made once, and say what they would say made anew."""

import pytest
from sqlalchemy import event, select

from newsroom.articles.categories import Category
from newsroom.database import db
from newsroom.kept.parts import Parts
from tests import factories
from tests.kept.newsrooms import stale

pytestmark = pytest.mark.one_database


@pytest.fixture
def paper(newsrooms):
    """Stories in two categories and of two tags, one without any, and pages that show all of it."""
    newsrooms.keep_only_parts()
    with newsrooms.at(2):
        town, sport = factories.category("Місто"), factories.category("Спорт")
        factories.page()
        first = factories.live(category_id=town.id, byline="Олена Гук", tags="міст")
        second = factories.live(category_id=sport.id, tags="ліс")
        for tag in ("міст", "ліс"):
            factories.live(tags=tag)
        slugs = [first.slug, second.slug, factories.live().slug]
        factories.pin(first)
    newsrooms.pages = [f"/news/{slug}" for slug in slugs]
    newsrooms.pages += ["/", "/categories/misto", "/categories/sport", "/tags/mist", "/nowhere"]
    newsrooms.pages += ["/authors/olena-huk", "/pages/pro-nas", "/corrections", "/recent"]
    return newsrooms


def differences(newsrooms):
    """Each page after each other one, so that all use what was made for others."""
    there_and_back = newsrooms.pages + newsrooms.pages[::-1]
    return [line for page in there_and_back for line in stale(newsrooms, page)]


def test_a_page_of_kept_parts_is_the_page_made_anew(paper):
    assert differences(paper) == []


def test_a_part_that_is_made_from_more_than_it_is_given_is_found(paper, monkeypatch):
    """As if the masthead forgot which category the page belongs to."""
    get = Parts.get

    def forgetful(self, standing, key, make):
        is_masthead = "layout/_masthead.html" in key[1]
        return get(self, standing, "masthead" if is_masthead else key, make)

    monkeypatch.setattr(Parts, "get", forgetful)
    assert any("aria-current" in line for line in differences(paper))


def test_what_stands_on_a_shelf_that_is_another_ones_is_found(paper, monkeypatch):
    """As if one tag were as good as another."""
    put, known = Parts.put, Parts.known

    def put_anywhere(self, standing, make, new):
        put(self, standing, make, {shelf.kind: one for shelf, one in new.items()})

    def find_any(self, standing, make, shelves):
        anywhere = known(self, standing, make, [shelf.kind for shelf in shelves])
        return {shelf: anywhere[shelf.kind] for shelf in shelves if shelf.kind in anywhere}

    monkeypatch.setattr(Parts, "put", put_anywhere)
    monkeypatch.setattr(Parts, "known", find_any)
    assert differences(paper)


def test_an_article_needs_no_query_for_what_stands_around_it(client):
    pages = [f"/news/{factories.live().slug}" for _ in range(3)]
    asked = [0]

    def note(_connection, _cursor, statement, *_):
        asked[-1] += statement.startswith("SELECT") and "FROM edition" not in statement

    event.listen(db.engine, "before_cursor_execute", note)
    for page in pages:
        asked.append(0)
        client.get(page)
    event.remove(db.engine, "before_cursor_execute", note)
    assert asked[1:] == [4, 2, 2]  # its text, and what is attached to it


def test_staff_see_at_once_what_another_process_has_changed(paper):
    url = paper.pages[0]
    reader, staff = (paper.keeping[0].test_client() for _ in range(2))
    staff.set_cookie("newsroom", "of somebody")
    for anybody in (reader, staff):
        assert "Спорт" in anybody.get(url).text
    with paper.at(1):
        db.session.scalar(select(Category).where(Category.slug == "sport")).name = "Футбол"
    assert "Футбол" in staff.get(url).text
    assert "Футбол" not in reader.get(url).text  # for a second at most
