"""Asking: real servers on this machine answer well and badly, and we come home in time."""

import gzip
import json
import time
import zlib
from datetime import timedelta

import pytest

from newsroom.outward import Answer, NotReached, Refused, Way
from tests.outward.servers import answer, serving


def redirect(to, status="302 Found"):
    return answer(b"", status, Location=to)


def test_an_answer_comes_with_its_status_headers_and_body(serve, way):
    server = serve(
        answer("так".encode(), "404 Not Found", X_Word="слово".encode().decode("latin-1"))
    )
    found = way().get(f"{server.url}/a?b=1")
    assert (found.status, found.body.decode(), found.is_good) == (404, "так", False)
    assert found.url == f"{server.url}/a?b=1"
    head = server.asked[0].decode().splitlines()
    assert head[0] == "GET /a?b=1 HTTP/1.1"
    assert f"Host: 127.0.0.1:{server.port}" in head
    assert "User-Agent: Newsroom" in head
    assert not [line for line in head if line.lower().startswith(("cookie", "authorization"))]


def test_a_form_is_sent(serve, way):
    server = serve(answer(b"", "204 No Content"))
    assert way().post(server.url, {"hub.mode": "publish", "слово": "так & ні"}).is_good
    head, _, body = server.asked[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST / HTTP/1.1")
    assert body == (
        b"hub.mode=publish&%D1%81%D0%BB%D0%BE%D0%B2%D0%BE=%D1%82%D0%B0%D0%BA+%26+%D0%BD%D1%96"
    )


NOWHERE = """
    http://127.0.0.1/ http://localhost/ http://[::1]/ http://0.0.0.0/ http://10.0.0.1/ http://[::]/
    http://169.254.169.254/latest/meta-data/ http://100.100.100.200/ http://[fd00:ec2::254]/
    http://[::ffff:127.0.0.1]/ http://[64:ff9b::7f00:1]/ http://[2002:7f00:1::]/ http://224.0.0.1/
"""


@pytest.mark.parametrize("url", NOWHERE.split())
def test_nobody_gets_us_into_our_own_network(url):
    with pytest.raises(Refused, match="not a public address"):
        Way(ports=(80, 443), agent="Newsroom").get(url)


@pytest.mark.shared
def test_none_of_the_numbers_that_others_block_is_asked(shared):
    cases = json.loads((shared / "vectors/urls_ssrf.json").read_text())
    for case in cases["surfguard/blocked"] + cases["surfguard/boundaries"]:
        number = case["input"]
        if case["policies"]["default"] == "blocked":
            url = f"http://[{number}]/" if ":" in number else f"http://{number}/"
            with pytest.raises(Refused):
                Way(ports=(80, 443), agent="Newsroom").get(url)


@pytest.mark.parametrize("numbers", [["10.0.0.1"], ["93.184.216.34", "10.0.0.1"], ["::1"]])
def test_a_name_is_refused_for_any_number_behind_it(numbers):
    way = Way(ports=(80,), agent="Newsroom", lookup=lambda host, port: numbers)
    with pytest.raises(Refused, match=r"inside\.example leads to"):
        way.get("http://inside.example/")


def test_a_name_that_changes_its_mind_leads_to_what_was_checked(serve, way):
    """DNS rebinding: the second answer would be an address of ours."""
    server, looked = serve(answer()), []

    def lookup(host, port):
        looked.append(host)
        return ["127.0.0.1"] if len(looked) == 1 else ["127.0.0.2"]

    checked = way(lookup=lookup, reaches=lambda number: str(number) == "127.0.0.1")
    found = checked.get(f"http://rebinding.example:{server.port}/")
    assert (found.body, looked) == (b"ok", ["rebinding.example"])
    assert f"Host: rebinding.example:{server.port}".encode() in server.asked[0]


def test_a_number_that_does_not_answer_is_not_the_last(serve, way):
    server = serve(answer())
    found = way(lookup=lambda host, port: ["127.0.0.9", "127.0.0.1"]).get(
        f"http://two.example:{server.port}/"
    )
    assert found.body == b"ok"


@pytest.mark.parametrize(
    "lookup",
    [lambda host, port: [], lambda host, port: 1 / 0, lambda host, port: time.sleep(60)],
    ids=["nobody", "broken", "slow"],
)
def test_a_name_that_is_not_found_is_said_in_time(way, lookup):
    began = time.monotonic()
    with pytest.raises(NotReached, match="is not found"):
        way(lookup=lookup, seconds=0.5).get("http://nowhere.example/")
    assert time.monotonic() - began < 20  # the slow one would take a minute


def test_three_redirects_are_followed_and_no_more(serve, way):
    last = serve(answer(b"here"))
    url = last.url
    for _ in range(3):
        url = serve(redirect(f"{url}/next")).url
    assert way().get(url).body == b"here"
    with pytest.raises(NotReached, match="more than 3 times"):
        way().get(serve(redirect(url)).url)


def test_a_redirect_in_circles_ends(serve, way):
    server = serve(redirect("/again"))
    with pytest.raises(NotReached, match="redirects"):
        way().get(server.url)
    assert len(server.asked) == 4


INWARD = """
    http://127.0.0.2/ http://10.0.0.1/ http://169.254.169.254/ http://[::1]/ //localhost:6379/
    file:///etc/passwd gopher://127.0.0.1/ http://user:word@127.0.0.1/ http://0x7f.1/
"""


@pytest.mark.parametrize("to", INWARD.split())
def test_a_redirect_is_checked_like_the_first_address(serve, way, to):
    server = serve(redirect(to))
    with pytest.raises(Refused):
        way(reaches=lambda number: str(number) == "127.0.0.1", ports=(80, server.port)).get(
            server.url
        )
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("status", "times"), [("307 T", 2), ("308 P", 2), ("301 M", 1), ("302 F", 1), ("303 S", 1)]
)
def test_a_form_is_sent_on_only_as_a_form(serve, way, status, times):
    last = serve(answer(b"", "204 No Content"))
    first = serve(redirect(last.url, status))
    found = way().post(first.url, {"a": "b"})
    assert len(first.asked) + len(last.asked) == times
    assert found.is_good == (times == 2)
    assert all(asked.endswith(b"a=b") for asked in last.asked)


def drips(connection, _asked):
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for _ in range(600):
        time.sleep(0.1)
        connection.sendall(b"X-Drip: drop\r\n")


def drips_its_body(connection, _asked):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(600):
        time.sleep(0.1)
        connection.sendall(b"x")


def says_nothing(connection, _asked):
    time.sleep(60)


def redirects_slowly(connection, _asked):
    time.sleep(0.3)
    redirect("/again")(connection, _asked)


@pytest.mark.parametrize("handler", [drips, drips_its_body, says_nothing, redirects_slowly])
def test_time_is_over_by_the_clock_on_the_wall(serve, way, handler):
    server = serve(handler)
    began = time.monotonic()
    with pytest.raises(NotReached, match="too long"):
        way(seconds=0.7).get(server.url)
    assert 0.6 < time.monotonic() - began < 20  # the servers would take a minute


def test_five_seconds_and_a_megabyte_are_what_the_newsroom_gives(app):
    from newsroom import outward

    with app.app_context():
        ours = outward.way()
    assert (ours.seconds, ours.most_bytes, ours.redirects) == (5, 1024 * 1024, 3)
    assert set(ours.ports) == {80, 443}
    assert ours.reaches is outward.asking.is_public
    assert ours.agent == "Newsroom (+http://localhost)"


def endless(connection, _asked):
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        connection.sendall(b"x" * 65536)


PACKED = {"Content_Encoding": "gzip"}


def bomb(megabytes):
    """So many megabytes of nothing, in a thousandth of that."""
    packer = zlib.compressobj(9, wbits=31)
    nothing = b"\0" * 1024 * 1024
    return b"".join([*(packer.compress(nothing) for _ in range(megabytes)), packer.flush()])


BIG = [
    answer(b"x" * 1001),
    answer(b"x" * 1001, length=False),
    answer(b"", length=False, Content_Length="99999999999999999999"),
    endless,
    answer(gzip.compress(b"\0" * 1001), **PACKED),
    answer(bomb(100), **PACKED),
]


@pytest.mark.parametrize("handler", BIG, ids=["length", "plain", "lie", "endless", "gzip", "bomb"])
def test_an_answer_too_long_is_not_read_to_its_end(serve, way, handler):
    with pytest.raises(NotReached, match="too long"):
        way(most_bytes=1000).get(serve(handler).url)


@pytest.mark.parametrize(
    "handler",
    [answer(b"x" * 1000), answer(gzip.compress(b"x" * 1000), **PACKED)],
    ids=["plain", "gzip"],
)
def test_an_answer_just_short_enough_is_read(serve, way, handler):
    assert way(most_bytes=1000).get(serve(handler).url).body == b"x" * 1000


def test_a_bomb_takes_no_memory(serve, way):
    import tracemalloc

    server, megabyte = serve(answer(bomb(500), **PACKED)), 1024 * 1024
    way().get(serve(answer()).url)  # what is loaded only once
    tracemalloc.start()
    with pytest.raises(NotReached, match="too long"):
        way().get(server.url)
    assert tracemalloc.get_traced_memory()[1] < 6 * megabyte
    tracemalloc.stop()


BROKEN = [
    answer(b"no gzip", **PACKED),
    answer(gzip.compress(b"x" * 500)[:-9], **PACKED),
    answer(b"x", Content_Encoding="br"),
    answer(b"x", Content_Encoding="gzip, gzip"),
    answer(b"x" * 5, length=False, Content_Length="50"),
    lambda connection, asked: connection.sendall(b"\x16\x03\x01 no HTTP\r\n\r\n"),
    lambda connection, asked: None,
    lambda connection, asked: connection.sendall(b"HTTP/1.1 200 OK\r\nA: " + b"x" * 500_000),
]


@pytest.mark.parametrize("number", range(len(BROKEN)))
def test_a_broken_answer_is_none(serve, way, number):
    with pytest.raises(NotReached):
        way().get(serve(BROKEN[number]).url)


def test_a_door_that_is_closed_is_said(way):
    with serving(answer()) as server:
        url = server.url
    with pytest.raises(NotReached):
        way().get(url)


def test_no_answer_sets_anything_for_the_next_question(serve, way):
    server = serve(answer(Set_Cookie="a=b"))
    ours = way()
    for _ in range(2):
        ours.get(server.url)
    assert b"cookie" not in server.asked[1].lower()


def test_proxies_that_the_environment_names_are_not_asked(serve, way, monkeypatch):
    proxy, server = serve(answer(b"proxy")), serve(answer())
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, proxy.url)
    assert way().get(server.url).body == b"ok"
    assert proxy.asked == []


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120),
        ("0", 0),
        ("Tue, 24 Nov 2026 12:05:00 GMT", 300),
        ("9" * 30, 999_999_999),
        ("-5", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_how_long_to_wait_is_read_as_seconds_or_as_a_date(at, said, seconds):
    at("2026-11-24 14:00")
    found = Answer("", 503, {} if said is None else {"retry-after": said}, b"").retry_after
    assert found == (None if seconds is None else timedelta(seconds=seconds))
