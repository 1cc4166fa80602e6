"""Recent posts: the live list and its poll, which says nothing when there is nothing new."""

import pytest

from tests import factories
from tests.client import FROM_HTMX
from tests.moments import kyiv

NOW = "2026-11-24 14:00"
TAKE_DOWN = "Зняти з публікації"


@pytest.fixture(autouse=True)
def now(at):
    return at(NOW)


@pytest.fixture
def article():
    return factories.live(headline="Міст", lede="Відкрили.", body="Текст.")


def poll(client, url="/recent"):
    """How the panel on a page asks for news."""
    return client.read(url).select_one("#recent-posts")["hx-get"]


def headlines(panel):
    return [a.text.replace("\u00a0", " ") for a in panel.select("h3 a")]


@pytest.mark.parametrize("headers", [{}, FROM_HTMX], ids=["plain", "htmx"])
def test_a_poll_with_nothing_new_is_empty(client, article, headers):
    answer = client.get(poll(client), headers=headers)
    assert (answer.status_code, answer.data) == (204, b"")


@pytest.mark.parametrize("headers", [{}, FROM_HTMX], ids=["plain", "htmx"])
def test_a_poll_with_something_new_brings_the_list_which_polls_for_the_next(
    client, article, headers
):
    asked = poll(client)
    factories.live(headline="Новіше")
    answer = client.get(asked, headers=headers)
    assert headlines(answer.soup) == ["Новіше", "Міст"]
    next_poll = answer.soup.select_one("#recent-posts")["hx-get"]
    assert next_poll != asked
    assert client.get(next_poll).status_code == 204


@pytest.mark.parametrize("seen", ["", "0", "x" * 3000, "жук", "%FF"])
def test_an_edition_that_never_was_brings_the_list(client, article, seen):
    assert headlines(client.read(f"/recent?seen={seen}")) == ["Міст"]


def test_every_page_of_readers_shows_the_list_that_the_poll_brings(client):
    category = factories.category("Місто")
    article = factories.live(category_id=category.id)
    for url in ("/", "/categories/misto", f"/news/{article.slug}"):
        page = client.read(url)
        panel = page.select_one("#recent-posts")
        again = panel["hx-get"].replace("seen=", "seen=other")
        assert client.read(again).select_one("#recent-posts") == panel
        for script in ("recent/waiting", "recent/pausing", "breaking"):
            assert page.select(f"script[src$='js/{script}.js']"), f"{url} has no {script}.js"


def test_the_desk_shows_the_list_that_its_poll_brings(editor, article):
    panel = editor.read("/desk/articles").select_one("#recent-posts")
    assert panel == editor.read("/desk/recent").select_one("#recent-posts")
    assert editor.get(panel["hx-get"]).status_code == 204


def test_the_desk_and_readers_see_one_edition(client, editor, article):
    public, desk = poll(client), poll(editor, "/desk/recent")
    assert public.partition("seen=")[2] == desk.partition("seen=")[2]


def test_the_list_replaces_itself_without_losing_focus(client, article):
    panel = client.read("/recent").select_one("section")
    assert panel["hx-swap"] == "outerMorph"
    assert panel["hx-trigger"] == "every 15s"
    assert panel.select_one("li")["id"] == f"recent-post-{article.id}"


@pytest.mark.settings(RECENT_SECONDS=40, RECENT_POSTS=2)
def test_the_server_says_how_often_to_ask_and_shows_as_many_as_it_is_told(client):
    for n in range(3):
        factories.live(headline=f"Новина {n}")
    panel = client.read("/recent").select_one("section")
    assert panel["hx-trigger"] == "every 40s"
    assert headlines(panel) == ["Новина 2", "Новина 1"]


def test_the_newest_are_on_top_and_of_one_moment_the_later_made(client):
    for hour, name in ((13, "перша"), (14, "друга"), (14, "третя"), (12, "нульова")):
        factories.live(since=kyiv(f"2026-11-24 {hour}:00"), headline=name)
    assert headlines(client.read("/recent")) == ["третя", "друга", "перша", "нульова"]


def test_seven_are_shown(client):
    for _ in range(9):
        factories.live()
    assert len(client.read("/recent").select("li")) == 7


@pytest.mark.settings(RECENT_POSTS=2)
@pytest.mark.parametrize(
    ("asked", "shown"), [("1", 3), ("2", 4), ("99", 4), ("0", 2), ("-1", 2), ("щось", 2), ("", 2)]
)
def test_a_page_that_shows_older_posts_asks_for_more_but_not_for_any_number(client, asked, shown):
    for _ in range(9):
        factories.live()
    panel = client.read(f"/recent?seen=x&also={asked}").section
    assert len(panel.select("li")) == int(panel["data-limit"]) == shown
    assert client.get(panel["hx-get"]).status_code == 204


@pytest.mark.settings(RECENT_POSTS=1)
def test_what_is_told_of_older_posts_has_an_edition_of_its_own(client, article):
    factories.live()
    asked = client.read("/recent?also=1").section["hx-get"]
    assert client.get(asked).status_code == 204
    article.take_down()
    assert client.get(asked).status_code == 200
    assert client.get(poll(client)).status_code == 204


def test_new_posts_are_counted_in_words_of_the_pages_language(client):
    head = client.read("/recent").select_one("#recent-posts-head")
    said = {name: words for name, words in head.attrs.items() if name.startswith("data-new-")}
    assert said == {
        "data-new-one": "{n} нова",
        "data-new-few": "{n} нові",
        "data-new-many": "{n} нових",
    }


@pytest.mark.settings(SITE_LANGUAGE="en")
def test_and_in_english(client):
    head = client.read("/recent").select_one("#recent-posts-head")
    assert (head["data-new-one"], head["data-new-other"]) == ("{n} new", "{n} new")
    assert "data-new-few" not in head.attrs


def test_before_the_first_story_the_list_says_so_and_polls(client):
    panel = client.read("/recent").select_one("section")
    assert "Ще нічого не опубліковано" in panel.text
    assert client.get(panel["hx-get"]).status_code == 204


def test_an_article_without_a_lede_is_told_by_how_its_text_begins(client):
    factories.live(lede="", body="Перші авто поїхали о шостій.\n\nДругий абзац.")
    excerpt = client.read("/recent").select_one(".recent__excerpt")
    assert excerpt.text.replace("\u00a0", " ") == "Перші авто поїхали о шостій. Другий абзац."


AGES = {
    "2026-11-24 14:00:59": ("щойно", "just now"),
    "2026-11-24 14:03": ("3 хв тому", "3 min ago"),
    "2026-11-24 14:12:59": ("12 хв тому", "12 min ago"),
    "2026-11-24 15:00": ("1 год тому", "1 h ago"),
    "2026-11-25 13:59": ("23 год тому", "23 h ago"),
    "2026-11-25 14:00": ("24 лист., 14:00", "24 Nov, 14:00"),
}


@pytest.mark.parametrize("moment", AGES)
def test_how_long_ago_is_right_without_a_script(client, colleague, article, at, moment):
    english = colleague(language="en")
    at(moment)
    time = client.read("/recent").select_one("time")
    assert time.text == AGES[moment][0]
    assert time["datetime"] == "2026-11-24T12:00:00Z"
    assert english.read("/desk/recent").select_one("time").text == AGES[moment][1]


@pytest.mark.parametrize(
    ("moment", "is_fresh"), [("2026-11-24 14:04:59", True), ("2026-11-24 14:05", False)]
)
def test_only_the_newest_is_fresh_and_for_five_minutes(client, article, at, moment, is_fresh):
    factories.live(since=kyiv("2026-11-24 13:59"))
    at(moment)
    fresh = ["data-fresh" in time.attrs for time in client.read("/recent").select("time")]
    assert fresh == [is_fresh, False]
