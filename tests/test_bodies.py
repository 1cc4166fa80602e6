"""How many bodies may be on their way at once, and how much a stranger may send."""

import threading
from contextvars import Context
from io import BytesIO
from urllib.parse import urlencode

import pytest
from werkzeug.test import create_environ, run_wsgi_app

from newsroom.bodies import MOST_FIELDS, OF_A_STRANGER, PER_ADDRESS, PIECE
from newsroom.carried import LONGEST_OF_A_STRANGER
from newsroom.language.body import MAX_CHARACTERS
from tests import factories

pytestmark = pytest.mark.one_database
FORM = "application/x-www-form-urlencoded"


class Endless:
    """A body that was announced and does not come."""

    def __init__(self):
        self.is_waited_for = threading.Event()
        self.end = threading.Event()

    def read(self, _size=-1):
        self.is_waited_for.set()
        self.end.wait(60)
        return b""


@pytest.fixture
def slowly(app):
    """Let bodies come from these addresses until the test ends."""
    begun = []

    def begin(*addresses):
        for address in addresses:
            body = Endless()
            environ = create_environ("/sign-in", method="POST")
            given = {"wsgi.input": body, "CONTENT_LENGTH": "100", "REMOTE_ADDR": address}
            environ.update(given)
            ask = threading.Thread(target=run_wsgi_app, args=[app.wsgi_app, environ])
            ask.start()
            begun.append((ask, body))
            assert body.is_waited_for.wait(30)

    yield begin
    for ask, body in begun:
        body.end.set()
        ask.join()


def try_in(client, address):
    client.environ_base["REMOTE_ADDR"] = address
    page = client.read("/sign-in")
    return client.press(page, "Увійти", email="nobody@example.org", password="не той")


@pytest.mark.parametrize(
    ("theirs", "another"), [("198.51.100.7", "198.51.100.8"), ("2001:db8::", "2001:db8:0:1::")]
)
def test_who_sends_bodies_that_do_not_come_waits_alone(client, slowly, theirs, another):
    slowly(*[theirs] * PER_ADDRESS)
    refused = try_in(client, theirs + "9" if ":" in theirs else theirs)
    assert refused.status_code == 503
    assert refused.headers["Retry-After"] == "2"
    assert try_in(client, another).status_code == 422
    assert client.get("/").status_code == 200


@pytest.mark.settings(BODIES_AT_ONCE=4)
def test_however_many_strangers_send_them_colleagues_still_save(app, client, slowly):
    colleague = app.test_client()
    factories.sign_in(colleague, factories.staff())
    slowly("198.51.100.1", "198.51.100.2")
    assert try_in(client, "198.51.100.3").status_code == 503
    answer = colleague.press(colleague.read("/desk/articles/new"), "Зберегти", headline="Міст")
    assert answer.status_code == 200


def test_a_place_is_free_again_when_a_body_has_come_or_its_sender_has_gone(client):
    for _ in range(PER_ADDRESS + 1):
        client.post("/sign-in", data=b"a=1", headers={"Content-Length": "9", "Content-Type": FORM})
    assert try_in(client, "127.0.0.1").status_code == 422


def test_a_form_of_absurdly_many_fields_is_refused_before_it_is_taken_apart(client):
    answer = client.post("/sign-in", data=b"a&" * (MOST_FIELDS + 1), content_type=FORM)
    assert answer.status_code == 413


def test_a_stranger_may_send_less_than_a_colleague(client):
    body = b"body=" + b"a" * OF_A_STRANGER
    assert client.post("/desk/articles", data=body, content_type=FORM).status_code == 413
    factories.sign_in(client, factories.staff())
    assert client.post("/desk/articles", data=body, content_type=FORM).status_code != 413


@pytest.mark.parametrize("how", ["announced", "in chunks"])
def test_who_was_signed_in_sends_no_more_than_a_stranger(app, client, how):
    """Though the cookie of then is signed by us: nothing larger is even read."""
    person = factories.staff()
    factories.sign_in(client, person)
    assert _read_of(client, how) == 2 * OF_A_STRANGER
    kept = client.get_cookie("newsroom").value
    client.press(client.read("/desk/articles"), "Вийти")
    client.set_cookie("newsroom", kept)
    assert _read_of(client, how) <= (0 if how == "announced" else OF_A_STRANGER + PIECE)


def _read_of(client, how):
    """How many bytes of a large body are read, of whoever has this browser."""
    body = BytesIO(b"a" * 2 * OF_A_STRANGER)
    cookie = f"newsroom={client.get_cookie('newsroom').value}"
    environ = create_environ("/desk/photos", method="POST", headers={"Cookie": cookie})
    if how == "announced":
        environ["CONTENT_LENGTH"] = str(2 * OF_A_STRANGER)
    else:
        environ |= {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True}
    environ |= {"wsgi.input": body, "HTTP_SEC_FETCH_SITE": "same-origin"}
    asked = client.application.wsgi_app, environ, True
    _body, status, _headers = Context().run(run_wsgi_app, *asked)  # as a server asks
    assert int(status[:3]) < 500
    return body.tell()


@pytest.mark.parametrize("letter", ["ї", "🌊"])
def test_the_longest_article_comes_across_a_sign_in(client, letter):
    person, text = factories.staff(), letter * MAX_CHARACTERS
    asked = client.post("/desk/articles", data={"headline": "Міст", "body": text})
    assert asked.status_code == 401
    answer = client.press(asked, "Увійти", email=person.email, password=factories.PASSWORD)
    assert answer.soup.select_one("input[name=body]")["value"] == text
    assert len(urlencode({"carried": text})) < OF_A_STRANGER


def test_what_no_article_can_be_is_not_sent_back_to_a_stranger(client):
    quotes = {"body": '"' * (LONGEST_OF_A_STRANGER + 1)}
    answer = client.post("/desk/articles", data=quotes)
    assert answer.status_code == 401
    assert len(answer.data) < 50_000
