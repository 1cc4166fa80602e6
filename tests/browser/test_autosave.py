"""Autosave: the words are on the server a second after a pause, and the label says only what is so."""

import re

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.desk import AUTOSAVE, Desk, address, hold, live, refuse, revisions, saves_of

LONG = f"<p>{'слово ' * 450_000}</p>"  # 5 MB
TYPED = "() => JSON.stringify([...new FormData(document.querySelector('#article-form'))])"
PASTE_AND_MEASURE = """async (field, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const start = performance.now();
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  await new Promise(requestAnimationFrame);
  return performance.now() - start;
}"""


@pytest.fixture
def article(person):
    return factories.draft(by=person, headline="Міст", body="Один.\n\nДва.\n\nТри.")


def test_a_new_article_is_saved_while_it_is_typed_and_gets_its_address(page, person):
    desk = Desk(page)
    desk.headline.fill("Міст перекриють")
    desk.text.surface.focus()
    desk.text.type("Перший абзац")
    desk.is_saved()
    page.wait_for_url(re.compile(r"/desk/articles/\d+$"))
    (revision,) = revisions()
    assert (revision.headline, revision.body) == ("Міст перекриють", "<p>Перший абзац</p>")
    assert revision.is_autosave
    expect(page).to_have_title(re.compile("^Міст перекриють"))
    expect(page.locator("#checklist li")).not_to_have_count(0)
    expect(desk.text.surface).to_be_focused()
    desk.text.type(" і далі")
    desk.is_saved()
    assert revisions()[-1].body == "<p>Перший абзац і&nbsp;далі</p>"
    page.reload()
    expect(desk.headline).to_have_value("Міст перекриють")


def test_the_buttons_of_a_new_article_go_on_with_the_one_that_was_saved(page, person):
    desk = Desk(page)
    desk.headline.fill("Міст")
    desk.text.begin("<p>Текст.</p>")
    desk.text.type(" Ще.")
    desk.is_saved()
    desk.button("Опублікувати зараз").click()
    expect(page.get_by_text("Опубліковано «Міст»")).to_be_visible()
    assert len({revision.article_id for revision in revisions()}) == 1


def test_the_label_says_saved_only_after_the_answer(desk, page):
    held = hold(page)
    desk.lede.fill("Новий лід")
    desk.says("Ще не збережено")
    desk.says("Зберігаю")
    expect(desk.label).not_to_contain_text("Збережено о")
    held[0].continue_()
    desk.says("Збережено о")


def test_a_pause_of_a_second_saves_and_so_do_ten_seconds_of_typing(page, article):
    page.clock.install()
    desk = Desk(page, address(article))
    page.clock.pause_at(page.evaluate("Date.now()") + 1000)
    saves = saves_of(page)
    for letter in "ніколинеспиняючись"[:11]:
        desk.lede.press_sequentially(letter)
        page.clock.run_for(900)
    assert saves == []
    with page.expect_response(AUTOSAVE):
        page.clock.run_for(200)
    desk.is_saved()
    desk.lede.press("!")
    page.clock.run_for(900)
    assert len(saves) == 1
    with page.expect_response(AUTOSAVE):
        page.clock.run_for(200)


def test_one_request_is_on_its_way_at_a_time(page, article):
    page.clock.install()
    desk = Desk(page, address(article))
    held = hold(page)
    saves = saves_of(page)
    desk.lede.fill("Раз")
    page.clock.run_for(1100)
    desk.says("Зберігаю")
    desk.lede.fill("Раз, два")
    page.keyboard.press("Control+s")
    page.clock.run_for(15_000)
    assert len(saves) == 1
    with page.expect_response(AUTOSAVE):
        held[0].continue_()
    desk.is_saved()
    assert [revision.lede for revision in revisions(article)[1:]] == ["Раз", "Раз, два"]


def test_typing_is_never_rendered_anew_by_an_answer(desk, page, article):
    desk.text.surface.focus()
    desk.text.press("Control+Home")
    surface = desk.text.surface.element_handle()
    letters = "слова що їх ніхто не спиняє "
    for letter in letters:
        desk.text.type(letter)
        page.keyboard.press("Control+s")
    desk.is_saved()
    assert desk.text.value.replace("&nbsp;", " ").startswith(f"<p>{letters}Один.</p>")
    assert surface.evaluate(
        "element => element.isConnected && element.contains(document.activeElement)"
    )
    desk.text.type("тут")
    assert desk.text.value.replace("&nbsp;", " ").startswith(f"<p>{letters}тутОдин.</p>")


def test_saving_by_hand_keeps_the_note_and_the_revision_for_good(desk, page, article):
    desk.lede.fill("Лід")
    desk.is_saved()
    page.get_by_label("Примітка до цієї версії").fill("на прохання Ірини")
    page.keyboard.press("Control+s")
    expect(page.get_by_label("Примітка до цієї версії")).to_have_value("")
    desk.is_saved()
    auto, own = revisions(article)[1:]
    assert (auto.is_autosave, auto.note) == (True, "")
    assert (own.is_autosave, own.note) == (False, "на прохання Ірини")


def test_an_autosave_does_not_send_the_note(desk, page, article):
    page.get_by_label("Примітка до цієї версії").fill("недописана")
    desk.lede.fill("Лід")
    desk.is_on_the_server(article, lede="Лід")
    assert revisions(article)[-1].note == ""
    expect(page.get_by_label("Примітка до цієї версії")).to_have_value("недописана")


def test_a_refused_field_holds_up_no_other(desk, page, article, console):
    console.expect("status of 422")
    page.get_by_label("Посилання на джерело").fill("radio.exam")
    desk.lede.fill("Новий лід")
    desk.says("Посилання на джерело: Введіть повну адресу, з https://")
    desk.is_on_the_server(article, lede="Новий лід", source_url="")
    page.get_by_label("Посилання на джерело").fill("https://radio.example/")
    desk.is_saved()
    desk.is_on_the_server(article, source_url="https://radio.example/")


def test_a_plan_without_its_day_holds_up_no_words(desk, page, article, console):
    console.expect("status of 422")
    page.get_by_role("radio", name="Запланувати").check(force=True)
    desk.lede.fill("Новий лід")
    desk.is_on_the_server(article, lede="Новий лід", planned_at=None)


def test_saving_by_hand_what_is_wrong_shows_it_beside_the_field(desk, page, console):
    console.expect("status of 422")
    page.get_by_label("Посилання на джерело").fill("radio.exam")
    desk.button("Зберегти").first.click()
    expect(page.get_by_role("alert")).to_contain_text("Введіть повну адресу")
    expect(page.get_by_label("Посилання на джерело")).to_have_attribute("aria-invalid", "true")


def test_publishing_waits_for_a_save_on_its_way_and_takes_every_word(desk, page, article):
    held = hold(page)
    desk.lede.fill("Перше")
    desk.says("Зберігаю")
    desk.lede.fill("Перше й друге")
    desk.button("Опублікувати зараз").click()
    desk.lede.press_sequentially(", і третє")
    with page.expect_response("**/publication"):
        held[0].continue_()
    expect(page.get_by_text("Опубліковано «Міст»")).to_be_visible()
    desk.is_saved()
    assert live(article).lede == "Перше й друге, і\u00a0третє"
    desk.lede.press_sequentially(".")
    desk.is_on_the_server(article, lede="Перше й друге, і\u00a0третє.")


def test_what_is_typed_while_publishing_stays_and_is_saved_after(desk, page, article):
    held = hold(page, "**/publication")
    desk.lede.fill("Оприлюднене")
    desk.button("Опублікувати зараз").click()
    desk.says("Зберігаю")
    desk.lede.press_sequentially(" і дописане")
    held[0].continue_()
    expect(page.get_by_text("Опубліковано «Міст»")).to_be_visible()
    expect(desk.lede).to_have_value("Оприлюднене і\u00a0дописане")
    desk.is_on_the_server(article, lede="Оприлюднене і\u00a0дописане")
    assert live(article).lede == "Оприлюднене"


@pytest.mark.parametrize(
    ("status", "headers", "says"),
    [
        (413, {}, "текст довший"),
        (429, {"Retry-After": "5"}, "зайнятий"),
        (503, {"Retry-After": "5"}, "зайнятий"),
        (500, {}, "зайнятий"),
        (403, {}, "більше не маєте права"),
        (418, {}, "Зачекайте"),
    ],
)
def test_what_stands_between_is_said_and_the_text_stays(
    page, article, console, status, headers, says
):
    console.expect(f"status of {status}")
    page.clock.install()
    desk = Desk(page, address(article))
    seen = refuse(page, status, **headers)
    desk.lede.fill("Не збережене")
    desk.says("Ще не збережено")
    page.clock.run_for(1100)
    desk.says(says)
    desk.says("у цьому браузері")
    desk.keeps("Не збережене")
    assert seen["saves"] == 1
    if status in {429, 503, 500}:
        page.clock.run_for(6000)
    else:
        page.keyboard.press("Control+s")
    desk.is_saved()
    desk.is_on_the_server(article, lede="Не збережене")
    desk.keeps_nothing()


def test_a_busy_server_is_asked_no_sooner_than_it_says(page, article, console):
    console.expect("status of 503", "htmx:error: timeout")  # minutes pass in a moment here
    page.clock.install()
    desk = Desk(page, address(article))
    page.clock.pause_at(page.evaluate("Date.now()") + 1000)
    seen = refuse(page, 503, times=2, **{"Retry-After": "60"})
    desk.lede.fill("Зачекаю")
    page.clock.run_for(1000)
    desk.says("зайнятий")
    page.clock.run_for(59_000)
    desk.lede.press("!")
    page.evaluate("dispatchEvent(new Event('online'))")
    assert seen["saves"] == 1
    with page.expect_response(AUTOSAVE):
        page.clock.run_for(1100)
    assert seen["saves"] == 2


@pytest.mark.parametrize("where", ["headline", "lede", "body"])
def test_a_paste_of_five_megabytes_is_answered_within_two_seconds_and_harms_nothing(
    desk, page, where
):
    field = desk.text.surface if where == "body" else getattr(desk, where)
    before = page.evaluate(TYPED)
    took = field.evaluate(PASTE_AND_MEASURE, "слово " * 450_000)
    assert took < 2000
    expect(page.get_by_text("Задовге для вставлення")).to_be_visible()
    assert page.evaluate(TYPED) == before


def test_a_field_of_five_megabytes_is_not_sent_and_the_label_says_why(desk, page, article):
    saves = saves_of(page)
    desk.text.element.evaluate(
        "(text, html) => { text.merge(html); text.dispatchEvent(new Event('input', { bubbles: true })) }",
        LONG,
    )
    desk.says("текст довший")
    assert saves == []
    desk.keeps("слово слово слово")
    desk.text.begin("<p>Коротко.</p>")
    desk.text.type("!")
    desk.is_on_the_server(article, body="<p>Коротко.!</p>")
