"""Long lists: pages by key without gaps or repeats, in few queries, and never with bodies."""

import base64
from datetime import timedelta
from unittest.mock import patch

import pytest

from newsroom import clock
from newsroom.articles.board import AT_A_GLANCE, PAGE
from newsroom.articles.bylines import Author
from newsroom.database import db
from tests import factories
from tests.articles.board_pages import handed
from tests.articles.desk import address

MANY = 2 * PAGE + 3
HANDED = {"waiting": "submit", "returned": "send_back", "approved": "approve"}
OLDEST_FIRST = {"waiting", "returned", "approved", "scheduled"}


def make(state, moment, **given):
    """An article whose place in the list of its state is at ``moment``."""
    given = {"headline": f"{state} {moment:%S.%f}", **given}
    if state == "scheduled":
        return factories.scheduled(moment + timedelta(hours=1), **given)
    if state in HANDED:
        article = handed(HANDED[state], **given)
        article.stage_since = moment
        return article
    article = getattr(factories, state.replace("-", "_"))(**given)
    if state == "live":
        article.publish_at = article.first_published_at = moment
    elif state == "taken-down":
        article.taken_down_at = moment
    else:
        article.saved_at = moment
    return article


@pytest.fixture
def many(at):
    """Fill a state; every third article shares its moment with two others."""
    now = at("2026-11-24 12:00")

    def fill(state, count=MANY, **given):
        with patch.object(db.session, "commit", db.session.flush):  # once for all is faster
            made = [make(state, now - timedelta(seconds=n // 3), **given) for n in range(count)]
        db.session.commit()
        return made

    return fill


def rows(page):
    return [int(row["id"].removeprefix("article-")) for row in page.select("li.row")]


def pages(client, url):
    """The rows of each page, from the first to the last."""
    while url:
        page = client.read(url)
        yield rows(page)
        link = page.select_one("a[rel=next]")
        url = link["href"] if link else None


@pytest.mark.parametrize(
    "state", ["waiting", "returned", "draft", "approved", "scheduled", "live", "taken-down"]
)
def test_pages_have_no_gaps_and_no_repeats(editor, many, state):
    made = {article.id: article for article in many(state)}
    found = list(pages(editor, f"/desk/articles?state={state}"))
    assert [len(page) for page in found] == [PAGE, PAGE, 3]
    listed = [row for page in found for row in page]
    assert sorted(listed) == sorted(made)
    moments = {
        "waiting": "stage_since",
        "returned": "stage_since",
        "approved": "stage_since",
        "draft": "saved_at",
        "scheduled": "publish_at",
        "live": "publish_at",
        "taken-down": "taken_down_at",
    }
    keys = [(getattr(made[row], moments[state]), row) for row in listed]
    assert keys == sorted(keys, reverse=state not in OLDEST_FIRST)


@pytest.mark.parametrize("count", [PAGE, PAGE + 1])
@pytest.mark.one_database
def test_a_next_page_is_offered_only_when_there_is_one(editor, many, count):
    many("draft", count)
    sizes = [len(page) for page in pages(editor, "/desk/articles?state=draft")]
    assert sizes == ([PAGE] if count == PAGE else [PAGE, 1])


@pytest.mark.one_database
def test_filters_stay_from_page_to_page(editor, many):
    category = factories.category("Місто")
    many("draft", PAGE + 2, category_id=category.id, headline="Знайдена")
    many("draft", 2, category_id=category.id, headline="Інша")
    many("draft", 2, headline="Знайдена деінде")
    found = list(pages(editor, "/desk/articles?state=draft&category=misto&q=знайдена"))
    assert [len(page) for page in found] == [PAGE, 2]


@pytest.mark.one_database
def test_what_is_saved_meanwhile_makes_no_gap(editor, many):
    made = many("draft", PAGE + 5)
    page = editor.read("/desk/articles?state=draft")
    make("draft", clock.now() + timedelta(seconds=1))
    db.session.commit()
    older = rows(editor.read(page.select_one("a[rel=next]")["href"]))
    assert sorted(rows(page) + older) == sorted(article.id for article in made)


@pytest.mark.one_database
def test_at_a_glance_each_state_shows_its_newest_and_leads_to_the_rest(editor, many):
    for state in AT_A_GLANCE:
        many(state.value, 20)
    page = editor.read("/desk/articles")
    for state, limit in AT_A_GLANCE.items():
        group = page.select_one(f"section.group--{state.value}")
        assert len(group.select("li.row")) == limit
        assert f"показано {limit} із 20" in group.text
        link = group.select_one(".group__more a")
        assert rows(editor.read(link["href"]))[:limit] == rows(group)


BROKEN = ["x", "~", "%00", "жук", "MQ", "a" * 5000, "MjAyNi0xMS0yNH4x", "=="]
FORGED = [
    "2026-11-24T12:00:00+00:00~99999999999999999999",
    "2026-11-24T12:00:00+00:00~2147483648",
    "2026-11-24T12:00:00+00:00~-1",
    "2026-11-24T12:00:00~1",
    "0001-01-01T00:00:00+14:00~1",
    "9999-12-31T23:59:59-14:00~1",
]


def forged(text):
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


@pytest.mark.parametrize("url", ["/desk/articles?state=live&before=", "/categories/misto?before="])
@pytest.mark.parametrize("cursor", [*BROKEN, *map(forged, FORGED)])
def test_a_place_that_no_page_led_to_is_not_there(editor, url, cursor):
    factories.live(category_id=factories.category("Місто").id)
    assert editor.get(url + cursor).status_code == 404


# ---- full pages take few queries, which the client counts, and load no bodies


@pytest.fixture
def full(many, editor):
    """A newsroom where every list is longer than a page of it."""
    categories = [factories.category(name) for name in ("Місто", "Гроші", "Культура")]
    for n, category in enumerate(categories):
        many("live", 23, category_id=category.id, byline=f"Автор {n}, Авторка {n}")
    for state in ("waiting", "returned", "draft", "approved", "scheduled", "taken-down"):
        many(state, PAGE + 1, category_id=categories[0].id, by=editor.person)
    return factories.live(category_id=categories[0].id, lede="", body="Тіло.\n\nДруге.")


LISTS = [
    "/",
    "/recent",
    "/categories/misto",
    "/desk/recent",
    "/desk/articles",
    "/desk/articles?author=me",
    "/desk/articles?q=1&category=misto&author=avtor-1",
    "/desk/categories",
    *(f"/desk/articles?state={state.value}" for state in AT_A_GLANCE),
]


def test_full_lists_load_no_bodies(editor, full, statements):
    factories.partner(name="Сусід")
    urls = [*LISTS, *_widget()]
    for url in urls:
        editor.read(url)
        older = editor.read(url).select_one("a[rel=next]")
        if older:
            editor.read(older["href"])
    assert len(statements) > len(urls)
    assert not [sql for sql in statements if "revisions.body" in sql]


def _widget():
    from newsroom.partners.models import Partner

    return [f"/widget/{key}" for key in db.session.scalars(db.select(Partner.key))]


@pytest.mark.one_database
def test_an_article_and_its_history_open_in_few_queries_beside_full_lists(editor, full):
    for n in range(30):
        factories.save(full, by=editor.person, lede=f"Уточнення {n}.")
    authors = [Author(name=f"Ім’я {n}", slug=f"imia-{n}") for n in range(50)]
    db.session.add_all(authors)
    for rest in ("", "/revisions", "/revisions/7"):
        editor.read(address(full, rest))
    editor.read("/desk/articles/new")
    editor.read(f"/news/{full.slug}")
