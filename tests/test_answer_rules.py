"""Each house rule lets good answers pass, and goes red when it is broken."""

from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from flask import redirect
from sqlalchemy import insert, select

from tests import answer_rules
from tests.small_app import HEADERS, Word, db, page, serve, small_app, with_header


@pytest.fixture
def app():
    with small_app() as app:
        yield app


def read_often():
    for _ in range(answer_rules.MOST_STATEMENTS + 1):
        db.session.execute(select(Word.id))
    return page()


def write():
    db.session.execute(insert(Word).values(text="written"))
    db.session.commit()
    return page()


def write_and_forget():
    db.session.execute(insert(Word).values(text="written"))
    return page()


def add_and_forget():
    db.session.add(Word(text="added"))
    return page()


def change_and_forget():
    word = Word(text="first")
    db.session.add(word)
    db.session.commit()
    word.text = "second"
    return page()


GOOD = {
    "a page": page('<label for="a">A</label><input id="a" aria-describedby="b"><p id="b"></p>'),
    "a fragment": '<section id="recent-posts"><a href="#top">Up</a></section>',
    "a fragment and something for elsewhere": '<p>Saved</p><p id="count" hx-swap-oob="true">2</p>',
    "data": page('<script type="application/ld+json">{}</script><script src="/a.js"></script>'),
    "nothing": ("", 204),
    "a drawing": page("<svg><title>A second title</title></svg>"),
}

BROKEN = {
    "a_page_has_one_title_one_h1_and_a_language": [
        page("<h1>Second</h1>"),
        page(head=""),
        page(head="<title> </title>"),
        page(html="<html>"),
    ],
    "a_fragment_has_one_root": ["<p>One</p><p>Two</p>", "words alone"],
    "ids_are_unique": [page('<p id="a"></p><p id="a"></p>'), '<p id="a"><b id="a"></b></p>'],
    "references_lead_somewhere": [
        page('<label for="nothing">A</label>'),
        page('<p aria-labelledby="nothing"></p>'),
        page('<p id="a" aria-describedby="a nothing"></p>'),
        page('<a href="#nothing">Skip</a>'),
    ],
    "nothing_is_inline": [
        page('<p style="color: red"></p>'),
        page("<style>p { color: red }</style>"),
        page("<script>alert()</script>"),
        page('<p onclick="alert()"></p>'),
        page('<a href=" JavaScript:alert()">A</a>'),
        '<p style=""></p>',
    ],
    "html_head_and_body_stand_once": [
        page('<body onclick="alert()" style="color: red">'),
        page('<html onload="alert()" style="color: red">'),
        page("<head></head>"),
        '<body onload="alert()"><p>One</p>',
        "<head></head><p>One</p>",
    ],
    "htmx_needs_no_eval": [
        page('<p hx-on:click="alert()"></p>'),
        page('<p hx-trigger="click[ctrlKey]"></p>'),
        page('<p hx-vals="js:{a: 1}"></p>'),
    ],
    "every_answer_has_the_security_headers": [
        lambda: with_header("Content-Security-Policy", "default-src 'self'"),
        lambda: with_header(
            "Content-Security-Policy",
            HEADERS["Content-Security-Policy"] + "; script-src 'unsafe-inline'",
        ),
        lambda: with_header("X-Content-Type-Options", "sniff"),
    ],
    "a_public_answer_is_the_same_for_everyone": [
        lambda: with_header("Set-Cookie", "a=b"),
        lambda: with_header("Vary", "Accept-Encoding, Cookie"),
    ],
    "an_address_answers_page_or_fragment_to_all": [lambda: with_header("Vary", "HX-Request")],
    "reading_changes_nothing": [write],
    "a_page_takes_few_statements": [read_often],
    "nothing_is_left_uncommitted": [add_and_forget, change_and_forget],
}


@pytest.mark.parametrize("answer", GOOD.values(), ids=GOOD)
def test_what_keeps_the_rules_passes(app, answer):
    serve(app, answer).get("/")


@pytest.mark.parametrize(
    ("rule", "answer"), [(rule, answer) for rule, answers in BROKEN.items() for answer in answers]
)
def test_a_broken_rule_is_red(app, rule, answer, monkeypatch):
    client = serve(app, answer)
    with pytest.raises(AssertionError):
        client.get("/")
    others = [check for check in answer_rules.RULES if check.__name__ != rule]
    if rule != "nothing_is_left_uncommitted":  # which a GET does not break alone
        monkeypatch.setattr(answer_rules, "RULES", others)
        client.get("/")


@pytest.mark.parametrize("name", HEADERS)
def test_a_missing_security_header_is_red(app, name, monkeypatch):
    monkeypatch.delitem(HEADERS, name)
    with pytest.raises(AssertionError, match=name):
        serve(app, "").get("/")


def test_a_desk_that_may_be_kept_is_red(app):
    client = serve(app, lambda: with_header("Cache-Control", "public"), "/desk/articles")
    with pytest.raises(AssertionError, match="no-store"):
        client.get("/desk/articles")


def test_a_change_that_redirects_with_302_is_red(app):
    with pytest.raises(AssertionError, match="303"):
        serve(app, lambda: redirect("/", 302), method="POST").post("/")


@pytest.mark.parametrize("view", [write_and_forget, add_and_forget, change_and_forget])
def test_a_change_without_a_commit_is_red(app, view):
    with pytest.raises(AssertionError, match="without a commit"):
        serve(app, view, method="POST").post("/")


def test_a_change_with_a_commit_passes(app):
    serve(app, write, method="POST").post("/")


ODD = [
    "<tr><td>A row</td></tr>",
    "<li>Not closed<li>nor this",
    "<p>\x00\x0b\x1a<b id='a\x00b'>&bogus; &#0; &#55296; < b</b></p><i></i>",
    "<p><!-- a -- b > <s> --></p><template><i></i></template><svg><path d=''/></svg>",
    "<b>" * 300 + "</b>" * 300 + "<local-time hx-on:click='' @x='' data-ї=''></local-time>",
    page(head="<noscript><link rel='a'></noscript><title>After it</title>"),
    page("я" * 11_000_000 + "<i></i>"),
]


@pytest.mark.parametrize("html", ODD, ids=range(len(ODD)))
def test_nothing_stands_in_an_answer_that_the_rules_do_not_see(html):
    answer = SimpleNamespace(mimetype="text/html", status_code=200, text=html)
    seen = [(tag.tag, {*tag.keys()}) for tag in answer_rules.Exchange(answer).elements]
    thorough = BeautifulSoup(html, "html.parser").find_all(True)
    assert seen == [(tag.name, {*tag.attrs}) for tag in thorough]


def test_every_rule_has_been_broken_here():
    alone = {"nobody_keeps_the_desk", "a_change_redirects_with_303"}
    assert {rule.__name__ for rule in answer_rules.RULES} == alone | set(BROKEN)
