"""Breaking news: one live article in the strip over every page for readers, for a set time."""

from datetime import timedelta
from threading import Thread

import pytest
from sqlalchemy import select

from newsroom import clock
from newsroom.articles.breaking import Pin
from newsroom.database import db
from tests import factories
from tests.articles.desk import UPDATE, address
from tests.articles.test_recent import TAKE_DOWN, poll

PUT, REPLACE, CHANGE = "Поставити у плашку", "Замінити новину у плашці", "Змінити плашку"
OUT = "Зняти з плашки"


@pytest.fixture(autouse=True)
def now(at):
    return at("2026-11-24 14:00")


@pytest.fixture
def article():
    return factories.live(headline="Міст відкрили")


def breaking(article):
    return f"{address(article)}/breaking"


def strip(client, url="/"):
    """What the strip says there; None where there is none."""
    link = client.read(url).select_one("#breaking a")
    return link and link.text.replace("\u00a0", " ")


def test_an_editor_puts_an_article_in_the_strip_of_every_page(client, editor, article):
    category = factories.category("Місто")
    other = factories.live(category_id=category.id)
    answer = editor.press(editor.read(breaking(article)), PUT)
    assert "У плашці до 15:00." in answer.text
    for url in ("/", "/categories/misto", f"/news/{other.slug}", f"/news/{article.slug}"):
        assert strip(client, url) == "Міст відкрили"
        assert client.read(url).select_one("#breaking a")["href"] == f"/news/{article.slug}"


@pytest.mark.parametrize(
    ("stays", "there", "gone"),
    [
        ("30 хвилин", "14:29:59", "14:30"),
        ("1 година", "14:59:59", "15:00"),
        ("2 години", "15:59:59", "16:00"),
        ("12 годин", "23:59", "02:00"),
    ],
)
def test_it_ends_by_itself(client, editor, article, at, stays, there, gone):
    editor.press(editor.read(breaking(article)), PUT, stays=stays)
    at(f"2026-11-24 {there}")
    assert strip(client)
    at(f"2026-11-2{5 if gone < '14' else 4} {gone}")
    assert strip(client) is None


def test_its_text_can_be_shorter_than_the_headline(client, editor, article):
    editor.press(editor.read(breaking(article)), PUT, text="Міст!")
    assert strip(client) == "Міст!"


@pytest.mark.parametrize("text", ["Міст відкрили", ""])
def test_the_headline_in_the_strip_follows_the_article(client, editor, article, text):
    editor.press(editor.read(breaking(article)), PUT, text=text)
    editor.press(editor.read(address(article)), UPDATE, headline="Міст закрили")
    assert strip(client) == "Міст закрили"


def test_it_can_be_taken_out(client, editor, article):
    page = editor.press(editor.read(breaking(article)), PUT)
    page = editor.press(page, OUT)
    assert "У плашці тепер немає термінової новини." in page.text
    assert strip(client) is None
    assert not page.soup.select("#in-strip")


def test_who_takes_out_what_was_replaced_is_told_what_is_there(client, editor, article):
    other = factories.live(headline="Дощ")
    page = editor.press(editor.read(breaking(article)), PUT)
    editor.press(editor.read(breaking(other)), REPLACE)
    page = editor.press(page, OUT)
    assert "У плашці вже інша новина: «Дощ»." in page.text
    assert "немає термінової новини" not in page.text
    assert strip(client) == "Дощ"


def test_taking_out_leaves_none_of_several(client, editor, article):
    """Two could be put in at once, before the strip was kept for one at a time."""
    until = clock.now() + timedelta(hours=1)
    db.session.add_all([Pin(article_id=article.id, text=text, ends_at=until) for text in "аб"])
    db.session.commit()
    editor.press(editor.read(breaking(article)), OUT)
    assert strip(client) is None


def test_of_two_who_put_news_in_at_once_one_is_asked(editor, article):
    """The second waits for the first, and finds what that one did."""
    page, answers = editor.read(breaking(factories.live(headline="Дощ"))), []
    second = Thread(target=lambda: answers.append(editor.press(page, PUT).status_code))
    Pin.put(db.session, article, "", timedelta(hours=1), by=None)
    db.session.flush()
    second.start()
    second.join(timeout=0.5)
    db.session.commit()
    second.join()
    assert answers == [422]


def test_what_is_taken_down_is_in_no_strip(client, editor, article):
    editor.press(editor.read(breaking(article)), PUT)
    editor.press(editor.read(address(article)), TAKE_DOWN)
    assert strip(client) is None


@pytest.mark.parametrize("state", ["draft", "scheduled", "taken_down"])
def test_only_what_readers_see_can_be_put_in(client, editor, article, state):
    moment = {"at": clock.now() + timedelta(hours=1)} if state == "scheduled" else {}
    hidden = getattr(factories, state)(**moment)
    page = editor.read(breaking(hidden))
    assert "Читачі не бачать цього матеріалу" in page.text
    assert not page.select("#put-in")
    token = editor.read(breaking(article)).select_one("[name=csrf_token]")["value"]
    answer = editor.post(breaking(hidden), data={"csrf_token": token, "stays": "60"})
    assert answer.status_code == 422
    assert "Читачі не бачать цього матеріалу" in answer.text
    assert strip(client) is None


def test_another_replaces_it_after_asking(client, editor, article):
    other = factories.live(headline="Дощ")
    editor.press(editor.read(breaking(article)), PUT)
    page = editor.read(breaking(other))
    assert "«Міст відкрили» – до 15:00" in page.select_one("#in-strip").text
    editor.press(page, REPLACE)
    assert strip(client) == "Дощ"
    assert db.session.scalars(select(Pin).where(Pin.ends_at > clock.now())).one().text == ""


def test_who_was_not_asked_about_it_is_asked_now(client, editor, colleague, article):
    other, colleague = factories.live(headline="Дощ"), colleague("chief")
    page = editor.read(breaking(other))
    colleague.press(colleague.read(breaking(article)), PUT)
    answer = editor.press(page, PUT, text="Злива", stays="2 години")
    assert answer.status_code == 422
    assert "Тим часом у плашку поставили іншу новину" in answer.text
    assert strip(client) == "Міст відкрили"
    editor.press(answer, REPLACE)
    assert strip(client) == "Злива"


def test_it_is_changed_where_it_was_put(client, editor, article):
    page = editor.press(editor.read(breaking(article)), PUT, text="Міст!")
    assert page.soup.select_one("[name=text]")["value"] == "Міст!"
    editor.press(page, CHANGE, text="Міст!!")
    assert strip(client) == "Міст!!"


def test_what_is_wrong_is_said_and_what_was_typed_stays(editor, article):
    page = editor.read(breaking(article))
    answer = editor.press(page, PUT, text="М" * 121)
    assert answer.status_code == 422
    assert "Скоротіть" in answer.text
    assert answer.soup.select_one("[name=text]")["value"] == "М" * 121
    page.select_one("[name=stays][checked]")["value"] = "600000"
    assert editor.press(page, PUT, text="Міст").status_code == 422


def test_a_headline_too_long_for_the_strip_has_to_be_shortened(client, editor):
    article = factories.live(headline="Міст " * 30)
    answer = editor.press(editor.read(breaking(article)), PUT, text="")
    assert answer.status_code == 422
    assert "Заголовок задовгий для плашки" in answer.text
    assert strip(client) is None


def test_the_strip_is_a_part_of_the_edition(client, editor, article):
    asked = poll(client)
    editor.press(editor.read(breaking(article)), PUT)
    answer = client.get(asked)
    assert answer.soup.select_one("#breaking[hx-swap-oob] a").text == "Міст відкрили"
    asked = answer.soup.section["hx-get"]
    assert client.get(asked).status_code == 204
    db.session.scalars(select(Pin)).one().end()
    answer = client.get(asked)
    assert answer.soup.select_one("#breaking").text.strip() == ""


def test_neither_the_desk_nor_a_widget_has_a_strip(client, editor, article):
    partner, asked = factories.partner(), poll(editor, "/desk/recent")
    editor.press(editor.read(breaking(article)), PUT)
    assert editor.get(asked).status_code == 204
    for page in (client.read(f"/widget/{partner.key}"), editor.read("/desk/articles")):
        assert not page.select("#breaking")


def test_the_board_says_what_is_in_the_strip_and_leads_there(editor, article):
    row = editor.read("/desk/articles").select_one(f"#article-{article.id}")
    assert row.select_one(f"a[href='{breaking(article)}']")
    editor.press(editor.read(breaking(article)), PUT)
    row = editor.read("/desk/articles").select_one(f"#article-{article.id}")
    assert "у плашці до 15:00" in row.text


def test_the_article_leads_there_and_a_reporter_has_no_such_way(editor, reporter):
    article = factories.live(by=reporter.person)
    link = f"a[href='{breaking(article)}']"
    assert editor.read(address(article)).select(link)
    for page in (address(article), "/desk/articles"):
        assert not reporter.read(page).select(link)


def test_an_unknown_pin_is_not_there(editor, article):
    token = editor.read(breaking(article)).select_one("[name=csrf_token]")["value"]
    for number in (1, 2**31, 2**40):
        answer = editor.post(f"/desk/pins/{number}/end", data={"csrf_token": token})
        assert answer.status_code == 404


def test_with_nothing_published_there_is_no_strip_and_no_fault(client):
    assert strip(client) is None
