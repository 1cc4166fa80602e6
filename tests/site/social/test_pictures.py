"""The card of an article: drawn after it has gone out, shown to other sites, gone with it."""

import io
import json

import pytest
from PIL import Image
from sqlalchemy import select

from newsroom import clock, outbox
from newsroom.database import db
from newsroom.outbox import running
from newsroom.outbox.models import Job
from newsroom.photos import announcing
from newsroom.photos.stores import store
from newsroom.site.social import cli, pictures
from tests import factories
from tests.articles.desk import PUBLISH, UPDATE, address

HEADLINE = "Тихий міст перекриють на дев’ять ночей"
GENERAL = "/icons/social.png"


@pytest.fixture
def do_due(app):
    def done():
        db.session.rollback()
        running.run_due(app)
        db.session.expire_all()

    return done


def said(client, article):
    """What the article's page says of its picture: Open Graph's, Twitter's, schema.org's."""
    page = client.read(f"/news/{article.slug}")
    names = ("image", "image:width", "image:height", "image:alt")
    meta = {name: page.select_one(f"meta[property='og:{name}']")["content"] for name in names}
    assert page.select_one("meta[name='twitter:image']")["content"] == meta["image"]
    things = [json.loads(script.string) for script in page.select("[type='application/ld+json']")]
    [story] = [thing for thing in things if thing["@type"] == "NewsArticle"]
    about = client.get(f"/oembed?url=http://localhost/news/{article.slug}").json
    if meta["image"].endswith(GENERAL):
        assert "thumbnail_url" not in about
        assert meta["image"] not in [image["url"] for image in story.get("image", [])]
        return meta
    assert story["image"][-1]["url"] == meta["image"]
    assert about["thumbnail_url"] == meta["image"]
    assert (about["thumbnail_width"], about["thumbnail_height"]) == (1200, 630)
    return meta


def opened(client, url):
    answer = client.get(url.removeprefix("http://localhost"))
    assert answer.status_code == 200
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    return Image.open(io.BytesIO(answer.data))


def test_it_is_drawn_after_the_publication_and_until_then_the_general_one_stands(
    client, editor, do_due
):
    article = factories.draft(editor.person, headline=HEADLINE)
    editor.press(editor.read(address(article)), PUBLISH)
    assert said(client, article)["image"].endswith(GENERAL)
    do_due()
    meta = said(client, article)
    assert meta["image"].startswith(f"http://localhost/social/{article.id}-")
    assert meta["image:alt"] == f"«{HEADLINE}» – Редакція"
    picture = opened(client, meta["image"])
    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert (meta["image:width"], meta["image:height"]) == ("1200", "630")


def test_another_headline_and_another_photo_are_another_card(client, editor, do_due):
    article = factories.live(editor.person, headline=HEADLINE)
    first = factories.card(article)
    photo = factories.photo(width=1400, height=700)
    editor.press(
        editor.read(address(article)), UPDATE, headline="Міст відкрито", lead_photo=photo.name
    )
    assert said(client, article)["image"].endswith(GENERAL)
    do_due()
    shown = said(client, article)["image"]
    assert opened(client, shown).format == "JPEG"
    former = client.get(f"/social/{first}")
    assert (former.status_code, former.location) == (302, shown)
    with pytest.raises(FileNotFoundError):
        store().read(f"social/{first}")


def test_a_new_credit_of_its_photo_is_told_and_drawn(client, do_due):
    photo = factories.photo()
    article = factories.live(lead_photo=photo.name)
    first = factories.card(article)
    photo.describe(author="Хтось Інший")
    announcing.tell(photo)
    db.session.commit()
    do_due()
    assert article.social not in {"", first}
    assert said(client, article)["image"].endswith(article.social)


def test_it_goes_with_its_article(client):
    article = factories.live()
    file = factories.card(article)
    article.take_down()
    db.session.commit()
    assert client.get(f"/social/{file}").status_code == 404


@pytest.mark.one_database
def test_drafts_have_none_and_no_other_name_is_one(client, editor):
    draft = factories.draft(editor.person)
    assert factories.card(draft) == ""
    for name in (f"{draft.id}-{'0' * 20}.png", "1-2.png", "..%2f1.png", "999999999999-0.png"):
        assert client.get(f"/social/{name}").status_code == 404


@pytest.mark.one_database
def test_what_the_face_cannot_write_keeps_the_general_card(client):
    article = factories.live(headline="東京")
    assert factories.card(article) == ""
    assert said(client, article)["image"].endswith(GENERAL)


@pytest.mark.one_database
def test_drawing_again_changes_nothing(client):
    article = factories.live(headline=HEADLINE)
    assert factories.card(article) == factories.card(article)


def renamed(article, headline):
    article.headline = headline
    db.session.commit()
    return pictures.file_of(article.id, headline, article.lead_photo)


@pytest.mark.parametrize("is_drawn", [False, True])
def test_a_late_drawing_takes_no_newer_ones_place(client, monkeypatch, do_due, is_drawn):
    article = factories.live(headline=HEADLINE)
    late, newer, keep = renamed(article, HEADLINE), [], pictures._keep

    def overtaken(file, card):
        monkeypatch.undo()
        newer.append(renamed(article, "Міст відкрито"))
        if is_drawn:
            factories.card(article)
        keep(file, card)

    monkeypatch.setattr(pictures, "_keep", overtaken)
    factories.card(article)
    do_due()
    assert [article.social] == newer
    assert store().read(f"social/{article.social}")
    with pytest.raises(FileNotFoundError):
        store().read(f"social/{late}")


@pytest.mark.one_database
def test_a_card_whose_headline_came_back_is_not_removed(client, do_due):
    article = factories.live(headline=HEADLINE)
    for headline in (HEADLINE, "Міст відкрито", HEADLINE):
        file = renamed(article, headline)
        factories.card(article)
    do_due()
    assert article.social == file
    assert store().read(f"social/{file}")


@pytest.mark.one_database
def test_a_former_card_stays_until_the_newer_is_committed(client, do_due):
    article = factories.live(headline=HEADLINE)
    first = factories.card(article)
    renamed(article, "Міст відкрито")
    pictures.make(outbox.Order(0, pictures.DRAW, str(article.id), {}, 1, clock.now(), ""))
    db.session.rollback()
    do_due()
    assert article.social == first
    assert store().read(f"social/{first}")


def test_what_went_out_without_a_card_gets_one_once(app, client, monkeypatch, do_due):
    monkeypatch.setattr(cli, "AT_ONCE", 2)
    drawn, draft = factories.live(), factories.draft()
    factories.card(drawn)
    without = [factories.live(), factories.live(lead_photo=factories.photo().name)]
    running.run_due(app)
    for article in without:
        article.social = ""
    db.session.commit()
    for _ in range(2):
        told = app.test_cli_runner().invoke(args=["articles", "cards"])
        assert told.exit_code == 0
    assert len(db.session.scalars(select(Job.id).where(Job.kind == "social")).all()) == 2
    do_due()
    assert all(said(client, article)["image"].endswith(article.social) for article in without)
    assert draft.social == ""
    told = app.test_cli_runner().invoke(args=["articles", "cards"])
    assert told.output == "Картки, що чекають у черзі: 0.\n"
