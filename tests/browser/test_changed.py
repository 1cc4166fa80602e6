"""An open article says near its headline what has become of it since, and moves nothing."""

import pytest
from playwright.sync_api import Page, expect

from newsroom.database import db
from tests import factories
from tests.browser.accessibility import barriers
from tests.browser.layout_shifts import shifts, watch
from tests.browser.polls import is_poll

pytestmark = pytest.mark.settings(RECENT_SECONDS=1, PUBLIC_SECONDS=0)

# How often what the line says came or went, as somebody who listens to the page would count.
WATCH_THE_LINE = """() => {
  const times = [];
  new MutationObserver(() => times.push(Date.now())).observe(
    document.querySelector("#article-changed"), { subtree: true, childList: true, characterData: true });
  return times;
}"""


@pytest.fixture(params=[(1440, 900), (390, 844)], ids=["desk", "phone"])
def page(new_context, request):
    width, height = request.param
    page = new_context(viewport={"width": width, "height": height}).new_page()
    watch(page)
    return page


def line(page: Page):
    return page.locator("#article-changed")


def height_in_lines(text) -> float:
    return text.evaluate("one => one.offsetHeight / parseFloat(getComputedStyle(one).lineHeight)")


def update(article, **given) -> None:
    factories.save(article, **given)
    article.publish()
    db.session.commit()


def test_it_says_so_wherever_somebody_reads_and_only_once(page):
    article = factories.live(headline="Міст", body="Абзац.\n\n" * 40)
    page.goto(f"/news/{article.slug}")
    expect(line(page)).to_have_text("")
    assert height_in_lines(page.locator(".byline time")) < 2  # the hour beside the day
    page.evaluate("scrollTo(0, 300)")
    times = page.evaluate_handle(WATCH_THE_LINE)
    update(article, headline="Міст закрили")
    expect(line(page)).to_contain_text("Цей матеріал оновлено о ")
    expect(line(page).get_by_role("link")).to_be_in_viewport(ratio=1)
    assert page.evaluate("scrollY") == 300
    factories.live(headline="Дощ")
    with page.expect_request_finished(is_poll):
        pass
    expect(page.get_by_text("1 нова").or_(page.get_by_text("Дощ")).first).to_be_attached()
    assert len(times.json_value()) == 1
    assert shifts(page) == []
    assert barriers(page) == []
    line(page).get_by_role("link", name="перечитати").click()
    expect(page.locator("h1")).to_have_text("Міст закрили")
    expect(line(page)).to_have_text("")
    article.take_down("так треба")
    db.session.commit()
    expect(line(page)).to_have_text("Цей матеріал знято – на головну")
    box, headline = line(page).bounding_box(), page.locator("h1").bounding_box()
    assert box["y"] + box["height"] <= headline["y"]
    assert shifts(page) == []
