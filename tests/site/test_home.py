"""The front page: one story leads, three stand beside it, the rest is in sections."""

from datetime import timedelta

import pytest

from newsroom import clock
from tests import factories


def words(tag):
    """The text as it is read, whichever kind of space stands between its words."""
    return " ".join(tag.text.split())


def headlines(part):
    return [words(link) for link in part.select("h2 a, h3 a") if "/news/" in link["href"]]


@pytest.fixture
def publish(app):
    """Publish ``headline`` so many minutes ago."""

    def put_out(headline, minutes, category=None):
        since = clock.now() - timedelta(minutes=minutes)
        return factories.live(
            headline=headline, since=since, category_id=category.id if category else None
        )

    return put_out


def test_the_newest_leads_and_three_more_stand_beside_it(client, publish):
    for number in range(6):
        publish(f"Новина {number}", minutes=number)
    page = client.read("/")
    assert headlines(page.select_one(".lead")) == ["Новина 0"]
    assert headlines(page.select_one(".seconds")) == ["Новина 1", "Новина 2", "Новина 3"]


def test_the_lead_tells_how_it_begins(client):
    factories.live(headline="Міст", lede="Рух відновлено сьогодні зранку.")
    assert words(client.read("/").select_one(".lead__lede")) == "Рух відновлено сьогодні зранку."


def test_every_category_with_more_to_show_has_a_section_in_the_papers_order(client, publish):
    sport, town, empty = (factories.category(name) for name in ("Спорт", "Місто", "Порожня"))
    for number in range(7):
        publish(f"Місто {number}", minutes=10 + number, category=town)
        publish(f"Спорт {number}", minutes=100 + number, category=sport)
    page = client.read("/")
    sections = page.select("section.section")
    assert [words(section.h2) for section in sections] == ["Спорт", "Місто"]
    assert headlines(sections[0]) == ["Спорт 0", "Спорт 1", "Спорт 2", "Спорт 3"]
    assert headlines(sections[1]) == ["Місто 4", "Місто 5", "Місто 6"]
    assert [section.select_one(".section__head a")["href"] for section in sections] == [
        f"/categories/{sport.slug}",
        f"/categories/{town.slug}",
    ]
    assert empty.name in page.select_one(".masthead__nav").text


def test_no_story_stands_twice_in_the_news(client, publish):
    town = factories.category("Місто")
    for number in range(12):
        publish(f"Новина {number}", minutes=number, category=town if number % 2 else None)
    found = headlines(client.read("/").main)
    assert len(found) == len(set(found)) == 8


def test_only_what_is_live_is_on_the_front_page(client):
    town = factories.category("Місто")
    factories.draft(headline="Чернетка", category_id=town.id)
    factories.scheduled(
        clock.now() + timedelta(hours=1), headline="Заплановане", category_id=town.id
    )
    factories.taken_down(headline="Зняте", category_id=town.id)
    factories.live(headline="Живе", category_id=town.id)
    assert headlines(client.read("/")) == ["Живе", "Живе"]  # in the news and in the recent posts


def test_a_scheduled_story_is_there_when_its_time_comes(client, at):
    now = at("2026-11-24 14:02")
    factories.scheduled(now + timedelta(minutes=5), headline="Заплановане")
    assert headlines(client.read("/")) == []
    at(now + timedelta(minutes=5))
    assert headlines(client.read("/").select_one(".lead")) == ["Заплановане"]


def test_an_empty_newsroom_says_what_will_appear(client):
    page = client.read("/")
    assert "Ще нічого не опубліковано." in page.main.text
    assert "Ще нічого не опубліковано." in page.select_one("#recent-posts").text
    assert not page.select(".lead, .section, .dateline, .days")


def test_the_page_says_of_which_day_and_hour_it_is(client, at):
    factories.live(since=at("2026-11-24 14:02"))
    assert words(client.read("/").select_one(".dateline")) == (
        "24 листопада 2026 Оновлено о 14:02 за Києвом"
    )


def test_what_is_not_on_top_stands_by_day_with_its_hour(client, publish, at):
    at("2026-11-24 02:00")
    for number in range(9):
        publish(f"Новина {number}", minutes=number * 25)
    page = client.read("/")
    days = {words(day.h3): day.h3.a["href"] for day in page.select(".day")}
    assert days == {"Сьогодні": "/archive/2026-11-24", "23 листопада 2026": "/archive/2026-11-23"}
    assert [words(line) for line in page.select(".line")] == [
        "00:20 Новина 4",
        "23:55 Новина 5",
        "23:30 Новина 6",
        "23:05 Новина 7",
        "22:40 Новина 8",
    ]
    assert page.select_one(".dateline a")["href"] == "/archive/2026-11-24"


@pytest.mark.settings(
    SITE_NAME="Плесо", SITE_TAGLINE="Газета Білоріччя", BASE_URL="https://p.example"
)
def test_the_paper_calls_itself_by_its_name(client):
    page = client.read("/")
    assert words(page.select_one(".masthead__name")) == "Плесо Газета Білоріччя"
    assert page.title.text == "Плесо – Газета Білоріччя"
    assert page.select_one("link[rel=canonical]")["href"] == "https://p.example/"


@pytest.mark.settings(SITE_LANGUAGE="en", SITE_NAME="Pleso")
def test_an_english_site_speaks_english(client):
    town = factories.category("Town")
    for number in range(5):
        since = clock.now() - timedelta(minutes=7 - number)
        factories.live(headline="Story", lede="It began.", since=since, category_id=town.id)
    page = client.read("/")
    assert page.html["lang"] == "en"
    assert words(page.select_one(".lead time")) == "3 min ago"
    assert words(page.select_one("#recent-posts h2")) == "Recent posts"
    assert not [letter for letter in page.text if "а" <= letter.lower() <= "я"]


def test_a_section_costs_no_query_of_its_own(client, publish):
    """The client allows six statements a page."""
    for number in range(15):
        category = factories.category(f"Рубрика {number}")
        publish(f"Новина {number}", minutes=number, category=category)
    assert len(client.read("/").select("section.section")) == 11
