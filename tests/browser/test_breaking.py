"""Breaking news while somebody reads: it lies over the page, can be closed, and moves nothing."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from newsroom.articles.breaking import Pin
from newsroom.database import db
from tests import factories
from tests.browser.layout_shifts import shifts, watch

pytestmark = pytest.mark.settings(RECENT_SECONDS=1, PUBLIC_SECONDS=0)


@pytest.fixture(params=[(1440, 900), (390, 844)], ids=["desk", "phone"])
def page(new_context, request):
    width, height = request.param
    page = new_context(viewport={"width": width, "height": height}).new_page()
    watch(page)
    return page


@pytest.fixture
def story():
    return factories.live(headline="Міст", body="Абзац.\n\n" * 40)


def in_place(page: Page):
    return page.locator("#breaking a")


def late(page: Page):
    return page.get_by_role("status").get_by_role("link")


def test_what_is_in_the_strip_stands_on_the_page_from_the_start(page, story):
    factories.pin(story, "Міст відкрили")
    page.goto("/")
    expect(in_place(page)).to_have_text("Міст відкрили")
    expect(late(page)).to_have_count(0)
    in_place(page).click()
    expect(page).to_have_url(re.compile("/news/mist"))


def test_what_comes_while_somebody_reads_lies_over_the_page_and_can_be_closed(page, story):
    page.goto(f"/news/{story.slug}")
    page.evaluate("scrollTo(0, 200)")
    factories.pin(story, "Міст відкрили")
    expect(late(page)).to_have_text("Міст відкрили")
    expect(late(page)).to_be_in_viewport()
    close = page.get_by_role("button", name="Закрити")
    box = close.bounding_box()
    assert min(box["width"], box["height"]) >= 44
    close.press("Enter")
    expect(late(page)).to_have_count(0)
    expect(close).to_be_hidden()
    expect(page.locator("#main")).to_be_focused()
    assert page.evaluate("scrollY") == 200
    page.wait_for_timeout(1500)  # another poll
    expect(late(page)).to_have_count(0)
    assert shifts(page) == []


def test_what_ends_leaves_its_space(page, story):
    factories.pin(story)
    page.goto("/")
    box = page.locator(".masthead").bounding_box()
    db.session.scalars(select(Pin)).one().end()
    db.session.commit()
    expect(in_place(page)).to_be_hidden()
    assert page.locator(".masthead").bounding_box() == box
    assert shifts(page) == []
    page.reload()
    expect(page.locator("#breaking")).to_be_empty()


def test_an_article_taken_down_leaves_the_strip(page, story):
    factories.live(headline="Дощ")
    factories.pin(story)
    page.goto("/")
    story.take_down("так треба")
    db.session.commit()
    expect(in_place(page)).to_be_hidden()


def test_other_news_takes_the_place_over_the_page(page, story):
    factories.pin(story, "Міст")
    page.goto("/")
    factories.pin(story, "Міст відкрили на два дні раніше", timedelta(hours=2))
    expect(late(page)).to_have_text("Міст відкрили на два дні раніше")
    expect(in_place(page)).to_be_hidden()
    factories.pin(story, "Міст")
    expect(in_place(page)).to_be_visible()
    expect(late(page)).to_have_count(0)
    assert shifts(page) == []


def test_without_scripts_it_is_there_with_the_page(new_context, story):
    factories.pin(story, "Міст відкрили")
    reader = new_context(java_script_enabled=False).new_page()
    reader.goto("/")
    expect(in_place(reader)).to_have_text("Міст відкрили")
    assert reader.locator("#breaking-late button:visible").count() == 0
