"""Requests that nobody's browser would send: an answer in words, and never a fault of ours."""

from itertools import cycle
from urllib.parse import quote

import pytest

from newsroom.language.tidy import tidy_line
from tests import factories
from tests.every_address import public_addresses
from tests.safety import vectors

EVIL = "evil.example"
SPOILT = "\r\nSet-Cookie: evil=1"
HEADERS = {
    "Host": EVIL,
    "X-Forwarded-Host": EVIL,
    "X-Forwarded-For": "' or 1=1 --",
    "X-Forwarded-Proto": "javascript",
    "X-Original-URL": "/desk/articles",
    "X-Rewrite-URL": "/desk/articles",
    "X-HTTP-Method-Override": "DELETE",
    "Accept": "../../etc/hosts",
    "Accept-Language": "xx-evil, *;q=x" + ",a" * 5000,
    "Accept-Encoding": "evil;q=-1",
    "Accept-Charset": "utf-7",
    "Content-Type": "text/html; charset=evil",
    "Content-Length": "-1",
    "Transfer-Encoding": "evil",
    "Cookie": "newsroom=evil; newsroom-device=" + "x" * 5000,
    "If-None-Match": 'W/"evil", "' + "x" * 5000,
    "If-Modified-Since": "evil",
    "If-Match": '"evil"',
    "If-Range": "evil",
    "Range": "bytes=evil-, 5-1, -0",
    "HX-Request": "true",
    "HX-Current-URL": "javascript:alert('evil')",
    "HX-Target": "<evil>",
    "HX-Prompt": "evil",
    "Referer": "javascript:alert('evil')",
    "User-Agent": "() { :; }; evil",
    "Authorization": "Basic evil",
    "Sec-Fetch-Site": "evil",
    "Sec-Fetch-Dest": "iframe",
    "Origin": "null",
    "Upgrade": "evil",
}

ALSO = {"If-Match": {412}, "Range": {416}}  # what these headers themselves ask for


def heard(answer):
    return f"{answer.headers}\n{answer.data.decode(errors='replace')}"


@pytest.mark.one_database
@pytest.mark.parametrize("name", HEADERS)
def test_no_header_changes_what_readers_get(app, client, at, name):
    at("2026-11-24 14:02")
    for url in public_addresses(app):
        answer = client.get(url, headers={name: HEADERS[name]})
        assert answer.status_code in {200} | ALSO.get(name, set()), url
        assert "evil" not in heard(answer), url
        assert answer.data == client.get(url).data or answer.status_code != 200, url


@pytest.mark.one_database
@pytest.mark.parametrize("path", ["//", "//x", "//evil.example/..", "/news//x", "/desk", "/./"])
def test_the_host_that_was_asked_for_is_never_repeated(client, path):
    answer = client.get("/", environ_overrides={"PATH_INFO": path, "HTTP_HOST": EVIL})
    assert answer.status_code in {200, 302, 404}
    assert EVIL not in heard(answer).replace(path, "")


@pytest.fixture
def found(app):
    """Pages that are there, for what stands around the hostile part of an address."""
    category = factories.category()
    factories.live(category_id=category.id)
    return {"category": category.slug, "key": factories.partner().key}


@pytest.mark.shared
def test_hostile_text_in_an_address_is_answered_in_words(client, found, shared):
    ways = cycle(
        [
            (lambda text: ("/recent", {"seen": text}), {200}),
            (lambda text: (f"/categories/{found['category']}", {"before": text}), {200, 404}),
            (lambda text: (f"/widget/{found['key']}/recent", {"seen": text}), {200}),
            (lambda text: (f"/news/{quoted(text)}", {}), {404}),
            (lambda text: (f"/categories/{quoted(text)}", {}), {404}),
            (lambda text: (f"/widget/{quoted(text)}", {}), {404}),
            (lambda text: (f"/static/x/{quoted(text)}", {}), {404}),
            (lambda text: (f"/{quoted(text)}", {}), {200, 404}),
            (lambda text: ("/sign-in", {"next": text, "email": text}), {200}),
            (lambda text: ("/", {text or "x": text}), {200}),
        ]
    )
    for text, (way, expected) in zip(vectors.strings(shared)[::2], ways, strict=False):
        path, query = way(text)
        answer = client.get(path, query_string=query)
        assert answer.status_code in expected | ({404} if "\x00" in text else set()), (path, text)
        assert "evil" not in answer.headers


def quoted(text):
    return quote(text, safe="") or "x"


@pytest.mark.shared
def test_every_text_in_a_filter_of_the_desk_is_a_question(client, shared):
    factories.sign_in(client, factories.staff("chief"))
    names = ("q", "category", "author", "state")
    texts = [text for text in vectors.strings(shared) if "\x00" not in text]
    for group in vectors.groups(vectors.packed(texts, 100), len(names)):
        asked = dict(zip(names, group, strict=False))
        page = client.read("/desk/articles", query_string=asked)
        assert page.select_one("input[name=q]")["value"] == tidy_line(asked["q"]), asked


@pytest.mark.parametrize("name", ["q", "category", "author", "state"])
def test_a_very_long_question_is_answered_too(client, name):
    factories.sign_in(client, factories.staff("chief"))
    assert client.get("/desk/articles", query_string={name: "я%_\\" * 20_000}).status_code == 200


@pytest.mark.parametrize("number", ["0", "-1", "1.5", "x", str(2**31), str(2**63), "9" * 30])
def test_a_number_that_no_article_has_is_404_in_words(client, number):
    factories.sign_in(client, factories.staff("chief"))
    article = factories.live()
    token = client.read("/desk/account").select_one("[name=csrf_token]")["value"]
    for url in (
        f"/desk/articles/{number}",
        f"/desk/articles/{number}/revisions",
        f"/desk/articles/{article.id}/revisions/{number}",
    ):
        answer = client.get(url)
        assert answer.status_code == 404, url
        assert "Такої сторінки немає" in answer.text
    for url in (f"/desk/articles/{number}/revisions", f"/desk/categories/{number}"):
        data = {"csrf_token": token, "headline": "Міст", "name": "Місто"}
        assert client.post(url, data=data).status_code == 404, url
