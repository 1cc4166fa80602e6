"""A page of the mirror in a browser: static files, which nothing but nginx stands behind."""

import pytest
from playwright.sync_api import expect

from newsroom.articles import outside
from newsroom.database import db
from tests import factories, programs
from tests.mirror.web import Web
from tests.outbox.waiting import until

SECONDS = 120


@pytest.fixture
def settings(settings, tmp_path):
    return {**settings, "MIRROR": str(tmp_path / "mirror"), "RECENT_SECONDS": 1}


@pytest.fixture
def web(server, tmp_path):
    """nginx with the mirror that the server makes by itself as soon as it serves."""
    mirror = tmp_path / "mirror"
    until((mirror / "nginx/server.conf").exists, SECONDS)
    web = Web(tmp_path / "web", mirror)
    yield web
    web.stop()


@pytest.fixture
def story(app):
    return factories.live(headline="Міст закрили")


@programs.needs("nginx")
def test_a_page_of_the_mirror_gets_what_is_new(story, page, web, server):
    page.goto(f"{web.url}/news/{story.slug}")
    posts = page.locator("#recent-posts li")
    expect(posts).to_have_count(1)  # the page came without them
    expect(page.locator("time[data-relative]").first).to_have_text("щойно")
    newer = factories.live(headline="Міст відкрили")
    outside.tell(newer, [])
    db.session.commit()
    expect(page.get_by_role("button", name="1 нова")).to_be_visible(timeout=SECONDS * 1000)
    server.kill()  # nothing of ours is there any more
    page.get_by_role("button", name="1 нова").click()
    page.get_by_role("link", name="Міст відкрили").first.click()
    expect(page).to_have_title("Міст відкрили – Редакція")
    expect(posts).to_have_count(2)
