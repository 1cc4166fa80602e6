"""The library: what was taken in, newest first, found by words, agency, days and licence."""

from datetime import date, timedelta
from io import BytesIO

import pytest

from newsroom import clock
from newsroom.photos.models import PhotoStatus
from tests import factories
from tests.photos import pictures


def names(page):
    return [card["id"].removeprefix("photo-") for card in page.select(".card")]


def shown(client, **asked):
    return names(client.read("/desk/photos", query_string=asked))


def test_an_empty_library_says_what_will_stand_there(reporter):
    page = reporter.read("/desk/photos")
    assert page.select_one("#photos h2").text == "Тут ще немає жодного фото"
    assert not page.select(".shelf")


def test_the_newest_stand_first_in_pages(reporter, monkeypatch):
    monkeypatch.setattr("newsroom.library.views.PAGE", 2)
    made = [factories.photo().name for _ in range(5)]
    page = reporter.read("/desk/photos")
    seen = names(page)
    while older := page.select_one("a[rel=next]"):
        page = reporter.read(older["href"])
        seen += names(page)
    assert seen == made[::-1]


def test_they_are_found_by_words_of_caption_credit_and_alt(reporter):
    bridge = factories.photo(caption="Тихий Міст уночі", alt="Ліхтарі", author="Ія Ґанжа").name
    river = factories.photo(caption="Річка", alt="Міст здалеку", agency="Reuters").name
    assert shown(reporter, q="міст") == [river, bridge]
    assert shown(reporter, q=" уночі  ТИХИЙ ") == [bridge]
    assert shown(reporter, q="ґанжа") == [bridge]
    assert shown(reporter, q="reut") == [river]
    assert shown(reporter, q="міст reuters ліхтарі") == []
    assert shown(reporter, q="100%") == shown(reporter, q="_") == []


def test_agency_days_and_licence_narrow_it(reporter):
    old = clock.now() - timedelta(days=40)
    a = factories.photo(agency="Reuters", created_at=old).name
    b = factories.photo(agency="AFP", licence_until=date(2020, 1, 1)).name
    lately = (clock.now() - timedelta(days=7)).date().isoformat()
    assert shown(reporter, agency="Reuters") == [a]
    assert shown(reporter, since=lately) == [b]
    assert shown(reporter, until=lately) == [a]
    assert shown(reporter, licence="over") == [b]
    assert shown(reporter, agency="Reuters", licence="over") == []
    page = reporter.read("/desk/photos?agency=Reuters")
    assert page.select_one("#agency option[selected]").text == "Reuters"
    assert page.find("a", string="Показати всі")["href"] == "/desk/photos"


def test_the_next_page_keeps_what_was_asked(reporter, monkeypatch):
    monkeypatch.setattr("newsroom.library.views.PAGE", 1)
    for _ in range(3):
        factories.photo(agency="Reuters")
    factories.photo(agency="AFP")
    page = reporter.read("/desk/photos", query_string={"agency": "Reuters", "q": "човен"})
    for _ in range(2):
        page = reporter.read(page.select_one("a[rel=next]")["href"])
    assert len(names(page)) == 1
    assert not page.select("a[rel=next]")


@pytest.mark.parametrize(
    "query", ["since=ні", "until=9999-12-31", "since=0001-01-01", "agency=" + "x" * 900, "q=%25%25"]
)
def test_what_makes_no_sense_is_no_trouble(reporter, query):
    factories.photo()
    reporter.read(f"/desk/photos?{query}")


def test_a_broken_place_is_a_page_that_does_not_exist(reporter):
    assert reporter.get("/desk/photos?before=x").status_code == 404


def test_a_card_says_what_is_missing(reporter):
    factories.photo(author="", agency="", alt="", caption="Без нічого")
    text = reporter.read("/desk/photos").select_one(".card").text
    assert "Немає ні автора, ні агенції" in text
    assert "Немає опису для тих, хто не бачить" in text
    factories.photo(alt="", is_decorative=True, caption="Узор")
    text = reporter.read("/desk/photos", query_string={"q": "узор"}).select_one(".card").text
    assert "Немає" not in text


def test_files_go_up_without_a_script_and_a_waiting_card_asks_again(reporter):
    page = reporter.read("/desk/photos")
    first = (BytesIO(pictures.jpeg((410, 300))), "mist.jpg")
    second = (BytesIO(pictures.jpeg((500, 300))), "r.jpg")
    answer = reporter.press(page, "Завантажити", photo=[first, second])
    assert "mist.jpg, r.jpg" in answer.text
    cards = answer.soup.select(".card")
    assert len(cards) == 2
    assert all("Готується" in card.text for card in cards)
    assert cards[0]["hx-trigger"] == "every 2s"
    again = reporter.read(cards[0]["hx-get"]).select_one(".card")
    assert again["id"] == cards[0]["id"]


def test_a_refused_one_says_why_and_asks_no_more(reporter):
    photo = factories.photo(status=PhotoStatus.REFUSED, refused_why="svg")
    card = reporter.read("/desk/photos").select_one(f"#photo-{photo.name}")
    assert "SVG" in card.text
    assert not card.get("hx-get")


def test_a_page_of_twenty_asks_no_more_than_a_page_of_one(reporter, statements):
    def asked():
        reporter.read("/desk/photos")
        statements.clear()
        reporter.read("/desk/photos")
        return len(statements)

    factories.photo()
    one = asked()
    for _ in range(19):
        factories.photo()
    assert asked() == one


def test_a_card_says_in_how_many_live_articles_it_is(reporter):
    photo = factories.photo(alt="Човен")
    body = f'<p>Текст</p><figure data-photo="{photo.name}"></figure>'
    factories.live(body=body)
    factories.live(body="<p>Текст</p>", lead_photo=photo.name)
    factories.draft(body=body)
    factories.taken_down(body=body)
    assert "у 2 опублікованих матеріалах" in reporter.read("/desk/photos").select_one(".card").text
