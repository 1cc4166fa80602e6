"""A reader's page is light: few bytes, nobody else's, no cookie, and nothing moves."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from newsroom import clock
from newsroom.language.slugs import slugify
from newsroom.site.days import day_of
from tests import factories
from tests.browser.layout_shifts import shifts, watch
from tests.browser.test_every_page import BODY, story
from tests.browser.weight import weigh

KB = 1024
WHOLE, SCRIPTS, FONTS = 40 * KB, 20 * KB, 60 * KB
PAGES = ("home", "article", "category", "tag", "author", "archive", "corrections", "nothing")


@pytest.fixture
def addresses():
    """A newsroom with full lists, a long article and news in the strip."""
    city = factories.category("Місто")
    for name in ("Гроші", "Освіта", "Культура", "Довкілля", "Громада", "Транспорт"):
        factories.category(name)
    typed = story(category_id=city.id, tags="міст, річка", body=BODY * 6)
    now = clock.now()
    for n in range(12):
        factories.live(since=now - timedelta(minutes=10 * n + 1), **typed)
    article = factories.live(since=now - timedelta(days=1), **typed)
    factories.pin(article)
    found = {
        "home": "/",
        "article": f"/news/{article.slug}",
        "category": "/categories/misto",
        "tag": "/tags/mist",
        "author": f"/authors/{slugify('Олена Гук')}",
        "archive": f"/archive/{day_of(now)}",
        "corrections": "/corrections",
        "nothing": "/news/nowhere",
    }
    assert set(found) == set(PAGES)
    return found


@pytest.mark.parametrize("name", PAGES)
def test_a_page_keeps_its_budget(new_context, console, server, addresses, name):
    console.expect("status of 404")
    context = new_context(viewport={"width": 390, "height": 844})
    watch(context)
    page, weight = weigh(context, addresses[name])
    assert weight.without_photos_and_fonts <= WHOLE, weight
    assert weight.bytes["scripts"] <= SCRIPTS, weight
    assert weight.bytes["fonts"] <= FONTS, weight
    assert {urlsplit(one).netloc for one in weight.addresses} == {urlsplit(server.url).netloc}
    assert context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert shifts(page) == []


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_moves_when_the_real_faces_arrive_late(new_context, addresses, width):
    context = new_context(viewport={"width": width, "height": 844})
    watch(context)
    page = context.new_page()
    page.route("**/*.woff2", lambda route: (page.wait_for_timeout(300), route.continue_()))
    page.goto(addresses["article"])
    page.evaluate("document.fonts.ready")
    assert shifts(page) == []


def test_a_reader_without_scripts_gets_everywhere(new_context, addresses):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/")
    expect(page.locator("#recent-posts li")).to_have_count(7)
    page.locator("#breaking a").click()
    expect(page.locator(".prose")).to_contain_text("перекриють")
    for name in ("category", "tag", "author"):
        page.locator(f"main a[href='{addresses[name]}']").first.click()
        expect(page.locator("main h2").first).to_contain_text("Міст через")
        page.goto(addresses["article"])
    page.goto("/corrections")
    page.get_by_role("link", name="Редакція").first.click()
    expect(page.locator(".lead")).to_be_visible()
