"""What the newsroom writes about an article stays at the desk, with those who may see the article.

A canary is in notes, in autosaves, in a text set aside, in corrections of what is not live.
"""

import uuid
from datetime import timedelta

import pytest
from flask import url_for

from newsroom import clock
from newsroom.articles.corrections import Correction
from newsroom.articles.notes import Note
from newsroom.articles.preview_links import PreviewLink
from newsroom.articles.previews import token_of
from newsroom.database import db
from tests import factories
from tests.client import FROM_OUR_OWN_PAGE
from tests.every_address import addresses
from tests.safety.test_canary import CANARY, canaries, everywhere, song


def surround(article, place):
    """What stands beside a text: none of it was ever published."""
    text = f"{CANARY} {place}"
    db.session.add(Note(article_id=article.id, text=f"{text} note"))
    wording = factories.wording(**canaries(f"{place}-autosave"))
    article.save(wording, by=None, save_id=str(uuid.uuid4()), is_autosave=True)
    db.session.commit()
    return factories.set_aside(article, **canaries(f"{place}-aside")).number


@pytest.fixture
def hidden(app):
    """Addresses by which somebody might look for it."""
    live = factories.live(headline="Живе", body="Живий текст.")
    surround(live, "live")
    gone = factories.taken_down(headline="Зняте", body="Текст.")
    surround(gone, "gone")
    db.session.add(Correction(article_id=gone.id, text=f"{CANARY} correction"))
    db.session.commit()
    return [f"/news/{live.slug}", f"/news/{gone.slug}"]


def test_readers_find_nothing_of_it_anywhere(app, client, hidden):
    for url in everywhere(app, hidden):
        answer = client.get(url)
        assert not song(answer), (url, song(answer))


def test_a_correction_of_what_is_live_is_heard(client):
    article = factories.live()
    db.session.add(Correction(article_id=article.id, text=f"{CANARY} correction"))
    db.session.commit()
    assert song(client.get(f"/news/{article.slug}"))


@pytest.fixture
def draft():
    """Somebody's draft, with all that is beside it."""
    article = factories.draft(by=factories.staff("reporter"), **canaries("draft"))
    aside = surround(article, "draft")
    return article, {
        "article_id": article.id,
        "number": aside,
        "link_id": factories.preview_link(article).id,
    }


def about(app, method, known):
    """The addresses of everything that is about one article."""
    with app.test_request_context():
        return [
            url_for(rule.endpoint, **{name: known[name] for name in rule.arguments})
            for rule in app.url_map.iter_rules()
            if method in rule.methods and "article_id" in rule.arguments
        ]


def test_another_reporter_opens_nothing_of_a_draft(app, client, draft):
    article, known = draft
    factories.sign_in(client, factories.staff("reporter"))
    urls = [*about(app, "GET", known), f"/news/{article.slug}"]
    assert len(urls) > 8
    for url in urls:
        answer = client.get(url)
        # What only editors may ask is refused before anybody looks at the article.
        assert answer.status_code in {403, 404}, url
        assert song(answer) == "", url


def test_another_reporter_does_nothing_to_a_draft(app, client, draft):
    factories.sign_in(client, factories.staff("reporter"))
    token = client.read("/desk/articles/new").select_one("[name=csrf_token]")["value"]
    fields = {"csrf_token": token, "headline": "Чуже", "base": "1", "text": "Слово"}
    for url in about(app, "POST", draft[1]):
        answer = client.post(url, data=fields, headers=FROM_OUR_OWN_PAGE)
        assert answer.status_code in {403, 404}, url
        assert not song(answer), url


def test_another_reporters_desk_tells_nothing_of_a_draft(app, client, draft):
    an_hour = clock.now() + timedelta(hours=1)
    factories.scheduled(an_hour, by=factories.staff("reporter"), **canaries("planned"))
    factories.sign_in(client, factories.staff("reporter"))
    urls = [url for url in addresses(app, "GET") if url.startswith("/desk")]
    assert len(urls) > 10
    for url in urls:
        answer = client.get(url)
        assert not song(answer), (url, song(answer))


def test_a_preview_is_open_only_by_its_signed_link_and_only_while_it_lasts(client, draft):
    link = db.session.get(PreviewLink, draft[1]["link_id"])
    address = f"/preview/{token_of(link)}"
    assert song(client.get(address))
    unsigned = f"/preview/{link.id}"
    tampered = f"{address[:-1]}{'a' if address[-1] != 'a' else 'b'}"
    for other in (unsigned, tampered, "/preview/"):
        assert (client.get(other).status_code, song(client.get(other))) == (404, ""), other
    link.revoked_at = link.created_at
    db.session.commit()
    assert (client.get(address).status_code, song(client.get(address))) == (404, "")
