"""The library in a browser: files go up with their bars, the point that matters is set by hand or by keyboard."""

from playwright.sync_api import expect

from tests import factories
from tests.browser.photos import CARRIED, UPLOAD, file, picture
from tests.photos import pictures


def test_files_go_up_and_stand_among_the_others(page, sign_in, console):
    console.expect("Failed to load resource")
    sign_in(page, factories.staff("reporter"))
    older = factories.photo(caption="Міст").name
    page.goto("/desk/photos")
    page.route(UPLOAD, lambda route: route.abort() if route.request.method == "POST" else None)
    page.locator("#photo").set_input_files(
        {
            "name": "човен.jpg",
            "mimeType": "image/jpeg",
            "buffer": pictures.jpeg((410, 310)),
        }
    )
    under_way = page.get_by_role("list", name="Завантажуються")
    expect(under_way).to_contain_text("Немає зв’язку")
    page.unroute(UPLOAD)
    under_way.get_by_role("button", name="Спробувати зараз").click()
    cards = page.locator(".card")
    expect(cards).to_have_count(2)
    expect(cards.first.locator("img")).to_be_visible()  # it has asked until it was ready
    expect(cards.last).to_have_id(f"photo-{older}")
    page.locator("#photos").evaluate(
        CARRIED,
        ["drop", [file("звіт.pdf", "application/pdf", b"%PDF"), picture("мале.jpg", (90, 60))], ""],
    )
    expect(cards).to_have_count(3)
    expect(under_way).to_contain_text("Це не фото")
    under_way.get_by_role("button", name="Прибрати", exact=True).click()
    expect(under_way.locator("li")).to_have_count(0)
    page.get_by_role("searchbox").fill("міст")
    expect(cards).to_have_count(1)
    page.get_by_role("heading", name="Фото").click()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Міст")).to_be_visible()


def test_the_point_that_matters_is_pressed_or_typed(page, sign_in):
    sign_in(page, factories.staff())
    photo = factories.photo()
    page.goto(f"/desk/photos/{photo.name}")
    picture_ = page.locator("[data-focal] img")
    box = picture_.bounding_box()
    picture_.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.75})
    across, down = page.get_by_label("Від лівого краю"), page.get_by_label("Від верхнього краю")
    expect(across).to_have_value("25")
    expect(down).to_have_value("75")
    across.press("ArrowUp")
    crop = page.locator(".look__crop--square")
    expect(crop).to_have_css("object-position", "26% 75%")
    page.get_by_role("button", name="Зберегти").click()
    expect(page.get_by_text("Відомості про фото збережено")).to_be_visible()
    expect(across).to_have_value("26")
    expect(page.locator("#look[hx-get]")).to_have_count(0)  # the new version is ready
