"""Guessing passwords is slowed down, and no stranger's guesses lock a colleague out."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from newsroom import clock
from newsroom.database import db
from newsroom.staff import attempts, models
from tests import factories
from tests.factories import PASSWORD

TOO_MANY = "Забагато спроб. Зачекайте чверть години й спробуйте ще раз"
HOME, ELSEWHERE = "203.0.113.7", "198.51.100.20"


@pytest.fixture(autouse=True)
def quick_checks(monkeypatch):
    """Here the number of checks counts, not how long each takes."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(models, "hasher", quick)
    monkeypatch.setattr(models, "nobodys_hash", lambda: quick.hash("nobody's"))


@pytest.fixture
def visitor(app):
    """Somebody's browser at an address."""

    def arrive(address=HOME):
        client = app.test_client()
        client.environ_base["REMOTE_ADDR"] = address
        return client

    return arrive


def try_in(client, email, password="не той пароль", times=1):
    page = client.read("/sign-in")
    for _ in range(times):
        answer = client.press(page, "Увійти", email=email, password=password)
    return answer


def try_elsewhere(visitor, email, times):
    """Each try from another address, as a botnet's."""
    for number in range(times):
        answer = try_in(visitor(f"198.51.{number // 250}.{number % 250}"), email)
    return answer


def use_up(client, email, limit=attempts.PER_ACCOUNT_AND_ADDRESS):
    assert try_in(client, email, times=limit).status_code == 422
    assert try_in(client, email).status_code == 429


def test_too_many_tries_are_refused_in_words_and_say_when_to_come_back(visitor):
    stranger, person = visitor(), factories.staff()
    use_up(stranger, person.email)
    answer = try_in(stranger, person.email, PASSWORD)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "900"
    assert TOO_MANY in answer.soup.select_one(".field__error").text


def test_an_unknown_account_is_refused_after_as_many(visitor):
    use_up(visitor(), "nobody@example.org")


def test_an_e_mail_written_otherwise_is_the_same_account(visitor):
    stranger = visitor()
    try_in(stranger, "olena@example.org", times=attempts.PER_ACCOUNT_AND_ADDRESS)
    assert try_in(stranger, " OLENA@example.org ").status_code == 429


def test_the_way_in_is_open_again_when_the_window_has_passed(visitor, at):
    stranger, person = visitor(), factories.staff()
    start = at(clock.now())
    use_up(stranger, person.email)
    at(start + attempts.WINDOW - timedelta(seconds=1))
    assert try_in(stranger, person.email, PASSWORD).status_code == 429
    at(start + attempts.WINDOW + timedelta(seconds=1))
    assert try_in(stranger, person.email, PASSWORD).status_code == 200


def test_asking_while_refused_does_not_make_the_wait_longer(visitor, at):
    stranger, person = visitor(), factories.staff()
    start = at(clock.now())
    use_up(stranger, person.email)
    at(start + timedelta(minutes=14))
    assert try_in(stranger, person.email, times=20).status_code == 429
    at(start + attempts.WINDOW + timedelta(seconds=1))
    assert try_in(stranger, person.email, PASSWORD).status_code == 200


def test_a_colleague_at_another_address_is_not_locked_out(visitor):
    person = factories.staff()
    use_up(visitor(), person.email)
    assert try_in(visitor(ELSEWHERE), person.email, PASSWORD).status_code == 200


def test_a_colleague_whose_browser_is_known_is_not_locked_out_beside_the_stranger(visitor):
    person, own = factories.staff(), visitor()
    factories.sign_in(own, person)
    use_up(visitor(), person.email)
    assert try_in(own, person.email, PASSWORD).status_code == 200


def test_a_colleague_whose_browser_is_known_is_not_locked_out_by_strangers_everywhere(
    visitor, monkeypatch
):
    monkeypatch.setattr(attempts, "PER_ACCOUNT", 8)
    person, own = factories.staff(), visitor()
    factories.sign_in(own, person)
    assert try_elsewhere(visitor, person.email, 8).status_code == 422
    use_up(visitor("192.0.2.1"), person.email, attempts.PER_ADDRESS_UNDER_SIEGE)
    assert try_in(own, person.email, PASSWORD).status_code == 200


@pytest.mark.parametrize("slips", [0, 1])
def test_a_colleague_with_a_new_browser_gets_in_while_strangers_try_everywhere(
    visitor, monkeypatch, slips
):
    monkeypatch.setattr(attempts, "PER_ACCOUNT", 8)
    person, new = factories.staff(), visitor("2001:db8::1")
    try_elsewhere(visitor, person.email, 8)
    if slips:
        try_in(new, person.email, times=slips)
    assert try_in(new, person.email, PASSWORD).status_code == 200


def test_each_known_browser_is_counted_by_itself(visitor):
    person, stolen, own = factories.staff(), visitor(), visitor()
    factories.sign_in(stolen, person)
    factories.sign_in(own, person)
    use_up(stolen, person.email, attempts.PER_KNOWN_DEVICE)
    assert try_in(own, person.email, PASSWORD).status_code == 200


def test_a_browser_is_still_known_where_a_former_secret_is_still_good(app, visitor):
    person, own = factories.staff(), visitor()
    factories.sign_in(own, person)
    app.config.update(SECRET_KEY="new", SECRET_KEYS=[app.config["SECRET_KEY"], "new"])
    use_up(own, person.email, attempts.PER_KNOWN_DEVICE)


def test_no_browser_is_known_after_the_password_has_changed(visitor):
    person, stolen = factories.staff(), visitor()
    factories.sign_in(stolen, person)
    person.set_password("зовсім інше гасло")
    db.session.commit()
    use_up(stolen, person.email)


def test_the_browser_that_changed_the_password_is_still_known(visitor):
    person, own = factories.staff(), visitor()
    factories.sign_in(own, person)
    own.press(own.read("/desk/account"), "Змінити пароль", current=PASSWORD, new="нове гасло тут")
    use_up(own, person.email, attempts.PER_KNOWN_DEVICE)


def test_a_desk_left_open_is_no_place_to_guess_the_password(visitor):
    person, own = factories.staff(), visitor()
    factories.sign_in(own, person)
    page = own.read("/desk/account")
    for _ in range(attempts.PER_KNOWN_DEVICE):
        wrong = own.press(page, "Змінити пароль", current="не той", new="нове гасло тут")
        assert wrong.status_code == 422
    right = own.press(page, "Змінити пароль", current=PASSWORD, new="нове гасло тут")
    assert right.status_code == 429
    assert TOO_MANY in right.text
    assert right.headers["Retry-After"] == "900"
    assert try_in(own, person.email, PASSWORD).status_code == 200


def test_tries_at_one_moment_are_counted_one_by_one(app):
    allowed, at_once = [], Barrier(12)

    def ask():
        at_once.wait()
        with app.test_request_context("/sign-in", method="POST"):
            allowed.append(attempts.count_attempt(db.session, "olena@example.org"))
            db.session.commit()

    threads = [Thread(target=ask) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(allowed) == [False] * 7 + [True] * 5


def test_somebody_elses_tries_leave_an_account_alone(visitor):
    stranger, person = visitor(), factories.staff()
    use_up(stranger, "nobody@example.org")
    assert try_in(stranger, person.email, PASSWORD).status_code == 200


def test_a_known_browser_is_known_for_its_own_account_only(visitor):
    attacker, victim = factories.staff(), factories.staff()
    client = factories.sign_in(visitor(), attacker)
    use_up(client, victim.email)


@pytest.mark.parametrize("forged", ["", "x", "known", '"a".b', "InNob3ci.c2ln", "\x7f" * 50])
@pytest.mark.one_database
def test_a_forged_device_cookie_opens_nothing(visitor, forged):
    stranger, person = visitor(), factories.staff()
    stranger.set_cookie(attempts.DEVICE_COOKIE, forged, path="/sign-in")
    use_up(stranger, person.email)


def test_a_stolen_known_browser_may_not_guess_for_ever(visitor):
    person, own = factories.staff(), visitor()
    factories.sign_in(own, person)
    use_up(own, person.email, attempts.PER_KNOWN_DEVICE)


@pytest.mark.parametrize(
    ("address", "neighbour", "far"),
    [
        (HOME, HOME, ELSEWHERE),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1"),  # one household, a /64
    ],
)
def test_an_address_that_tries_many_accounts_is_refused(
    visitor, monkeypatch, address, neighbour, far
):
    monkeypatch.setattr(attempts, "PER_ADDRESS", 7)
    for number in range(7):
        assert try_in(visitor(address), f"{number}@example.org").status_code == 422
    assert try_in(visitor(neighbour), "other@example.org").status_code == 429
    assert try_in(visitor(far), "other@example.org").status_code == 422


def test_a_right_password_forgets_the_slips_before_it(visitor):
    person, own = factories.staff(), visitor()
    for _ in range(3):
        try_in(own, person.email, times=attempts.PER_ACCOUNT_AND_ADDRESS - 1)
        assert try_in(own, person.email, PASSWORD).status_code == 200


def test_a_right_password_forgets_nothing_that_a_stranger_tried(visitor):
    person, stranger = factories.staff(), visitor()
    try_in(stranger, person.email, times=attempts.PER_ACCOUNT_AND_ADDRESS)
    factories.sign_in(visitor(ELSEWHERE), person)
    assert try_in(stranger, person.email).status_code == 429


def test_in_place_too_many_tries_are_refused_in_words(visitor):
    person, own = factories.staff(), visitor()
    form = own.get("/desk/articles", headers={"HX-Request": "true"}).soup
    typed = {"email": person.email, "password": "не той пароль"}
    for _ in range(attempts.PER_ACCOUNT_AND_ADDRESS + 1):
        answer = own.press(form, "Увійти", htmx=True, **typed)
    assert TOO_MANY in answer.text
    assert answer.headers["Retry-After"] == "900"


def test_the_limits_are_as_decided():
    limits = (
        attempts.PER_ACCOUNT_AND_ADDRESS,
        attempts.PER_KNOWN_DEVICE,
        attempts.PER_ADDRESS,
        attempts.PER_ACCOUNT,
    )
    assert limits == (5, 10, 30, 100)
    assert timedelta(minutes=15) == attempts.WINDOW


def test_neither_e_mails_nor_addresses_pile_up_in_the_clear(visitor):
    try_in(visitor(), "olena@example.org")
    kept = repr(db.session.execute(select(models.SignInAttempt.__table__)).one())
    assert "olena" not in kept
    assert HOME not in kept
