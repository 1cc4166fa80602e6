"""Photos come into the text from the disk, the clipboard and the library; no word is lost on their way."""

import re

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.desk import hold, revisions
from tests.browser.photos import UPLOAD, Photos, figure, file, picture
from tests.browser.test_sessions import SESSION_OVER, end_all_sessions, sign_in_here

NO_NETWORK = ("net::ERR_", "Failed to load resource")


@pytest.fixture
def photos(desk):
    return Photos(desk)


def test_several_files_go_up_at_once_and_what_is_refused_says_why(desk, photos, page, article, axe):
    photos.drop(
        picture("раз.jpg"),
        file("звіт.pdf", "application/pdf", b"%PDF-1.4"),
        picture("два.jpg", (300, 400)),
    )
    expect(photos.all).to_have_count(3)
    refused = photos.says("звіт.pdf")
    expect(refused).to_contain_text("Збережіть його в JPEG, PNG або WebP")
    photos.are_ready(2)
    axe(page)
    refused.get_by_role("button", name="Прибрати", exact=True).click()
    expect(photos.all).to_have_count(2)
    one, two = photos.names
    expect(photos.all.first).to_contain_text("Немає ні автора, ні агенції")
    photos.all.first.locator("figcaption").click()
    desk.text.type("Міст уночі")
    body = f"<p>Один.</p><p>Два.</p>{figure(one, 'Міст уночі')}{figure(two)}"
    desk.text.has(body)
    desk.is_saved()
    desk.is_on_the_server(article, body=body)
    page.reload()
    photos.are_ready(2)
    desk.text.has(body)


def test_the_words_go_on_being_saved_while_the_line_is_bad(desk, photos, page, article, console):
    console.expect(*NO_NETWORK)
    page.route(UPLOAD, lambda route: route.abort("connectionreset"))
    photos.drop(picture())
    waiting = photos.says("Немає зв’язку")
    desk.text.surface.locator("p").first.click()
    desk.text.press("End")
    desk.text.type(" Потім.")
    desk.is_on_the_server(article, body="<p>Один. Потім.</p><p>Два.</p>")
    page.unroute(UPLOAD)
    photos.are_ready(1)  # by itself
    expect(waiting).to_have_count(0)
    desk.is_on_the_server(article, body=f"<p>Один. Потім.</p><p>Два.</p>{figure(photos.names[0])}")


def test_an_upload_is_cancelled_taken_back_and_tried_again(desk, photos, page):
    held = hold(page, UPLOAD)
    photos.drop(picture())
    photos.says("Завантажується").get_by_role("button", name="Скасувати").click()
    expect(photos.all).to_have_count(0)
    assert desk.text.value == "<p>Один.</p><p>Два.</p>"
    desk.text.surface.focus()
    desk.text.press("Control+z")
    photos.says("Скасовано").get_by_role("button", name="Спробувати зараз").click()
    photos.are_ready(1)
    assert len(held) == 1
    assert re.fullmatch(r"<p>Один\.</p><p>Два\.</p><figure data-photo=.*", desk.text.value)


def test_a_session_that_ended_begins_anew_and_the_upload_goes_on(
    desk, photos, page, person, console
):
    console.expect(SESSION_OVER)
    end_all_sessions()
    photos.paste(picture())
    photos.says("Сеанс завершився")
    sign_in_here(page, person)
    photos.are_ready(1)


def test_a_cookie_that_is_gone_costs_no_upload(desk, photos, page, person, console):
    console.expect(SESSION_OVER)
    page.context.clear_cookies()
    photos.paste(picture())
    photos.says("Сеанс завершився")
    sign_in_here(page, person)
    photos.are_ready(1)


def test_what_was_refused_on_its_way_says_why_and_is_tried_again(desk, photos, page, console):
    console.expect("status of 400")
    said = {"status": 400, "json": {"error": "Десь посередині не зрозуміли."}}
    page.route(UPLOAD, lambda route: route.fulfill(**said))
    photos.drop(picture())
    refused = photos.says("Десь посередині не зрозуміли.")
    page.unroute(UPLOAD)
    refused.get_by_role("button", name="Спробувати зараз").click()
    photos.are_ready(1)


def test_a_pasted_picture_is_a_photo_but_one_of_a_text_is_not(desk, photos):
    desk.text.surface.locator("p").last.click()
    desk.text.press("End")
    photos.paste(picture("слова.png"), text=" Слова.")
    desk.text.has("<p>Один.</p><p>Два. Слова.</p>")
    photos.paste(picture())
    photos.are_ready(1)


def test_a_figure_stays_while_anothers_words_come_in(desk, photos, article, person):
    photo = factories.photo().name
    desk.text.set(f"<p>Один.</p><p>Два.</p>{figure(photo, 'Міст')}")
    photos.are_ready(1)
    other = factories.staff()
    factories.save(
        article, other, factories.wording(headline="Міст", body="<p>Один!</p><p>Два.</p>")
    )
    photos.all.locator("figcaption").click()
    desk.text.press("End")
    desk.text.type(" уночі")
    both = f"<p>Один!</p><p>Два.</p>{figure(photo, 'Міст уночі')}"
    desk.text.has(both)
    desk.is_on_the_server(article, body=both)
    assert not any(revision.is_aside for revision in revisions(article))


def test_by_keyboard_alone(desk, photos, page):
    bridge = factories.photo(caption="Міст").name
    river = factories.photo(caption="Річка", alt="Берег").name
    factories.photo(caption="Поле", alt="Жито")
    desk.text.surface.focus()
    desk.text.press("Control+End", "Control+Alt+p")
    expect(photos.picker.get_by_role("searchbox")).to_be_focused()
    expect(photos.picker.locator("[data-choose]")).to_have_count(3)
    desk.text.type("міст")
    expect(photos.picker.locator("[data-choose]")).to_have_count(1)
    desk.text.press("ArrowDown", "Enter")
    desk.text.has(f"<p>Один.</p><p>Два.</p>{figure(bridge, 'Міст')}")
    desk.text.press("End")
    desk.text.type(" уночі")
    desk.text.press("Enter", "Control+Alt+p")
    desk.text.type("берег")
    expect(photos.picker.locator("[data-choose]")).to_have_count(1)
    desk.text.press("ArrowDown", "Enter")
    first, second = figure(bridge, "Міст уночі"), figure(river, "Річка")
    desk.text.has(f"<p>Один.</p><p>Два.</p>{first}{second}")

    desk.text.press("Alt+ArrowUp")
    desk.text.has(f"<p>Один.</p><p>Два.</p>{second}{first}")
    desk.text.press("Alt+ArrowUp", "Alt+ArrowUp")
    desk.text.has(f"{second}<p>Один.</p><p>Два.</p>{first}")
    desk.text.press("Control+z", "Control+z")
    desk.text.has(f"<p>Один.</p><p>Два.</p>{second}{first}")
    desk.text.tool("Галерея з фото, що стоять поруч").click()
    gallery = f"<div data-gallery>{second}{first}</div>"
    desk.text.has(f"<p>Один.</p><p>Два.</p>{gallery}")
    desk.text.tool("Галерея з фото, що стоять поруч").click()
    desk.text.has(f"<p>Один.</p><p>Два.</p>{second}{first}")
    photos.all.first.locator("figcaption").click()
    desk.text.press("Home", "Backspace", "x", "Backspace")
    desk.text.has(f"<p>Один.</p><p>Два.</p>{first}")
    desk.text.press("Control+Alt+p", "Escape")
    expect(photos.picker).to_be_hidden()
    expect(desk.text.surface).to_be_focused()


def test_a_photo_that_was_changed_elsewhere_is_shown_as_it_is(desk, photos, page):
    photo = factories.photo(author="", agency="")
    desk.text.set(f"<p>Один.</p>{figure(photo.name)}")
    photos.says("Немає ні автора")
    with page.expect_popup() as popup:
        photos.all.get_by_role("link", name="Про це фото").click()
    there = popup.value
    there.get_by_label("Автор фото").fill("Ія Ґанжа")
    there.get_by_role("button", name="Зберегти").click()
    expect(there.get_by_text("Відомості про фото збережено")).to_be_visible()
    page.bring_to_front()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    photos.says("Фото: Ія Ґанжа")
