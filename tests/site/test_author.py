"""An author's page: who they are, in their own words, and what they have written."""

from sqlalchemy import select

from newsroom.articles.bylines import Author
from newsroom.database import db
from tests import factories


def describe(name, **known):
    author = db.session.scalar(select(Author).where(Author.name == name))
    for field, text in known.items():
        setattr(author, field, text)
    db.session.commit()


def test_the_by_line_leads_to_each_authors_page(client):
    article = factories.live(byline="Олена Гук, Тарас Пасічник")
    links = client.read(f"/news/{article.slug}").select(".byline__names a")
    assert [(a.text, a["href"]) for a in links] == [
        ("Олена Гук", "/authors/olena-huk"),
        ("Тарас Пасічник", "/authors/taras-pasichnyk"),
    ]
    for link in links:
        assert client.read(link["href"]).h1.text == link.text


def test_it_says_who_they_are(client):
    factories.live(byline="Олена Гук")
    describe("Олена Гук", job="редакторка новин", biography="Пише про місто.\n\nЖиве тут <змалку>.")
    page = client.read("/authors/olena-huk")
    paragraphs = [" ".join(p.text.split()) for p in page.select(".about p")]
    assert paragraphs == ["редакторка новин", "Пише про місто.", "Живе тут <змалку>."]


def test_without_a_word_about_them_there_is_no_empty_block(client):
    factories.live(byline="Олена Гук")
    assert not client.read("/authors/olena-huk").select(".about")


def test_what_is_signed_by_two_stands_with_both(client):
    factories.live(headline="Разом", byline="Олена Гук, Тарас Пасічник")
    for slug in ("olena-huk", "taras-pasichnyk"):
        page = client.read(f"/authors/{slug}")
        assert [link.text for link in page.main.select("h2 a")] == ["Разом"]


def test_who_only_signs_the_unpublished_update_is_not_known_yet(client):
    article = factories.live(byline="Олена Гук")
    factories.save(article, byline="Тарас Пасічник")
    assert client.get("/authors/taras-pasichnyk").status_code == 404
    assert len(client.read("/authors/olena-huk").main.select("h2 a")) == 1
