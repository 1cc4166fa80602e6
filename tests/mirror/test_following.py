"""The mirror follows what happens at the desk, and writes only what that changes."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from newsroom import clock
from newsroom.articles import outside
from newsroom.database import db
from newsroom.mirror import asking, following
from newsroom.mirror.folder import Folder
from newsroom.outbox.models import Job
from tests import factories
from tests.articles.conftest import colleague, editor
from tests.articles.desk import PUBLISH, TYPED, UPDATE, address, articles
from tests.articles.test_addresses import change
from tests.articles.test_category_views import rename

__all__ = ["colleague", "editor"]

TAKE_DOWN = "Зняти з публікації"
FRONT = {"index.html", "recent/index.html", "sitemap.xml", "news-sitemap.xml", "404.html"}
FRONT |= {"410.html", "sitemaps/articles/0.xml"}
FORMATS = ("atom", "json", "ninjs.json", "rss")


@pytest.fixture
def city():
    return factories.category("Місто")


@pytest.fixture
def stories(city):
    """Two, one of which links to the other, and one of another category."""
    old = clock.now() - timedelta(days=1)
    first = factories.live(headline="Перша", category_id=city.id, since=old, byline="Ія")
    linked = f'<p>Див. <a href="/news/{first.slug}">тут</a>.</p>'
    second = factories.live(headline="Друга", category_id=city.id, since=old, body=linked)
    other = factories.live(headline="Третя", category_id=factories.category("Гроші").id, since=old)
    return first, second, other


@pytest.fixture
def changes(mirror):
    """Which files a change at the desk has written or removed, when its jobs are done."""

    def changed(deed):
        mirror.pass_through()
        before = mirror.files()
        deed()
        mirror.do_jobs()
        after = mirror.files()
        return {name for name in before | after if before.get(name) != after.get(name)}

    return changed


def page(article, file="index.html"):
    return f"news/{article.slug}/{file}"


def test_a_publication_is_there_and_no_page_of_another_is_touched(changes, editor, mirror, stories):
    new = editor.read("/desk/articles/new")
    found = changes(lambda: editor.press(new, PUBLISH, **TYPED, category="Місто"))
    article = articles()[-1]
    day = f"archive/{article.publish_at.astimezone().date()}/index.html"
    assert {
        page(article),
        page(article, "embed=true.html"),
        f"news/{article.slug}.ninjs.json",
    } <= found
    assert {
        "categories/misto/index.html",
        "tags/mosty/index.html",
        "authors/olena-huk/index.html",
    } <= found
    assert {f"categories/misto/feed.{format}" for format in FORMATS} <= found
    assert day in found
    assert FRONT - {"410.html", "404.html"} <= found
    for story in stories:
        assert not any(name.startswith(f"news/{story.slug}") for name in found)
    assert not any(name.startswith(("static/", "categories/hroshi", "pages/")) for name in found)
    assert TYPED["headline"] in mirror.read("index.html").replace("\u00a0", " ")


@pytest.mark.one_database
def test_what_is_taken_down_goes_first(changes, editor, mirror, stories, monkeypatch):
    gone, linking, _other = stories
    assert (outside.ANNOUNCED, following.ARTICLE) in mirror.app.extensions["outbox"].urgent
    factories.partner()
    seen, own = [], page(gone)
    write = Folder.write

    def watch(folder, name, *rest, **more):
        seen.append((name, mirror.has(own)))
        write(folder, name, *rest, **more)

    def take_down():
        monkeypatch.setattr("newsroom.mirror.folder.Folder.write", watch)
        editor.press(editor.read(address(gone)), TAKE_DOWN)

    changes(take_down)
    assert seen
    assert not [name for name, still_there in seen if still_there and not name.endswith(".gone")]
    assert mirror.has(page(gone, ".gone"))
    assert not mirror.has(f"news/{gone.slug}.ninjs.json")
    assert not mirror.has("authors/iia/index.html")
    assert "Перша" not in mirror.everything()
    assert f"/news/{gone.slug}" in mirror.read(page(linking))  # its text says so, as on the site


def test_another_headline_and_address_are_seen_wherever_it_is_named(
    changes, editor, mirror, stories
):
    article, linking, other = stories
    former = article.slug
    found = changes(lambda: editor.press(editor.read(address(article)), UPDATE, headline="Інакше"))
    assert page(linking) in found  # «Раніше: …»
    assert page(other) not in found
    assert "Перша" not in mirror.everything()
    change(editor, article, "insha-adresa")
    mirror.do_jobs()
    assert "url=/news/insha-adresa" in mirror.read(f"news/{former}/index.html")
    assert f"  /news/{former} /news/insha-adresa;" in (mirror.root / "nginx/maps.conf").read_text()
    assert "/news/insha-adresa" in mirror.read(page(linking))


@pytest.mark.one_database
def test_a_picture_that_no_page_shows_any_more_is_removed(changes, editor, mirror, city):
    photo = factories.photo()
    article = factories.live(headline="З фото", lead_photo=photo.name, category_id=city.id)
    mirror.pass_through()
    assert mirror.has(f"photos/{photo.name}/1/320.webp")
    changes(lambda: editor.press(editor.read(address(article)), UPDATE, lead_photo=""))
    assert not mirror.has(f"photos/{photo.name}")


@pytest.mark.one_database
def test_what_is_planned_comes_at_its_time(mirror, at):
    at("2026-11-24 14:00")
    factories.live(headline="Ця є")
    article = factories.scheduled(clock.now() + timedelta(minutes=10), headline="Ця буде")

    outside.tell(article, [])
    db.session.commit()
    mirror.pass_through()
    mirror.do_jobs()
    assert "буде" not in mirror.everything()
    at("2026-11-24 14:11")
    mirror.do_jobs()
    assert "буде" in mirror.read("index.html")
    assert mirror.has(page(article))


def test_what_nobody_announces_is_looked_for(mirror, editor, stories, city, monkeypatch):
    monkeypatch.setattr(following, "LEAST_REST", 0)
    monkeypatch.setattr(following, "SHARE", 0)
    factories.page("Про нас")
    mirror.pass_through()
    rename(editor, city, "Наше місто")
    page_of_ours = editor.read("/desk/pages/1")
    editor.press(page_of_ours, "Зберегти", readers="Не бачать")
    following.look()
    following.look()
    waiting = select(Job).where(Job.kind == following.REST, Job.waiting())
    assert len(db.session.scalars(waiting).all()) == 1
    mirror.do_jobs()
    for name in mirror.files():
        if name.endswith("index.html") and not name.startswith(("recent", "widget")):
            assert ">Місто<" not in mirror.read(name), name
    assert not mirror.has("pages/pro-nas/index.html")


@pytest.mark.one_database
def test_a_pass_rests_as_long_as_it_should(mirror, stories, city):
    mirror.pass_through()
    city.name = "Наше місто"
    db.session.commit()
    following.look()
    mirror.do_jobs()
    assert ">Наше місто<" in mirror.read("index.html")  # what is read most does not wait
    assert ">Місто<" in mirror.read(page(stories[0]))
    (later,) = db.session.scalars(select(Job).where(Job.kind == following.REST, Job.waiting()))
    assert later.run_at > clock.now() + timedelta(seconds=10)


@pytest.mark.one_database
def test_sites_that_another_partner_has_are_told_to_the_server(mirror):
    partner, *_ = [factories.partner("https://a.example") for _ in range(3)]
    factories.partner("https://b.example")
    mirror.pass_through()
    server = mirror.root / "nginx/server.conf"
    assert f"/widget/{partner.key}" not in server.read_text()  # it has what most have
    partner.live_at(["https://b.example"])
    db.session.commit()
    following.look()
    mirror.do_jobs()
    assert f"/widget/{partner.key}" in server.read_text()


@pytest.mark.one_database
def test_a_page_that_cannot_be_made_stays_and_is_told_of(mirror, stories, monkeypatch):
    mirror.pass_through()
    before, broken = mirror.read(page(stories[0])), f"/news/{stories[0].slug}"

    ask = asking.ask

    def failing(app, wanted):
        if wanted == broken:
            raise RuntimeError("broken")
        return ask(app, wanted)

    monkeypatch.setattr(asking, "ask", failing)
    factories.category("Нова")
    following.look()
    monkeypatch.setattr(following, "LEAST_REST", 0)
    monkeypatch.setattr(following, "SHARE", 0)
    mirror.do_jobs()
    assert mirror.read(page(stories[0])) == before
    (job,) = db.session.scalars(select(Job).where(Job.kind == following.REST, Job.waiting()))
    assert job.last_error == f"1 not mirrored: /news/{stories[0].slug}: RuntimeError"
    assert ">Нова<" in mirror.read(page(stories[1]))
