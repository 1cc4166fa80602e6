"""The lead photo is picked from the library, looked at, kept by itself, and taken out again."""

from playwright.sync_api import expect

from tests import factories
from tests.browser.desk import Desk


def test_it_is_picked_seen_kept_and_taken_out_again(page, sign_in):
    person = factories.staff()
    photo = factories.photo(by=person, caption="Човен на ріці", author="Марта Ліщинська")
    article, name = factories.draft(person), photo.name
    sign_in(page, person)
    desk = Desk(page, f"/desk/articles/{article.id}")
    look = page.locator("#lead-photo-preview")
    expect(look).to_contain_text("Фото не вибрано")
    desk.button("Фото з бібліотеки…").click()
    page.get_by_role("dialog").get_by_role("button", name="Човен на ріці").click()
    expect(look).to_contain_text("Марта Ліщинська")
    shown = look.locator(".photo__picture")
    expect(shown).to_have_js_property("complete", value=True)
    assert shown.evaluate("picture => picture.naturalWidth") > 0
    desk.is_on_the_server(article, lead_photo=name)
    desk.button("Без фото").click()
    expect(look).to_contain_text("Фото не вибрано")
    desk.is_on_the_server(article, lead_photo="")
