"""What was posted is carried across a sign-in or an old token, and sent again whole."""

import json

import pytest
from sqlalchemy import delete, select

from newsroom import carried
from newsroom.articles.models import Revision
from newsroom.database import db
from newsroom.staff.models import StaffSession
from tests import factories
from tests.factories import PASSWORD

TYPED = {
    "headline": "Міст «Лівий» – 100 % & <готовий>",
    "lede": 'Рух "відновлено" о 5\u00a0ранку.',
    "body": "  Перший абзац\nу два рядки.\n\n\n<b>Другий</b> & {{ 7*7 }}\n\t"
    "\U0001f469\u200d\U0001f467 з відступом  ",
    "source_url": "https://example.org/?a=1&b=2#c",
    "note": "примітка",
}


@pytest.fixture
def person(app):
    return factories.staff()


@pytest.fixture
def own(client, person):
    return factories.sign_in(client, person)


@pytest.fixture
def editor(own):
    return own.read("/desk/articles/new")


def end_sessions():
    db.session.execute(delete(StaffSession))


def enter(client, page, person, password=PASSWORD):
    return client.press(page, "Увійти", email=person.email, password=password)


def fields(page):
    """What the page would send, as a browser reads it."""
    return [(field["name"], field["value"]) for field in page.select("input[type=hidden]")]


def saved():
    return db.session.scalars(select(Revision)).one_or_none()


def test_a_save_without_a_session_is_kept_until_the_sign_in_and_goes_through(own, editor, person):
    end_sessions()
    refused = own.press(editor, "Зберегти", **TYPED)
    assert refused.status_code == 401
    assert "Набране вами збережено тут" in refused.text
    offered = enter(own, refused, person)
    assert offered.soup.h1.text == "Ваш текст цілий"
    sent = dict(fields(offered.soup))
    assert {name: sent[name] for name in TYPED} == {
        name: text.replace("\n", "\r\n") for name, text in TYPED.items()
    }
    assert own.press(offered, "Надіслати ще раз").request.path.startswith("/desk/articles/")
    kept = saved()
    assert kept.headline == TYPED["headline"]
    assert kept.lede == TYPED["lede"]
    assert kept.source_url == TYPED["source_url"]


def test_what_arrives_after_the_sign_in_is_what_a_save_would_have_kept(app, own, editor, person):
    direct = own.press(editor, "Зберегти", **TYPED).request.path
    other = own.read("/desk/articles/new")
    end_sessions()
    offered = enter(own, own.press(other, "Зберегти", **TYPED), person)
    carried_over = own.press(offered, "Надіслати ще раз").request.path
    one, two = (
        own.read(path).select_one("textarea[name=body]").text for path in (direct, carried_over)
    )
    assert direct != carried_over
    assert one == two


def test_a_wrong_password_on_the_way_loses_nothing(own, editor, person):
    end_sessions()
    page = own.press(editor, "Зберегти", **TYPED)
    for _ in range(2):
        page = enter(own, page, person, "не той пароль")
        assert page.status_code == 422
    offered = enter(own, page, person)
    own.press(offered, "Надіслати ще раз")
    assert saved().headline == TYPED["headline"]


def test_nothing_is_sent_again_without_a_press(own, editor, person):
    end_sessions()
    enter(own, own.press(editor, "Зберегти", **TYPED), person)
    assert saved() is None


def test_a_publication_without_a_session_is_carried_to_its_own_address(own, person):
    article = factories.draft(person)
    page = own.read(f"/desk/articles/{article.id}")
    publish = page.select_one("#publish")["formaction"]
    data = {"csrf_token": page.select_one("[name=csrf_token]")["value"], "headline": "Нове"}
    end_sessions()
    offered = enter(own, own.post(publish, data=data), person)
    assert offered.soup.select_one("form")["action"] == publish


def test_several_values_of_one_field_all_stay():
    kept = carried.Carried("/desk", [("a", "1"), ("a", "2"), ("b", "")])
    packed = json.dumps({"action": kept.action, "fields": kept.fields})
    assert carried.unpack(packed) == kept


def test_an_old_token_is_answered_with_the_text_and_a_new_one(own, editor, person):
    factories.sign_in(own, person)
    refused = own.press(editor, "Зберегти", **TYPED)
    assert refused.status_code == 400
    assert "Цю сторінку відкрито ще до вашого останнього входу." in refused.text
    assert TYPED["headline"] in refused.soup.select_one(".calm__kept").text
    own.press(refused, "Надіслати ще раз")
    assert saved().headline == TYPED["headline"]


@pytest.mark.parametrize("token", [None, "", "x", "IjEyMyI.aaaaaa.bbbbbbbbbbbbbb"])
def test_a_form_without_a_good_token_is_offered_again_not_taken(own, token):
    data = TYPED | ({} if token is None else {"csrf_token": token})
    answer = own.post("/desk/articles", data=data)
    assert answer.status_code == 400
    assert dict(fields(answer.soup))["body"] == TYPED["body"]
    assert saved() is None


@pytest.mark.one_database
@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "something-new"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost.evil.example"},
    ],
)
@pytest.mark.parametrize("is_dead", [False, True], ids=["signed in", "session over"])
def test_a_form_from_another_site_is_never_offered(own, editor, headers, is_dead):
    data = TYPED | {"csrf_token": editor.select_one("[name=csrf_token]")["value"]}
    if is_dead:
        end_sessions()
    answer = own.post("/desk/articles", data=data, headers=headers)
    assert answer.status_code == 403
    assert "Лівий" not in answer.text
    assert saved() is None


@pytest.mark.parametrize(
    "headers", [{}, {"Sec-Fetch-Site": "none"}, {"Origin": "http://localhost"}]
)
def test_our_own_form_is_taken_from_any_browser(own, editor, headers):
    data = TYPED | {"csrf_token": editor.select_one("[name=csrf_token]")["value"]}
    assert own.post("/desk/articles", data=data, headers=headers).status_code == 303


def test_a_password_is_never_carried(own, person, client):
    page = own.read("/desk/account")
    factories.sign_in(own, person)
    answer = own.press(page, "Змінити пароль", current=PASSWORD, new="нова хвиля біля причалу")
    assert answer.status_code == 400
    assert PASSWORD not in answer.text
    assert "нова хвиля" not in answer.text
