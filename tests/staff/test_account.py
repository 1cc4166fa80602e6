"""One's own account: the language of the desk, the password."""

import pytest

from tests import factories
from tests.factories import PASSWORD

NEW = "нова хвиля біля причалу"


@pytest.fixture
def person(app):
    return factories.staff()


@pytest.fixture
def own(client, person):
    return factories.sign_in(client, person)


def change_password(client, current=PASSWORD, new=NEW):
    page = client.read("/desk/account")
    return client.press(page, "Змінити пароль", current=current, new=new)


def enter(client, person, password):
    return client.press(client.read("/sign-in"), "Увійти", email=person.email, password=password)


def test_the_desk_speaks_the_language_that_was_chosen(own):
    answer = own.press(own.read("/desk/account"), "Змінити", language="English")
    assert answer.soup.html["lang"] == "en"
    assert "The desk now speaks this language." in answer.text
    board = own.read("/desk/articles")
    assert board.h1.text == "Articles"
    answer = own.press(own.read("/desk/account"), "Change", language="Українська")
    assert answer.soup.html["lang"] == "uk"


def test_the_language_is_one_persons_and_the_site_keeps_its_own(app, own, client):
    own.press(own.read("/desk/account"), "Змінити", language="en")
    assert own.read("/").html["lang"] == "uk"
    other = factories.sign_in(app.test_client(), factories.staff())
    assert other.read("/desk/articles").html["lang"] == "uk"


@pytest.mark.settings(SITE_LANGUAGE="en")
def test_the_desk_speaks_the_sites_language_until_another_is_chosen(client):
    person = factories.staff(language=None)
    page = client.read("/sign-in")
    answer = client.press(page, "Sign in", email=person.email, password=PASSWORD)
    assert answer.soup.html["lang"] == "en"


def test_a_language_that_is_not_offered_is_refused_in_words(own, person):
    token = own.read("/desk/account").select_one("input[name=csrf_token]")["value"]
    sent = {"csrf_token": token, "language": "xx"}
    answer = own.post("/desk/account/language", data=sent)
    assert answer.status_code == 422
    assert answer.soup.select_one("#language-field-error")
    assert person.language is None


def test_a_new_password_opens_the_desk_and_the_old_one_does_not(app, own, person):
    answer = change_password(own)
    assert "Пароль змінено" in answer.text
    assert enter(app.test_client(), person, PASSWORD).status_code == 422
    assert enter(app.test_client(), person, NEW).request.path == "/desk/articles"


def test_a_new_password_signs_out_all_other_devices_but_not_this_one(app, own, person):
    phone = factories.sign_in(app.test_client(), person)
    kept = own.get_cookie("newsroom").value
    change_password(own)
    assert own.get("/desk/articles").status_code == 200
    assert phone.get("/desk/articles").status_code == 302
    thief = app.test_client()
    thief.set_cookie("newsroom", kept)
    assert thief.get("/desk/articles").status_code == 302


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("current", "new", "sentence"),
    [
        ("", NEW, "Введіть теперішній пароль"),
        ("не той пароль", NEW, "Це не ваш теперішній пароль"),
        (PASSWORD, "", "Введіть новий пароль"),
        (PASSWORD, "короткий", "Виберіть довший пароль: щонайменше 10 знаків"),
        (PASSWORD, "абабабабабаб", "Виберіть пароль, у якому більше різних знаків"),
        (PASSWORD, "дуже довгий " * 100, "Виберіть коротший пароль: щонайбільше 1000 знаків"),
    ],
)
def test_a_password_is_refused_beside_its_field_and_nothing_changes(
    own, person, current, new, sentence
):
    answer = change_password(own, current, new)
    assert answer.status_code == 422
    assert sentence in [error.text for error in answer.soup.select(".field__error")]
    assert own.get("/desk/articles").status_code == 200
    factories.sign_in(own, person)


def test_passwords_never_come_back_in_the_page(own):
    answer = change_password(own, "не той пароль", NEW)
    assert "не той пароль" not in answer.text
    assert NEW not in answer.text
