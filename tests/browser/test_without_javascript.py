"""Where scripts do not run, every form is a form: the whole day's work is done with them."""

import re

import pytest
from playwright.sync_api import expect

from tests import factories


@pytest.fixture
def page(new_context, server):
    return new_context(java_script_enabled=False).new_page()


def test_an_article_is_written_saved_published_changed_and_taken_down(page, sign_in):
    sign_in(page, factories.staff())
    page.locator("#new-article").click()
    page.get_by_label("Заголовок", exact=True).fill("Міст відкрили")
    text = page.get_by_label("Текст", exact=True)
    text.fill("Перші авто поїхали о шостій.\n\nНагадаємо, міст закрили навесні.")
    page.get_by_role("button", name="Зберегти").click()
    expect(page.locator("#save-label")).to_contain_text("Збережено")
    expect(text).to_have_value("Перші авто поїхали о шостій.\n\nНагадаємо, міст закрили навесні.")

    page.get_by_role("button", name="Опублікувати зараз").click()
    expect(page.get_by_text("Опубліковано «Міст відкрили».")).to_be_visible()
    page.get_by_role("link", name="Відкрити на сайті").click()
    expect(page.locator(".prose > p")).to_have_text("Перші авто поїхали о шостій.")
    expect(page.locator(".prose > aside")).to_have_text("Нагадаємо, міст закрили навесні.")

    page.go_back()
    page.get_by_label("Лід", exact=True).fill("Рух відновлено.")
    page.get_by_role("button", name="Опублікувати оновлення").click()
    page.get_by_role("link", name="Відкрити на сайті").click()
    expect(page.locator(".article__lede")).to_have_text("Рух відновлено.")

    page.go_back()
    page.get_by_text("Зняти з публікації…").click()
    page.get_by_label("Причина").fill("помилка")
    page.get_by_role("button", name="Зняти з публікації", exact=True).click()
    expect(page.get_by_text("Знято з публікації «Міст відкрили».")).to_be_visible()


def test_a_time_is_set_and_the_button_says_so(page, sign_in):
    sign_in(page, factories.staff())
    page.goto("/desk/articles/new")
    page.get_by_label("Заголовок", exact=True).fill("Міст")
    page.get_by_label("Текст", exact=True).fill("Слова.")
    page.get_by_role("radio", name="Запланувати").check()
    page.get_by_label("Дата").fill("2090-01-02")
    page.get_by_label("Година").fill("15:00")
    page.get_by_role("button", name="Запланувати").click()
    expect(page.get_by_text("«Міст» вийде 2 січня 2090, 15:00.")).to_be_visible()


def test_what_is_wrong_is_said_and_everything_typed_stays(page, sign_in, console):
    console.expect("status of 422")
    sign_in(page, factories.staff())
    page.goto("/desk/articles/new")
    page.get_by_label("Текст", exact=True).fill("Слова.")
    page.get_by_role("button", name="Опублікувати зараз").click()
    headline = page.get_by_label("Заголовок", exact=True)
    expect(headline).to_have_accessible_description(re.compile("Введіть заголовок"))
    expect(page.get_by_label("Текст", exact=True)).to_have_value("Слова.")


def test_articles_are_found_by_a_button(page, sign_in):
    person = factories.staff()
    for headline in ("Міст", "Дощ"):
        factories.draft(person, headline=headline)
    sign_in(page, person)
    page.get_by_role("searchbox").fill("дощ")
    page.get_by_role("button", name="Знайти").click()
    expect(page.locator("[data-row] .row__headline")).to_have_text(["Дощ"])


def test_somebody_signs_out(page, sign_in):
    sign_in(page, factories.staff())
    page.get_by_role("button", name="Вийти").click()
    page.goto("/desk/articles")
    expect(page).to_have_url(re.compile("/sign-in"))
