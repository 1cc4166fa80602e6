"""Sitemaps: everything readers may find, nothing else, in files that others accept."""

import re
from datetime import timedelta

import pytest
from lxml import etree
from sqlalchemy import event

from newsroom import clock
from newsroom.articles import addresses
from newsroom.articles.corrections import Correction
from newsroom.articles.models import PART, Article
from newsroom.database import db
from newsroom.site.sitemaps import MOST_NEWS
from tests import factories
from tests.sitemap_checks import breaks_of_the_schema, read_by_others

BASE = "https://news.example"
ARTICLES = "/sitemaps/articles/0.xml"
on_our_base = pytest.mark.settings(BASE_URL=BASE)
HEADERS = {"Host": "evil.example"}
STEP = r"by_part \(<expr>[>=]"


def entries(client, url):
    """What a sitemap lists: address → when something changed there."""
    root = etree.fromstring(client.get(url, headers=HEADERS).data)
    return {entry.findtext("{*}loc"): entry.findtext("{*}lastmod") for entry in root}


@on_our_base
def test_the_index_leads_to_every_live_article_and_nowhere_else(client):
    hidden = {"byline": "Хтось Інший", "tags": "чернетки"}
    given = {"byline": "Олена Гук", "tags": "міст"}
    live = factories.live(category_id=factories.category("Громада").id, **given)
    factories.draft(**hidden)
    factories.scheduled(clock.now() + timedelta(hours=1), **hidden)
    factories.taken_down(**hidden)
    factories.category("Порожня")
    page = factories.page("Контакти")
    factories.page("Чернетка").is_published = False
    pages = set()
    for part in entries(client, "/sitemap.xml"):
        assert part.startswith(BASE)
        pages |= set(entries(client, part.removeprefix(BASE)))
    lists = ("categories/hromada", "tags/mist", "authors/olena-huk")
    assert pages == {
        f"{BASE}/{path}"
        for path in ("", "corrections", f"pages/{page.slug}", *lists, f"news/{live.slug}")
    }


@on_our_base
def test_a_part_tells_when_each_article_last_changed(client, at):
    story = factories.live(since=at("2026-11-24 14:02"))
    address = f"{BASE}/news/{story.slug}"
    assert entries(client, ARTICLES) == {address: "2026-11-24T12:02:00Z"}
    at("2026-11-24 15:00")
    factories.save(story)
    assert entries(client, ARTICLES) == {address: "2026-11-24T12:02:00Z"}
    story.publish()
    assert entries(client, ARTICLES) == {address: "2026-11-24T13:00:00Z"}
    assert entries(client, "/sitemap.xml")[BASE + ARTICLES] == "2026-11-24T13:00:00Z"


@on_our_base
def test_a_list_changed_when_its_newest_article_went_out(client, at):
    given = {"byline": "Олена Гук", "tags": "міст", "category_id": factories.category("Громада").id}
    factories.live(since=at("2026-11-24 14:02"), **given)
    factories.live(since=at("2026-11-24 15:00"), **given)
    factories.scheduled(clock.now() + timedelta(hours=1), **given)
    factories.live(since=at("2026-11-24 15:30"))
    lists = {
        "tags": "tags/mist",
        "authors": "authors/olena-huk",
        "categories": "categories/hromada",
    }
    for kind, path in lists.items():
        part = f"/sitemaps/{kind}/0.xml"
        assert entries(client, part) == {f"{BASE}/{path}": "2026-11-24T13:00:00Z"}
        assert entries(client, "/sitemap.xml")[BASE + part] == "2026-11-24T13:00:00Z"
    for url, address in (("/sitemap.xml", "/sitemaps/pages/0.xml"), ("/sitemaps/pages/0.xml", "/")):
        assert entries(client, url)[BASE + address] == "2026-11-24T13:30:00Z"


def test_a_correction_is_a_change(client, at):
    editor = factories.sign_in(client, factories.staff("editor"))
    article = factories.live(since=at("2026-11-24 14:02"))
    at("2026-11-24 16:00")
    page = editor.read(f"/desk/articles/{article.id}")
    editor.press(
        page, "Опублікувати оновлення", update_kind="correction", correction="Міст, а не тунель."
    )
    assert db.session.query(Correction).count() == 1
    assert [*entries(client, ARTICLES).values()] == ["2026-11-24T14:00:00Z"]


def test_what_was_put_out_again_later_changed_then(client, at):
    article = factories.live(since=at("2026-11-24 14:02"))
    at("2026-11-24 15:00")
    factories.save(article)
    article.publish()
    article.take_down()
    article.publish(at=at("2026-11-24 16:00") + timedelta(hours=1))
    db.session.commit()
    at("2026-11-24 18:00")
    assert [*entries(client, ARTICLES).values()] == ["2026-11-24T15:00:00Z"]


@pytest.mark.parametrize("change", ["publish", "take down", "update", "move", "move back"])
def test_a_part_changes_with_what_it_lists(client, at, change):
    """Though it is kept: it is asked for before and after."""
    at("2026-11-24 14:02")
    story, other = factories.live(), factories.live()
    addresses.change_slug(db.session, other, "insha-adresa")
    db.session.commit()
    before = entries(client, ARTICLES)
    at("2026-11-24 14:03")
    if change == "publish":
        factories.live()
    elif change == "take down":
        story.take_down()
    elif change == "update":
        factories.save(story)
        story.publish()
    elif change == "move":
        addresses.change_slug(db.session, story, "nova-adresa")
    else:
        former = db.session.scalars(db.select(addresses.FormerSlug.slug)).one()
        addresses.change_slug(db.session, other, former)
    db.session.commit()
    assert entries(client, ARTICLES) != before


def test_a_scheduled_article_is_listed_once_its_time_has_come(client, at):
    at("2026-11-24 14:02")
    factories.live()
    planned = factories.scheduled(clock.now() + timedelta(hours=1))
    for url in (ARTICLES, "/news-sitemap.xml"):
        assert planned.slug not in "".join(entries(client, url))
    at("2026-11-24 15:03")
    for url in (ARTICLES, "/news-sitemap.xml"):
        assert planned.slug in "".join(entries(client, url))


def test_a_part_is_a_range_of_ids_and_one_without_articles_is_not_there(client):
    for number in (PART - 1, PART, 3 * PART):
        row = Article(id=number, slug=f"a-{number}", saved_at=clock.now())
        db.session.add(row)
        db.session.flush()
        row.save(factories.wording(), by=None, save_id=str(number))
        db.session.flush()
        row.publish()
    db.session.commit()
    parts = [url for url in entries(client, "/sitemap.xml") if "articles" in url]
    assert [url.partition("/articles/")[2] for url in parts] == ["0.xml", "1.xml", "3.xml"]
    for part, number in [(0, PART - 1), (1, PART), (3, 3 * PART)]:
        [address] = entries(client, f"/sitemaps/articles/{part}.xml")
        assert address.endswith(f"/a-{number}")
    for nowhere in ("articles/2", "articles/4", f"articles/{10**30}", "drafts/0", "pages/1"):
        assert client.get(f"/sitemaps/{nowhere}.xml").status_code == 404


@on_our_base
def test_the_news_are_those_of_two_days(client, at):
    now = at("2026-11-24 14:02")
    factories.live(since=now - timedelta(days=2))
    recent = factories.live(headline="Свіже & <нове>", since=now - timedelta(days=2, seconds=-1))
    answer = client.get("/news-sitemap.xml", headers=HEADERS)
    [story] = read_by_others(answer.data)
    assert story["url"] == f"{BASE}/news/{recent.slug}"
    assert story["news"] == {
        "publication": {"name": "Редакція", "language": "uk"},
        "publication_date": "2026-11-22T12:02:01Z",
        "title": "Свіже & <нове>",
    }


def test_the_news_are_never_more_than_may_be(client, monkeypatch):
    monkeypatch.setattr("newsroom.site.sitemaps.MOST_NEWS", 2)
    for _ in range(3):
        factories.live()
    assert len(entries(client, "/news-sitemap.xml")) == 2
    assert MOST_NEWS == 1000


@pytest.mark.one_database
def test_others_accept_them(client):
    given = {"headline": "]]> & <b>\u0301", "byline": "Олена Гук", "tags": "міст"}
    factories.live(category_id=factories.category("Громада").id, **given)
    lists = ("/sitemaps/categories/0.xml", "/sitemaps/tags/0.xml", "/sitemaps/authors/0.xml")
    for url in ("/sitemaps/pages/0.xml", *lists, ARTICLES):
        xml = client.get(url).data
        assert not breaks_of_the_schema(xml), url
        assert read_by_others(xml), url
    index = client.get("/sitemap.xml")
    assert index.mimetype == "application/xml"
    assert len(read_by_others(index.data, "index")) == 5
    read_by_others(client.get("/news-sitemap.xml").data)


@pytest.mark.parametrize(
    ("old", "new"),
    [("<url>", "<url><priority>2</priority>"), ("<lastmod>20", "<lastmod>x"), ("loc>", "lok>")],
)
@pytest.mark.one_database
def test_a_mistake_would_be_seen(client, old, new):
    factories.live()
    broken = client.get(ARTICLES).text.replace(old, new)
    seen = bool(breaks_of_the_schema(broken.encode()))
    with pytest.raises(AssertionError):
        assert not seen
        read_by_others(broken.encode())


def test_a_part_seen_before_is_not_sent_again(client, at):
    at("2026-11-24 14:02")
    factories.live()
    for url in ("/sitemap.xml", ARTICLES, "/news-sitemap.xml"):
        answer = client.get(url)
        again = client.get(url, headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b""), url


@pytest.mark.one_database
def test_neither_the_index_nor_an_edition_goes_through_all_articles(app, client):
    """Both are steps in an index, as the database says that it will take them."""
    factories.live()
    sent = []
    remember = lambda *call: sent.append(call[2:4])  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", remember)
    for url in ("/sitemap.xml", ARTICLES):
        client.get(url)
    event.remove(db.engine, "before_cursor_execute", remember)
    plans = "\n".join(plan(*query) for query in sent if "articles" in query[0])
    # To the next part and to its last change, and all of one part for its edition.
    assert len(re.findall(STEP, plans)) == 3, plans


def plan(statement, parameters):
    """How SQLite goes about it. PostgreSQL has other ways with tables as small as these."""
    with db.engine.connect() as connection:
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        return "\n".join(row[-1] for row in rows)


@pytest.mark.one_database
def test_a_kept_part_is_not_made_again(client, monkeypatch):
    factories.live()
    first = client.get(ARTICLES).data
    monkeypatch.setattr("newsroom.site.sitemaps._whole", None)
    assert client.get(ARTICLES).data == first
