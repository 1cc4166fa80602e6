"""What readers are not meant to see, they find nowhere: a canary is in every field of it."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from newsroom import clock
from newsroom.articles import addresses
from newsroom.articles.bylines import Author
from newsroom.articles.corrections import Correction
from newsroom.database import db
from newsroom.pages.models import Page
from tests import factories
from tests.every_address import public_addresses

CANARY = "kanarka"
FIELDS = ("headline", "lede", "body", "byline", "source_name", "photo_credit", "tags")


def canaries(place):
    """A wording whose every field sings of where it stands."""
    return {name: f"{CANARY} {place} {name}" for name in FIELDS} | {
        "source_url": f"https://{CANARY}-{place}.example/",
    }


@pytest.fixture
def hidden(app):
    """All that is not for readers, and the addresses where somebody might look for it."""
    changed = factories.live(headline="Живе", body="Живий текст.")
    factories.save(changed, **canaries("unpublished"))
    gone = factories.live(**canaries("gone"))
    addresses.change_slug(db.session, gone, "gone-now")
    gone.take_down(f"{CANARY} reason")
    withdrawn = factories.scheduled(clock.now() + timedelta(hours=1), **canaries("withdrawn"))
    withdrawn.take_down(f"{CANARY} reason")
    planned = factories.scheduled(clock.now() + timedelta(seconds=60), **canaries("planned"))
    draft = factories.draft(**canaries("draft"))
    for article in (gone, draft):
        author = db.session.scalars(select(Author).where(Author.name == article.byline)).one()
        author.job, author.biography = f"{CANARY} job", f"<p>{CANARY} biography</p>"
    db.session.add(Correction(article_id=gone.id, text=f"{CANARY} correction"))
    Page.begin(db.session, f"{CANARY} page").body = f"<p>{CANARY} text</p>"
    db.session.commit()
    articles = [changed, gone, withdrawn, planned, draft]
    in_ninjs = [f"/news/{article.slug}.ninjs.json" for article in (changed, planned, draft)]
    pages = [f"/news/{article.slug}" for article in articles]
    cards = [f"{pages[0]}?embed=true", *(card_of(page) for page in pages)]
    lists = [
        f"/{kind}/{CANARY}-{place}-{field}"
        for place in ("unpublished", "gone", "withdrawn", "planned", "draft")
        for kind, field in (("tags", "tags"), ("authors", "byline"))
    ]
    lists.append(f"/pages/{CANARY}-page")
    return [*pages, *in_ninjs, *cards, *lists, f"/news/{CANARY}-gone-headline"]


def card_of(page):
    return f"/oembed?url=http://localhost{page}"


def everywhere(app, hidden):
    return [*public_addresses(app), *hidden, "/sign-in", "/nothing", "/recent?seen=x"]


def song(answer, but=""):
    """Wherever a canary sings in an answer, in its text or in its headers, ``but`` in this."""
    heard = f"{answer.headers}\n{answer.data.decode(errors='replace')}".lower()
    heard = heard.replace(but.lower(), "") if but else heard
    return "\n".join(found[0] for found in re.finditer(f".{{0,80}}{CANARY}.{{0,120}}", heard))


def test_nothing_hidden_is_found_anywhere(app, client, hidden):
    for url in everywhere(app, hidden):
        if url == hidden[-1] or url == hidden[1]:
            continue  # an address names itself; what it answers is looked at below
        answer = client.get(url)
        assert not song(answer, but=url), (url, song(answer, but=url))


def test_the_address_of_what_was_taken_down_tells_no_more_than_that(client, hidden):
    answer = client.follow(client.get(hidden[-1]))
    assert answer.status_code == 410
    assert not song(answer)


def test_the_strip_says_nothing_of_what_was_taken_down(client):
    article, _other = factories.live(), factories.live()
    factories.pin(article, f"{CANARY} pin")
    assert song(client.get("/"))
    article.take_down("помилка")
    db.session.commit()
    for url in ("/", "/recent", "/corrections", "/nothing", f"/news/{article.slug}"):
        assert not song(client.get(url)), url


def test_a_canary_is_heard_when_it_is_let_out(app, client, hidden):
    """The same search finds it, once it is published."""
    article = factories.live(**canaries("live"))
    assert song(client.get(f"/news/{article.slug}"))
    assert song(client.get(f"/news/{article.slug}.ninjs.json"))
    page = f"/news/{article.slug}"
    assert song(client.get(f"{page}?embed=true"))
    assert song(client.get(card_of(page)))
    for url in ("/sitemaps/articles/0.xml", "/sitemaps/authors/0.xml", "/news-sitemap.xml"):
        assert song(client.get(url)), url
    feeds = ("/feed.rss", "/feed.atom", "/feed.json", "/feed.ninjs.json")
    for url in ("/", "/recent", *feeds, f"/widget/{factories.partner().key}"):
        assert song(client.get(url)), url


def test_a_poll_and_a_kept_page_do_not_tell_that_somebody_writes(app, client, at):
    """Neither the edition, nor how much there is, nor a byte changes with what is hidden."""
    at("2026-11-24 14:02")
    live = factories.live()
    urls = public_addresses(app)
    before = [client.get(url).data for url in urls]
    factories.draft(**canaries("draft"))
    factories.save(live, **canaries("unpublished"))
    factories.scheduled(clock.now() + timedelta(hours=1), **canaries("planned"))
    assert [client.get(url).data for url in urls] == before


def test_a_reporter_finds_no_draft_of_somebody_else(client, hidden):
    factories.sign_in(client, factories.staff("reporter"))
    for query in ("", f"?q={CANARY}", "?state=draft", "?state=taken-down", "?author=me"):
        page = client.read(f"/desk/articles{query}")
        assert CANARY not in page.select_one("#articles").text, query
        assert {count.text for count in page.select("#tabs .number")} == {"0"}, query


def test_a_number_guessed_is_as_unknown_as_one_that_is_not_there(client, hidden):
    factories.sign_in(client, factories.staff("reporter"))
    answers = {client.get(f"/desk/articles/{number}").text for number in (1, 5, 999)}
    assert len(answers) == 1
    for part in ("revisions", "revisions/1"):
        assert client.get(f"/desk/articles/1/{part}").status_code == 404
