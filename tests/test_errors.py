"""Errors in words, in both languages, with a way on; and nothing that was typed is lost."""

import pytest
from flask import abort

from tests import factories

WORDS = {
    400: ("Ми не зрозуміли цього запиту", "We did not understand this request"),
    403: ("У вас немає на це права", "This is not yours to do"),
    404: ("Такої сторінки немає", "There is no such page"),
    405: ("Ця адреса працює інакше", "This address works differently"),
    410: ("Цей матеріал знято", "This article was taken down"),
    413: ("Це забагато за один раз", "This is too much at once"),
    415: ("Не вийшло", "This did not work"),
    429: ("Забагато запитів", "Too many requests"),
    500: ("У нас щось зламалося", "Something broke on our side"),
    502: ("У нас щось зламалося", "Something broke on our side"),
    503: ("Сервер перевантажено", "The newsroom is busy for a moment"),
}


def letters(text, first, last):
    return [letter for letter in text if first <= letter.lower() <= last]


@pytest.fixture
def broken(app):
    app.add_url_rule("/broken/<int:code>", view_func=abort)
    return app.test_client()


@pytest.mark.one_database
@pytest.mark.parametrize("code", WORDS)
@pytest.mark.settings(SITE_NAME="Плесо")
def test_every_error_is_a_page_in_ukrainian_words(broken, code):
    answer = broken.get(f"/broken/{code}")
    assert answer.status_code == code
    assert answer.soup.h1.text == WORDS[code][0]
    assert not letters(answer.soup.main.text, "a", "z")
    assert answer.soup.select_one("main a")["href"] == "/"
    assert f"Код {code}" in answer.soup.main.text


@pytest.mark.one_database
@pytest.mark.parametrize("code", WORDS)
@pytest.mark.settings(SITE_LANGUAGE="en", SITE_NAME="Pleso")
def test_every_error_is_a_page_in_english_words(broken, code):
    answer = broken.get(f"/broken/{code}")
    assert answer.soup.h1.text == WORDS[code][1]
    assert not letters(answer.text, "а", "я")


def test_an_error_of_the_desk_is_in_the_persons_language_and_leads_to_the_desk(client):
    factories.sign_in(client, factories.staff(language="en"))
    answer = client.get("/desk/articles/99")
    assert answer.status_code == 404
    assert answer.soup.html["lang"] == "en"
    assert answer.soup.select_one("main a")["href"] == "/desk/articles"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.one_database
def test_a_change_that_an_address_does_not_take_is_405_and_says_what_it_takes(client, method):
    answer = getattr(client, method)("/")
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_asking_for_the_head_answers_as_asking_for_the_page_without_its_body(client, at):
    article = factories.live(since=at("2026-11-24 14:02"))
    for url in ("/", f"/news/{article.slug}", "/recent", "/healthz", "/nothing"):
        page, head = client.get(url), client.head(url)
        assert (head.status_code, head.data) == (page.status_code, b"")
        for answer in (head, page):
            answer.headers.pop("Date", None)  # a second may pass between the two
            answer.headers.pop("X-Request-Id")
        assert dict(head.headers) == dict(page.headers), url


def test_asking_what_an_address_takes_is_answered(client):
    answer = client.options("/")
    assert answer.status_code == 200
    assert "GET" in answer.headers["Allow"]
    assert client.options("/nothing").status_code == 404


@pytest.mark.one_database
def test_a_body_far_too_large_is_413_in_words(app, client):
    factories.sign_in(client, factories.staff())
    huge = {
        "body": "я" * (app.config["MAX_CONTENT_LENGTH"] // 6 + 1)
    }  # six bytes a letter, encoded
    answer = client.post("/desk/articles", data=huge)
    assert answer.status_code == 413
    assert "Поверніться, де він лишився, і поділіть його." in answer.text


def test_a_text_somewhat_too_long_is_refused_beside_its_field_and_stays(client):
    factories.sign_in(client, factories.staff())
    page = client.read("/desk/articles/new")
    answer = client.press(page, "Зберегти", headline="Міст", body="я" * 600_000)
    assert answer.status_code == 422
    assert "Скоротіть на 400" in answer.soup.select_one("#body-error").text
    assert len(answer.soup.select_one("textarea[name=body]").text.strip()) == 600_000


@pytest.mark.one_database
def test_a_text_far_too_long_is_refused_before_anything_looks_at_it(client, monkeypatch):
    looked_at = []
    for name in ("fields.tidy", "fields.tidy_line", "fields.from_typed"):
        monkeypatch.setattr(f"newsroom.{name}", lambda text: looked_at.append(len(text)) or text)
    factories.sign_in(client, factories.staff())
    page = client.read("/desk/articles/new")
    typed = {"headline": "Міст " * 5000, "body": "я" * 1_200_000}
    answer = client.press(page, "Зберегти", **typed)
    assert answer.status_code == 422
    assert max(looked_at) < 100
    assert "Скоротіть на 24" in answer.soup.select_one("#headline-error").text
    for name, text in typed.items():
        assert answer.soup.select_one(f"textarea[name={name}]").text.strip() == text.strip()


def test_words_to_find_are_no_longer_than_a_headline(client):
    factories.sign_in(client, factories.staff())
    assert client.get("/desk/articles", query_string={"q": "я" * 60_000}).status_code == 200


# Under htmx the page with the text stays as it is: a refusal goes beside it.


@pytest.mark.parametrize("code", [400, 403, 410, 413, 429])
@pytest.mark.one_database
def test_htmx_gets_a_refusal_beside_the_text_and_no_page(app, client, code):
    app.add_url_rule("/desk/broken/<int:code>", view_func=abort)
    factories.sign_in(client, factories.staff())
    answer = client.get(f"/desk/broken/{code}", headers={"HX-Request": "true"})
    assert answer.status_code == code
    assert not answer.soup.html
    assert WORDS[code][0] in answer.text
    assert answer.headers["HX-Retarget"] == "#session-notice"
    assert answer.soup.select_one(answer.headers["HX-Reselect"])
