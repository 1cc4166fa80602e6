"""Texts that break software, typed into every field: each is kept, and shown as it was typed."""

import re
import uuid
from functools import cache

import pytest

from newsroom.articles.bylines import names
from newsroom.language.tidy import tidy, tidy_line
from tests import factories
from tests.pressing import find_button, submission
from tests.safety import vectors

pytestmark = pytest.mark.shared

LINES = ("headline", "lede", "byline", "source_name", "photo_credit", "note")


@pytest.fixture
def own(client):
    return factories.sign_in(client, factories.staff("chief"))


def words(tag):
    return " ".join(tag.text.split())


def spaced(text):
    """As `words` has it: what is one space and what is another does not count."""
    return " ".join(text.split())


def shown(page, name):
    field = page.select_one(f"input[name={name}], textarea[name={name}]")
    return field["value"] if field.name == "input" else field.text.removeprefix("\r\n")


@pytest.fixture
def article(own):
    return factories.draft(body="Текст, який лишається.")


@pytest.fixture
def save(own, article):
    """Save as the real form does, which is read once: reading it each time would take minutes."""
    page = own.read(f"/desk/articles/{article.id}")
    form = submission(find_button(page, "Зберегти"), {})

    def send(**typed):
        own_fields = {"save_id": str(uuid.uuid4()), "base": article.working.number}
        answer = own.post(form.url, data=dict(form.fields) | own_fields | typed)
        assert answer.status_code == 303, (answer.status, typed)
        return article.working

    return send


def kept(name, text):
    """What a save makes of a typed line."""
    line = tidy_line(text)
    return ", ".join(names(line)) if name == "byline" else line


def test_every_text_is_kept_in_every_line(own, article, save, shared):
    """Many at a time: what breaks a field breaks it in company too."""
    for number, pack in enumerate(vectors.packed(vectors.strings(shared), 200)):
        revision = save(**dict.fromkeys(LINES, pack))
        assert {name: getattr(revision, name) for name in LINES} == {
            name: kept(name, pack) for name in LINES
        }
        if number % 10 == 0:
            page = own.read(f"/desk/articles/{article.id}")
            for name in set(LINES) - {"note"}:
                assert shown(page, name) == kept(name, pack), (name, pack)
            assert words(page.select_one(".revisions__note")) == spaced(tidy_line(pack))


def test_every_naughty_text_is_kept_alone(save, shared):
    """Such as «0», «null» and nothing at all, which mean something to a machine."""
    for group in vectors.groups(vectors.naughty(shared), len(LINES)):
        typed = dict(zip(LINES, group, strict=False))
        revision = save(**typed)
        for name, text in typed.items():
            assert getattr(revision, name) == kept(name, text)


def test_every_text_is_kept_in_the_body_and_read_in_the_article(own, article, save, shared):
    texts = [text for text in vectors.strings(shared) if tidy(text)]
    typed = "Початок.\n\n" + "\n\n".join(texts)
    save(body=typed)
    page = own.read(f"/desk/articles/{article.id}")
    assert spaced(shown(page, "body")) == spaced(tidy(typed))
    article.publish()
    prose = own.read(f"/news/{article.slug}").select_one(".prose")
    assert spaced(prose.get_text(" ")) == spaced(tidy(typed))
    assert {tag.name for tag in prose.find_all(True)} <= {"p", "br", "aside"}


def test_every_text_is_read_in_the_article_and_its_lists(own, client, shared):
    for pack in vectors.packed(vectors.strings(shared), 200):
        article = factories.live(
            **dict.fromkeys(("headline", "lede", "source_name", "photo_credit"), tidy_line(pack))
        )
        page = client.read(f"/news/{article.slug}")
        text = spaced(tidy_line(pack))
        assert words(page.h1) == text
        assert words(page.select_one(".article__lede")) == text
        assert [words(end) for end in page.select(".article__end p")] == [
            spaced(f"Фото: {text}"),
            spaced(f"Джерело: {text}"),
        ]
        assert words(page.select_one("#recent-posts h3")) == text
        described = spaced(page.select_one("meta[name=description]")["content"])
        is_cut = described.endswith("…") and text.startswith(described[:-1].rstrip())
        assert described == text or is_cut


def send(own, url, **fields):
    """Straight to the address of a form that other tests press; what it says is not heard."""
    token, cookie = token_of(own), own.get_cookie("newsroom").value
    answer = own.post(url, data={"csrf_token": token, **fields})
    own.set_cookie("newsroom", cookie)
    return answer


@cache
def token_of(own):
    return own.read("/desk/account").select_one("[name=csrf_token]")["value"]


def test_every_text_names_a_category_or_is_refused_in_words(own, shared):
    category = factories.category("Перша")
    for pack in list(vectors.packed(vectors.strings(shared), 60))[::3]:
        answer = send(own, f"/desk/categories/{category.id}", name=pack)
        assert answer.status_code == (303 if tidy_line(pack) else 422), pack
        assert not tidy_line(pack) or category.name == tidy_line(pack)
    assert category.name in [words(link) for link in own.read("/desk/categories").select("li a")]


def test_every_text_is_an_address_or_refused_in_words(own, shared):
    article = factories.live()
    for pack in list(vectors.packed(vectors.strings(shared), 100))[::3]:
        answer = send(own, f"/desk/articles/{article.id}/slug", slug=pack)
        if answer.status_code == 422:
            assert answer.soup.select_one("#slug-field-error"), pack
        else:
            assert answer.status_code == 303, pack
            assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", article.slug), pack
    assert own.get(f"/news/{article.slug}").status_code == 200


def test_every_text_is_a_reason_to_take_down(own, shared):
    article = factories.live()
    for pack in vectors.packed(vectors.strings(shared), 300):
        article.publish()
        answer = send(own, f"/desk/articles/{article.id}/take-down", reason=pack)
        assert answer.status_code == 303, pack
        assert article.taken_down_why == tidy_line(pack)


def test_every_text_is_only_a_wrong_sign_in(client, shared, monkeypatch):
    monkeypatch.setattr("newsroom.staff.views.is_password", lambda *_: False)
    monkeypatch.setattr("newsroom.staff.attempts.PER_ADDRESS", 10_000)
    page = client.read("/sign-in")
    for pack in vectors.packed(vectors.strings(shared), 250):
        answer = client.press(page, "Увійти", email=pack, password=pack)
        assert answer.status_code == 422, pack
        assert answer.soup.select_one("input[name=email]")["value"] == tidy_line(pack)


def test_every_link_of_a_source_is_kept_or_refused_in_words(own, article, shared):
    """Only the web's are kept, and never a script's."""
    page = own.read(f"/desk/articles/{article.id}")
    addresses = [case["input"] for case in vectors.urls(shared)][::16]
    for text in ["javascript:alert(1)//https://a.example", "https://a.example/ж?a=1", *addresses]:
        answer = own.press(page, "Зберегти", source_url=text, source_name="Джерело")
        found = shown(answer.soup, "source_url")
        assert found == tidy_line(text)
        if answer.status_code == 422:
            assert answer.soup.select_one("#source_url-error")
        else:
            assert not found or found.lower().startswith(("http://", "https://"))
            page = answer.soup
