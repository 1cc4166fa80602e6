"""Messages that nobody fetched: the newest wait, and the session's cookie never grows too big."""

import random

import pytest

from newsroom.flashes import MOST
from tests import factories
from tests.client import FROM_OUR_OWN_PAGE

LETTERS = [chr(code) for code in range(0x4E00, 0x9000)]  # which hardly compress


def noise(seed):
    return "".join(random.Random(seed).choices(LETTERS, k=290))


@pytest.fixture
def publish(editor):
    """Something that leaves a message; the page that would show it is not opened."""
    article = factories.draft(by=editor.person)
    page = editor.read(f"/desk/articles/{article.id}")
    token = page.select_one("[name=csrf_token]")["value"]

    def publish(headline):
        words = {"headline": headline, "body": "Текст.", "category": "0"}
        return editor.post(
            f"/desk/articles/{article.id}/publication",
            data={"csrf_token": token, "base": "1", **words},
            headers=FROM_OUR_OWN_PAGE,
        )

    return publish


def wait(client, *messages):
    with client.session_transaction() as session:
        session["_flashes"] = [("done", message) for message in messages]


def shown(client):
    return [
        notice.text.strip() for notice in client.read("/desk/articles/new").select(".notice--done")
    ]


def test_the_cookie_stays_within_what_a_browser_keeps(editor, publish):
    wait(editor, *(f"{n} {noise(n)}" for n in range(3)))
    answer = publish(noise(9))
    assert len(answer.headers["Set-Cookie"]) <= 4096
    messages = shown(editor)
    assert messages[-1] == f"Опубліковано «{noise(9)}»."
    assert [message[:2] for message in messages[:-1]] == ["1 ", "2 "]


def test_no_more_wait_than_somebody_reads(editor, publish):
    wait(editor, *("Щось" for _ in range(MOST + 20)))
    publish("Міст")
    assert len(shown(editor)) == MOST


def test_what_fits_is_shown_whole_and_once(editor, publish):
    wait(editor, "Раз", "Два")
    publish("Міст")
    assert shown(editor) == ["Раз", "Два", "Опубліковано «Міст»."]
    assert shown(editor) == []
