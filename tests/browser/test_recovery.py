"""Recovery: after a crash the text is there, is shown with what differs, and comes back whole or goes for good."""

import re

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.desk import AUTOSAVE, Desk, address, kill, lose_the_answer, revisions

TAKE, PUT_AWAY, DIFFERENCE = (
    "Узяти текст із цього браузера",
    "Лишити збережене",
    "Чим відрізняється",
)


@pytest.fixture
def article(person):
    return factories.draft(by=person, headline="Міст", lede="Лід.", body="Один.\n\nДва.\n\nТри.")


@pytest.fixture
def crash(page, console):
    """Types without a network, and the tab crashes: `crash(address, field=text)` gives the next one."""
    console.expect("net::ERR_", "htmx:error")

    def crash(where, body=None, **fields):
        tab = page.context.new_page()
        tab.route(AUTOSAVE, lambda route: route.abort("internetdisconnected"))
        desk = Desk(tab, where)
        for name, text in fields.items():
            getattr(desk, name).fill(text)
        if body:
            desk.text.begin(body)
            desk.text.type("!")
        desk.keeps(list(fields.values())[-1] if fields else "!")
        if body:
            desk.keeps("!")
        kill(tab)
        return page.context.new_page()

    return crash


def test_after_a_crash_the_text_is_offered_with_what_differs_and_comes_back_whole(crash, article):
    desk = Desk(crash(address(article), lede="Лід, дописаний без світла."), address(article))
    expect(desk.lede).to_have_value("Лід.")
    expect(desk.recovery).to_contain_text("незбережений текст")
    desk.recovery.get_by_text(DIFFERENCE).click()
    expect(desk.recovery.locator("ins")).to_contain_text(", дописаний без світла")
    desk.recovery.get_by_role("button", name=TAKE).click()
    expect(desk.lede).to_have_value("Лід, дописаний без світла.")
    desk.is_on_the_server(article, lede="Лід, дописаний без світла.")
    expect(desk.recovery).to_be_hidden()
    desk.keeps_nothing()
    assert [revision.lede for revision in revisions(article)] == [
        "Лід.",
        "Лід, дописаний без світла.",
    ]


def test_a_text_with_blocks_and_bold_comes_back_as_it_was(crash, article):
    body = "<h2>Заголовок</h2><p>Слово <strong>гучне</strong></p><ul><li>раз</li></ul><p>кінець</p>"
    desk = Desk(crash(address(article), body=body), address(article))
    desk.recovery.get_by_role("button", name=TAKE).click()
    desk.is_on_the_server(article, body=body.replace("кінець", "кінець!"))


def test_what_a_colleague_saved_meanwhile_is_not_lost_by_taking_a_text_back(crash, article):
    tab = crash(address(article), body="<p>Один.</p><p>Два.</p><p>Три, дописано.</p>")
    factories.save(
        article,
        text=factories.wording(
            headline="Міст", lede="Лід.", body="Один, виправлено.\n\nДва.\n\nТри."
        ),
    )
    desk = Desk(tab, address(article))
    desk.recovery.get_by_text(DIFFERENCE).click()
    expect(desk.recovery.locator("ins").first).to_contain_text(", дописано")
    expect(desk.recovery).not_to_contain_text("виправлено")  # that is saved, and stays
    desk.recovery.get_by_role("button", name=TAKE).click()
    both = "<p>Один, виправлено.</p><p>Два.</p><p>Три, дописано.!</p>"
    desk.is_on_the_server(article, body=both)
    desk.text.has(both)


def test_both_changed_the_same_words_and_both_are_kept_to_choose_from(crash, article):
    tab = crash(address(article), lede="Мій лід.")
    factories.save(
        article,
        text=factories.wording(headline="Міст", lede="Їхній лід.", body="Один.\n\nДва.\n\nТри."),
    )
    desk = Desk(tab, address(article))
    desk.recovery.get_by_text(DIFFERENCE).click()
    expect(desk.recovery).to_contain_text("хтось змінив ті самі слова")
    desk.recovery.get_by_role("button", name=TAKE).click()
    expect(desk.meeting).to_contain_text("Двоє змінили ті самі слова")
    assert [revision.lede for revision in revisions(article)] == ["Лід.", "Їхній лід.", "Мій лід."]
    assert revisions(article)[-1].is_aside


def test_putting_a_text_away_asks_once_and_then_it_is_gone(crash, article):
    desk = Desk(crash(address(article), lede="Непотрібне"), address(article))
    desk.recovery.get_by_role("button", name=PUT_AWAY).click()
    desk.keeps("Непотрібне")
    desk.recovery.get_by_role("button", name="Стерти цей текст назавжди?").click()
    expect(desk.recovery).to_be_hidden()
    desk.keeps_nothing()
    assert len(revisions(article)) == 1


def test_what_is_neither_taken_nor_put_away_is_offered_the_next_time(crash, article):
    desk = Desk(crash(address(article), lede="Колись потім"), address(article))
    expect(desk.recovery).to_be_visible()
    desk.headline.fill("Новий заголовок")
    desk.is_saved()
    desk = Desk(desk.page, address(article))
    expect(desk.recovery).to_contain_text("незбережений текст")


def test_words_typed_before_a_text_is_taken_back_are_not_lost_either(crash, article):
    desk = Desk(crash(address(article), lede="З журналу"), address(article))
    desk.page.route(AUTOSAVE, lambda route: route.abort("internetdisconnected"))
    desk.lede.fill("Щойно набране")
    desk.recovery.get_by_role("button", name=TAKE).click()
    expect(desk.lede).to_have_value("З журналу")
    desk.recovery.get_by_text(DIFFERENCE).click()
    expect(desk.recovery).to_contain_text("Щойно набране")


def test_a_text_that_reached_the_server_before_the_crash_is_not_offered(page, article, console):
    console.expect("net::ERR_", "htmx:error")
    tab = page.context.new_page()
    desk = Desk(tab, address(article))
    lose_the_answer(tab, times=1000)
    desk.lede.fill("Уже на сервері")
    desk.says("сервер не відповідає")
    kill(tab)
    desk = Desk(page.context.new_page(), address(article))
    expect(desk.lede).to_have_value("Уже на сервері")
    desk.keeps_nothing()
    expect(desk.recovery).to_be_hidden()


def test_a_new_article_that_never_reached_the_server_is_offered_where_one_begins(crash, person):
    tab = crash("/desk/articles/new", headline="Нова новина", body="<p>Перший абзац</p>")
    board = tab
    board.goto("/desk/articles")
    board.locator("#unsaved-here").get_by_role("link", name="Нова новина").click()
    desk = Desk(board)
    desk.recovery.get_by_text(DIFFERENCE).click()
    expect(desk.recovery).to_contain_text("Перший абзац!")
    desk.recovery.get_by_role("button", name=TAKE).click()
    board.wait_for_url(re.compile(r"/desk/articles/\d+$"))
    (revision,) = revisions()
    assert (revision.headline, revision.body) == ("Нова новина", "<p>Перший абзац!</p>")
    desk.keeps_nothing()


def test_a_new_article_whose_answer_was_lost_before_the_crash_stays_one(page, person, console):
    console.expect("net::ERR_", "htmx:error")
    tab = page.context.new_page()
    desk = Desk(tab)
    lose_the_answer(tab)
    desk.headline.fill("Нова")
    desk.says("сервер не відповідає")
    tab.route(AUTOSAVE, lambda route: route.abort("internetdisconnected"))
    desk.headline.fill("Нова новина")
    desk.keeps("Нова новина")
    kill(tab)
    desk = Desk(page.context.new_page())
    desk.recovery.get_by_role("button", name=TAKE).click()
    desk.page.wait_for_url(re.compile(r"/desk/articles/\d+$"))
    assert [revision.headline for revision in revisions()] == ["Нова", "Нова новина"]
    assert len({revision.article_id for revision in revisions()}) == 1


def test_without_a_network_the_text_is_shown_plainly(crash, article):
    tab = crash(address(article), body="<p>Абзац без мережі</p>")
    tab.route("**/unsaved", lambda route: route.abort("internetdisconnected"))
    desk = Desk(tab, address(article))
    desk.recovery.get_by_text(DIFFERENCE).click()
    expect(desk.recovery).to_contain_text("Абзац без мережі!")


def test_an_open_page_is_not_taken_for_a_crashed_one(page, article, console):
    console.expect("net::ERR_", "htmx:error")
    page.route(AUTOSAVE, lambda route: route.abort("internetdisconnected"))
    desk = Desk(page, address(article))
    desk.lede.fill("Я ще пишу")
    desk.keeps("Я ще пишу")
    other = Desk(page.context.new_page(), address(article))
    other.page.wait_for_load_state("networkidle")
    expect(other.recovery).to_be_hidden()


def test_the_offer_stands_in_nobodys_way(crash, article, axe):
    desk = Desk(crash(address(article), lede="З журналу"), address(article))
    desk.recovery.get_by_text(DIFFERENCE).click()
    axe(desk.page)
