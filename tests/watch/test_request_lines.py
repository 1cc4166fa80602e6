"""A request is one line: what was asked and what became of it, and nothing of who asked."""

import json
import re

import pytest
from werkzeug.test import EnvironBuilder

from newsroom.routing import RowNumber
from newsroom.watch import wording
from tests import factories

FACTS = {"time", "level", "event", "method", "route", "path", "status", "ms", "bytes", "kept", "id"}
# What splits a line, moves a cursor, colours, titles a window or turns text round, in each place.
VECTORS = (
    "\r\nSet-Cookie: evil=1",
    "\n",
    "\r",
    '\n{"event":"request","status":200}',
    "%0d%0aEvil: 1",
    "%E5%98%8A%E5%98%8DEvil",
    "嘊嘍Evil",
    "\x0b\x0c",
    "\x1c\x1d\x1e",
    "\x85",
    "\u2028\u2029",
    "\x1b[31mred\x1b[0m",
    "\x1b[2J\x1b[H",
    "\x1b]0;title\x07",
    "\x1b]8;;https://evil.example\x07here\x1b]8;;\x07",
    "\x9b31m",
    "\x08\x08\x08",
    "\x7f",
    "\x00",
    "\u202eevil\u2066",
    '"}\\',
    "\ud800",
)


def test_a_line_has_the_facts_and_no_more(app, client, log):
    article = factories.live(headline="Міст відкрили")
    answer = client.get(f"/news/{article.slug}?seen=a&secret=b", headers={"User-Agent": "agent"})
    (line,) = log.of("request")
    assert set(line) == FACTS
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line["time"])
    assert line["route"] == "/news/<slug>"
    assert line["path"] == f"/news/{article.slug}" != "/news/…"
    assert (line["method"], line["status"], line["kept"]) == ("GET", 200, False)
    assert line["bytes"] == len(answer.data)
    assert line["id"] == answer.headers["X-Request-Id"]
    assert line["ms"] > 0


@pytest.mark.one_database
def test_a_kept_answer_has_its_line_too(client, log):
    article = factories.live()
    for _ in range(3):
        answer = client.get(f"/news/{article.slug}")
    made, _renewed, kept = log.of("request")
    assert (made["kept"], kept["kept"]) == (False, True)
    for name in ("route", "path", "bytes", "status", "method"):
        assert made[name] == kept[name]
    assert kept["id"] == answer.headers["X-Request-Id"] != made["id"]


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("method", "path", "size"), [("HEAD", "/", 0), ("GET", "/nothing", None), ("POST", "/", None)]
)
def test_whatever_is_asked_has_its_line(client, log, method, path, size):
    answer = client.open(path, method=method)
    (line,) = log.of("request")
    assert (line["method"], line["status"]) == (method, answer.status_code)
    assert line["bytes"] == (len(answer.data) if size is None else size)


@pytest.mark.one_database
@pytest.mark.parametrize("form", ["json", "plain"])
@pytest.mark.parametrize("vector", VECTORS, ids=ascii)
def test_one_request_is_one_tame_line_whatever_stands_in_it(app, log_as, vector, form):
    log = log_as(form)
    sent = vector.encode("utf-8", "surrogatepass").decode("latin-1")
    places = (
        {"PATH_INFO": f"/{sent}"},
        {"PATH_INFO": f"/news/{sent}"},
        {"QUERY_STRING": sent},
        {"HTTP_USER_AGENT": sent, "HTTP_REFERER": sent, "HTTP_COOKIE": f"newsroom={sent}"},
        {"HTTP_X_REQUEST_ID": sent, "HTTP_HOST": sent, "REMOTE_ADDR": sent},
        {"REQUEST_METHOD": sent},
    )
    for place in places:
        environ = EnvironBuilder("/", method="GET").get_environ() | place
        b"".join(app.wsgi_app(environ, lambda *_: None))
    written = log.raw
    assert written.count(b"\n") == len(places)
    assert not wording.UNRULY.search(written.decode().replace("\n", ""))


@pytest.mark.one_database
@pytest.mark.parametrize("form", ["json", "plain"])
@pytest.mark.parametrize("vector", VECTORS, ids=ascii)
def test_a_warning_with_what_somebody_typed_is_one_tame_line(app, log_as, vector, form):
    log = log_as(form)
    app.logger.warning("somebody typed %s", vector)
    assert log.raw.count(b"\n") == 1
    assert not wording.UNRULY.search(log.raw.decode().rstrip("\n"))
    assert b"somebody typed" in log.raw


@pytest.mark.one_database
@pytest.mark.settings(TRUSTED_PROXIES=1)
@pytest.mark.parametrize(
    ("given", "is_taken"),
    [
        ("0f8fad5b-d9cb-469f-a165-70867728950e", True),
        ("short", False),
        ("a" * 65, False),
        ('12345678"', False),
        ("12345678\n", False),
    ],
)
def test_a_proxy_of_ours_may_give_a_request_its_id(ask, log, given, is_taken):
    answer = ask("/recent", environ_overrides={"HTTP_X_REQUEST_ID": given})
    assert (answer.headers["X-Request-Id"] == given) is is_taken
    assert log.of("request")[0]["id"] == answer.headers["X-Request-Id"]


@pytest.mark.one_database
def test_nobody_else_may(ask):
    given = "0f8fad5b-d9cb-469f-a165-70867728950e"
    assert ask("/recent", headers={"X-Request-Id": given}).headers["X-Request-Id"] != given


@pytest.mark.one_database
@pytest.mark.settings(LOG_REQUESTS=False)
def test_requests_may_go_unwritten_and_warnings_not(app, client, log):
    client.get("/")
    app.logger.warning("something")
    assert [line["event"] for line in log.lines] == ["message"]


@pytest.mark.one_database
@pytest.mark.settings(LOG_FORMAT="plain")
def test_a_terminal_gets_plain_lines(app, client, log):
    client.get("/nothing")
    app.logger.warning("something")
    first, second = log.raw.decode().splitlines()
    assert re.fullmatch(r"\d\d:\d\d:\d\d GET /nothing 404 [\d.]+ ms \d+ bytes made", first)
    assert re.fullmatch(r"\d\d:\d\d:\d\d WARNING something", second)


@pytest.mark.parametrize(
    ("path", "route", "shown"),
    [
        ("/news/mist-2-cherez", "/news/<slug>", "/news/mist-2-cherez"),
        ("/news/Zx81", "/news/<slug>", "/news/…"),
        ("/preview/mist", "/preview/<token>", "/preview/…"),
        (
            "/photos/abcdefgh/3/w640.webp",
            "/photos/<name>/<int:version>/<filename>",
            "/photos/…/3/…",
        ),
        ("/widget/ab12.json", "/widget/<key>.json", "/widget/….json"),
        ("/static/x/css/a.css", "/static/<edition>/<path:filename>", None),
        (
            "/desk/articles/17/slug",
            "/desk/articles/<int:article_id>/slug",
            "/desk/articles/17/slug",
        ),
        ("/wp-login.php", "", "/wp-login.php"),
        ("/preview/hN3x_9aZQ/more", "", "/preview/…/more"),
        ("/0123456789abcdef0123456789abcdef", "", "/…"),
    ],
)
def test_of_an_address_only_what_is_public_stands_in_a_line(path, route, shown):
    assert wording.shown(path, route) == (route if shown is None else shown)


@pytest.mark.one_database
def test_every_argument_of_a_route_is_hidden_or_known_to_be_harmless(app):
    """A new one is hidden until somebody says here that everybody may read it."""
    secret = "hN3x9aZQ"
    for rule in app.url_map.iter_rules():
        texts = {
            name for name in rule.arguments if not isinstance(rule._converters[name], RowNumber)
        }
        values = {name: secret if name in texts else 1 for name in rule.arguments}
        path = rule.build(values)[1]
        assert secret not in wording.shown(path, rule.rule), rule.rule
    assert json.dumps(sorted(wording.HARMLESS)) == json.dumps(
        ["day", "edition", "kind", "part", "slug", "version"]
    )
