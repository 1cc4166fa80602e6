"""A field of names suggests the next one after each comma."""

import pytest
from playwright.sync_api import expect

from tests import factories


@pytest.fixture
def tags(page, let_in):
    factories.live(tags="мости, Рясна, аварії")
    let_in(page, factories.staff())
    page.goto("/desk/articles/new")
    field = page.get_by_label("Теги", exact=True)
    field.focus()
    expect(page.locator("#tag-names option")).to_have_count(3)
    return field


def offered(page):
    options = "options => options.filter(one => !one.disabled).map(one => one.value)"
    return page.locator("#tag-names option").evaluate_all(options)


def test_before_the_first_comma_all_are_offered(page, tags):
    tags.press_sequentially("м")
    assert offered(page) == ["аварії", "Рясна", "мости"]


def test_after_a_comma_the_others_are_offered_with_what_stands_before(page, tags):
    tags.press_sequentially("Мости, ")
    assert offered(page) == ["Мости, аварії", "Мости, Рясна"]
    tags.press_sequentially("рясна,")
    assert offered(page) == ["Мости, рясна, аварії"]
    tags.fill("")
    assert offered(page) == ["аварії", "Рясна", "мости"]
