"""The rich text editor on the page where articles are written."""

import pytest
from playwright.sync_api import expect

from newsroom.language.body import clean
from tests import factories
from tests.browser.rich_text import Text

PHOTO = '<figure data-photo="abcdefgh12345678"><figcaption>Міст &amp; я</figcaption></figure>'
BODY = (
    "<p>Тихий міст <strong>перекриють</strong> на <em>дев’ять</em> ночей,<br>передає"
    ' <a href="https://radio.example/mist">«Портове радіо»</a>.</p>'
    "<h2>Куди поїдуть тролейбуси</h2><h3>№&nbsp;5 і&nbsp;№&nbsp;11</h3>"
    "<ul><li>через Млини<ol><li>вдень</li><li>вночі</li></ol></li><li>через Затон</li></ul>"
    "<ul><li><p>раз</p><p>два</p></li></ul>"
    "<blockquote><p>Міст утомився.</p><p>Як і ми.</p></blockquote><hr>"
    '<aside><p><strong>Нагадаємо,</strong> міст <a href="/news/mist-1">відкрили</a>.</p></aside>'
    "<figure><blockquote><p>Ночей буде дев’ять</p></blockquote>"
    "<figcaption>Галина Вербова</figcaption></figure>"
    "<figure><blockquote><p>Без підпису</p></blockquote></figure>"
    '<figure><a href="https://rada.example/rishennia?a=1&amp;b=2">Рішення &amp; далі</a></figure>'
    f"{PHOTO}<div data-gallery>{PHOTO}{PHOTO}</div>"
    "<p>Кінець &lt;тексту&gt;.</p>"
)


@pytest.fixture
def text(page, let_in):
    """The text of a new article, opened by an editor."""
    let_in(page, factories.staff())
    page.goto("/desk/articles/new")
    return Text(page)


def save(page):
    page.get_by_role("button", name="Зберегти").first.click()
    page.wait_for_url("**/desk/articles/*[0-9]")
    expect(page.locator("#save-label")).to_contain_text("Збережено")


def test_every_block_comes_back_as_it_went(text):
    assert clean(BODY) == BODY
    text.set(BODY)
    assert text.value == BODY


def test_every_block_is_typed_saved_published_and_read(text, page):
    page.get_by_label("Заголовок", exact=True).fill("Тихий міст перекриють")
    text.surface.focus()
    text.type("Перший ")
    text.press("Control+b")
    text.type("гучний")
    text.press("Control+b", "Control+i")
    text.type(" тихий")
    text.press("Control+i", "Enter")
    text.tool("Підзаголовок").click()
    text.type("Великий міст")
    text.press("Enter", "Control+Alt+3")
    text.type("Мала річка")
    text.press("Enter", "Control+Shift+8")
    text.type("раз")
    text.press("Enter", "Control+]")
    text.type("глибше")
    text.press("Enter", "Control+[", "Control+[", "Control+Shift+7")
    text.type("перше")
    text.press("Enter", "Enter", "Control+Shift+9")
    text.type("Цитата")
    text.press("Enter", "Enter", "Control+Shift+6")
    text.type("Нагадаємо, було")
    text.press("Enter", "Enter", "Control+Shift+5")
    text.type("Сильні слова")
    text.press("Enter", "Enter")
    text.type("Олена Гук")
    text.press("Enter")
    text.tool("Роздільник").click()
    text.tool("Картка посилання").click()
    text.address.fill("example.com/story")
    text.press("Enter")
    text.type("Їхня історія")
    text.press("Enter")
    text.type("Кінець")
    body = (
        "<p>Перший <strong>гучний</strong><em> тихий</em></p>"
        "<h2>Великий міст</h2><h3>Мала річка</h3>"
        "<ul><li>раз<ul><li>глибше</li></ul></li></ul><ol><li>перше</li></ol>"
        "<blockquote><p>Цитата</p></blockquote><aside><p>Нагадаємо, було</p></aside>"
        "<figure><blockquote><p>Сильні слова</p></blockquote>"
        "<figcaption>Олена Гук</figcaption></figure>"
        '<hr><figure><a href="https://example.com/story">Їхня історія</a></figure><p>Кінець</p>'
    )
    text.has(body)

    page.get_by_role("button", name="Опублікувати зараз").click()
    page.get_by_role("link", name="Відкрити на сайті").click()
    assert page.locator("main .prose").inner_html().strip() == body


def test_a_save_changes_nothing_in_the_text_and_the_caret_stays(text, page):
    page.get_by_label("Заголовок", exact=True).fill("Міст")
    text.begin("<p>Один</p><p>Два</p>")
    text.press("ArrowUp", "End")
    text.type(" і пів")
    text.press("Control+s")
    expect(page.locator("#save-label")).to_contain_text("Збережено")
    expect(text.surface).to_be_focused()
    text.type("!")
    text.has("<p>Один і&nbsp;пів!</p><p>Два</p>")
    with page.expect_response(
        lambda answer: answer.request.method == "POST" and "/autosaves" not in answer.url
    ):
        page.get_by_role("button", name="Зберегти").first.click()
    page.reload()
    assert Text(page).value == "<p>Один і&nbsp;пів!</p><p>Два</p>"


def test_what_another_field_is_told_leaves_the_text_alone(text, page, console):
    """A refused form is drawn anew around the editor."""
    console.expect("status of 422")
    text.begin("<p>Слова</p>")
    page.get_by_role("radio", name="Запланувати").check()
    text.press("Control+Enter")
    expect(page.locator("#what-is-wrong")).to_be_visible()
    assert text.value == "<p>Слова</p>"
    text.surface.focus()
    text.press("Control+End")
    text.type(" далі")
    text.has("<p>Слова далі</p>")


def test_without_javascript_the_textarea_is_the_way_in(new_context, let_in):
    page = new_context(java_script_enabled=False).new_page()
    let_in(page, factories.staff())
    page.goto("/desk/articles/new")
    page.get_by_label("Заголовок", exact=True).fill("Міст")
    page.get_by_label("Текст", exact=True).fill("Перший абзац\n\nДругий")
    expect(page.get_by_role("toolbar")).to_be_hidden()
    page.get_by_role("button", name="Зберегти").first.click()
    expect(page.get_by_label("Текст", exact=True)).to_have_value("Перший абзац\n\nДругий")


def test_the_text_counts_itself(text, page):
    text.begin("<p>Один два</p><p>три</p>")
    text.type(" і")
    expect(page.locator("[data-count=body]")).to_have_text("Знаків: 13 · слів: 4 · читати 1 хв")


# On how many lines each part of a count stands.
LINES_OF_PARTS = """({ firstChild: text }) => Array.from(text.data.matchAll(/[^·]*[^·\\s]/g), part => {
  const range = document.createRange();
  range.setStart(text, part.index + part[0].search(/\\S/));
  range.setEnd(text, part.index + part[0].length);
  return range.getClientRects().length;
})"""


def test_a_headline_knows_how_much_of_it_others_show(text, page):
    count = page.locator("[data-count=headline]")
    page.get_by_label("Заголовок", exact=True).fill("а" * 60)
    expect(count).to_have_text("60 з 70")
    page.get_by_label("Заголовок", exact=True).fill("а" * 65)
    expect(count).to_have_text("65 з 70 · у пошуку видно перші 60")
    page.get_by_label("Заголовок", exact=True).fill("а" * 75)
    expect(count).to_have_text("75 з 70 · у пошуку видно перші 60 · у картці – перші 70")
    page.set_viewport_size({"width": 390, "height": 844})
    assert count.evaluate(LINES_OF_PARTS) == [1, 1, 1]


def test_nothing_in_the_editor_stands_in_anybodys_way(text, axe):
    text.begin(BODY)
    axe(text.page)
    text.press("Control+k")
    text.press("Enter")
    axe(text.page)


def test_on_a_phone_every_tool_is_wide_enough_and_stays_in_sight(new_context, let_in):
    page = new_context(viewport={"width": 390, "height": 700}, has_touch=True).new_page()
    let_in(page, factories.staff())
    page.goto("/desk/articles/new")
    text = Text(page)
    text.begin("<p>Слова</p>" * 40)
    for button in text.toolbar.get_by_role("button").all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(text.tool("Напівжирний")).to_be_in_viewport()
