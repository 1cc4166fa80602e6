"""The desk on a phone: what is needed is there, and big enough for a thumb."""

from playwright.sync_api import expect

from tests import factories
from tests.articles.desk import address

PHONE = {"width": 390, "height": 844}
THUMB = 44


def test_the_preview_is_within_reach(page, let_in):
    person = factories.staff("reporter")
    article = factories.draft(person)
    let_in(page, person)
    page.set_viewport_size(PHONE)
    page.goto(address(article))
    link = page.get_by_role("link", name="Перегляд")
    box = link.bounding_box()
    assert min(box["width"], box["height"]) >= THUMB
    assert box["x"] + box["width"] <= PHONE["width"]
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Перегляд")


def test_the_state_that_is_looked_at_is_in_sight(page, let_in):
    let_in(page, factories.staff("editor"))
    page.set_viewport_size(PHONE)
    for state in ("taken-down", "live", "waiting"):
        page.goto(f"/desk/articles?state={state}")
        expect(page.locator("#tabs [aria-current]")).to_be_in_viewport(ratio=1)
