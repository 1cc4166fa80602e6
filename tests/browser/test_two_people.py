"""Two people on one article, each in a browser of their own: nobody overwrites anybody, and both see what came of it."""

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.desk import AUTOSAVE, Desk, address, hold, live, lose_the_answer, revisions


@pytest.fixture
def olena():
    return factories.staff(name="Олена Гук")


@pytest.fixture
def article(olena):
    return factories.draft(by=olena, headline="Міст", lede="Лід.", body="Один.\n\nДва.\n\nТри.")


@pytest.fixture
def open_by(new_context, let_in, article):
    def open_by(person):
        page = new_context().new_page()
        let_in(page, person)
        return Desk(page, address(article))

    return open_by


@pytest.fixture
def two(open_by, olena):
    return open_by(olena), open_by(factories.staff(name="Ірина Сов’як"))


def write_in(desk, paragraph, words):
    desk.text.surface.locator("p").nth(paragraph).click()
    desk.text.press("End")
    desk.text.type(words)


def test_changes_to_different_paragraphs_go_together_and_both_see_them(two, article):
    one, other = two
    write_in(one, 0, " Перше.")
    one.is_saved()
    write_in(other, 2, " Третє.")
    other.says("Збережено о")
    expect(other.meeting).to_contain_text("поки ви писали", ignore_case=True)
    other.meeting.get_by_text("Надійшла 1 зміна").click()
    expect(other.meeting.get_by_role("listitem")).to_contain_text("Олена Гук · Текст")
    both = "<p>Один. Перше.</p><p>Два.</p><p>Три. Третє.</p>"
    other.text.has(both)
    other.is_on_the_server(article, body=both)
    write_in(one, 1, " Друге.")
    one.text.has(both.replace("Два.", "Два. Друге."))
    one.is_on_the_server(article, body=both.replace("Два.", "Два. Друге."))
    assert not any(revision.is_aside for revision in revisions(article))


def test_the_caret_stays_where_one_types_while_the_others_words_come_in(two, article):
    one, other = two
    write_in(one, 0, " Перше.")
    one.is_saved()
    write_in(other, 2, " Тре")
    other.is_on_the_server(article, body="<p>Один. Перше.</p><p>Два.</p><p>Три. Тре</p>")
    other.text.type("тє.")
    other.text.has("<p>Один. Перше.</p><p>Два.</p><p>Три. Третє.</p>")


def test_what_is_typed_while_a_merged_answer_is_on_its_way_stays(two, article):
    one, other = two
    write_in(one, 0, " Перше.")
    one.is_saved()
    held = hold(other.page)
    write_in(other, 2, " Третє")
    other.says("Зберігаю")
    other.text.type(" й четверте")
    other.headline.fill("Міст через Плесо")
    held[0].continue_()
    both = "<p>Один. Перше.</p><p>Два.</p><p>Три. Третє й&nbsp;четверте</p>"
    other.text.has(both)
    other.is_on_the_server(article, body=both, headline="Міст через Плесо")
    assert not any(revision.is_aside for revision in revisions(article))


def test_other_fields_go_together_too(two, article):
    one, other = two
    one.headline.fill("Міст відкрито")
    one.is_saved()
    other.lede.fill("Рух відновлено.")
    other.is_on_the_server(article, headline="Міст відкрито", lede="Рух відновлено.")
    expect(other.headline).to_have_value("Міст відкрито")


def test_a_plan_made_by_one_is_not_undone_by_the_other(two, article, console):
    console.expect("status of 422")  # while the day is not chosen yet
    one, other = two
    one.page.get_by_role("radio", name="Запланувати").check(force=True)
    one.page.get_by_label("Дата").fill("2030-05-05")
    one.page.get_by_label("Година", exact=True).fill("09:30")
    one.is_saved()
    planned = revisions(article)[-1].planned_at
    assert planned
    other.lede.fill("Рух відновлено.")
    other.is_on_the_server(article, lede="Рух відновлено.", planned_at=planned)
    expect(other.page.get_by_role("radio", name="Запланувати")).to_be_checked()
    other.lede.fill("Рух відновлено вночі.")
    other.is_on_the_server(article, lede="Рух відновлено вночі.", planned_at=planned)


def clash(one, other):
    write_in(one, 1, " Оленине.")
    one.is_saved()
    write_in(other, 1, " Іринине.")
    expect(other.meeting).to_contain_text("Двоє змінили ті самі слова")


def test_the_same_paragraph_is_kept_beside_chosen_and_the_history_has_both(two, article):
    one, other = two
    clash(one, other)
    other.says("Збережено окремо")
    other.text.has("<p>Один.</p><p>Два. Іринине.</p><p>Три.</p>")
    assert [revision.is_aside for revision in revisions(article)] == [False, False, True]

    other.text.type(" Далі.")
    other.keeps("Іринине. Далі.")
    other.meeting.get_by_role("link", name="Порівняти й вибрати").click()
    page = other.page
    page.wait_for_url("**/merges/*")
    expect(page.get_by_role("main")).to_contain_text("Оленине")
    expect(page.get_by_role("main")).to_contain_text("Іринине. Далі.")
    page.get_by_role("radio", name="Лишити обидва").check(force=True)
    page.get_by_role("button", name="Зберегти вибране").click()
    page.wait_for_url(f"**{address(article)}")

    newest = revisions(article)[-1]
    assert "Оленине" in newest.body
    assert "Іринине. Далі." in newest.body
    expect(page.get_by_text("чекає, поки хтось вибере")).to_have_count(0)
    page.goto(address(article) + "/revisions")
    expect(page.get_by_role("main")).to_contain_text("Олена Гук")
    expect(page.get_by_role("main")).to_contain_text("Ірина Сов’як")
    one.page.evaluate("htmx.trigger('#company', 'every')")
    one.text.has(newest.body)  # comes in by itself, where nobody types


def test_publishing_what_clashes_leads_to_the_choice_and_publishes_nothing(two, article, console):
    console.expect("net::ERR_")
    one, other = two
    write_in(one, 1, " Оленине.")
    one.is_saved()
    held = hold(other.page)
    write_in(other, 1, " Іринине.")
    other.says("Зберігаю")
    held[0].abort()
    other.button("Опублікувати зараз").click()
    other.page.wait_for_url("**/merges/*")
    assert live(article) is None
    assert revisions(article)[-1].is_aside


def test_publishing_what_merges_shows_it_before_anything_goes_out(two, article, console):
    console.expect("net::ERR_")
    one, other = two
    other.page.route(AUTOSAVE, lambda route: route.abort())
    write_in(other, 2, " Третє.")
    write_in(one, 0, " Перше.")
    one.is_saved()
    other.button("Опублікувати зараз").click()
    other.text.has("<p>Один. Перше.</p><p>Два.</p><p>Три. Третє.</p>")
    assert live(article) is None


def test_own_lost_answers_never_clash_with_oneself_beside_a_colleague(two, article, console):
    console.expect("net::ERR_", "htmx:error")
    one, other = two
    write_in(one, 0, " Перше.")
    one.is_saved()
    lose_the_answer(other.page, times=1000)
    write_in(other, 2, " Т")
    for letter in "ретє":
        other.says("сервер не відповідає")
        other.text.type(letter)
        other.page.keyboard.press("Control+s")
        other.says("сервер не відповідає")
    other.page.unroute(AUTOSAVE)
    other.page.keyboard.press("Control+s")
    both = "<p>Один. Перше.</p><p>Два.</p><p>Три. Третє</p>"
    other.text.has(both)
    other.is_on_the_server(article, body=both)
    assert not any(revision.is_aside for revision in revisions(article))
