"""Typography as one types in the headline and the lede: the editor's rules, taken back by Ctrl+Z, and never in the way."""

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.desk import Desk, address
from tests.browser.test_rich_text_typography import TYPED

TIE = "\u00a0"


@pytest.fixture
def person(page, let_in):
    person = factories.staff()
    let_in(page, person)
    return person


@pytest.fixture
def desk(page, person):
    return Desk(page)


def typed(field, keys):
    field.fill("")
    field.press_sequentially(keys)
    return field.input_value()


@pytest.mark.parametrize("where", ["headline", "lede"])
def test_what_is_typed_is_set_as_in_the_text(desk, where):
    field = getattr(desk, where)
    for keys, words in TYPED.items():
        assert typed(field, keys).replace(TIE, "_") == words


@pytest.mark.parametrize(
    ("keys", "set_", "raw"),
    [
        ('"', "«", '"'),
        ("м'я", "м’я", "м'я"),
        ("слово - ", f"слово{TIE}– ", "слово - "),
        ("так--", "так–", "так--"),
        ("далі...", "далі…", "далі..."),
        ("в ", f"в{TIE}", "в "),
    ],
)
def test_a_change_is_taken_back_at_once_and_not_made_again(desk, page, keys, set_, raw):
    assert typed(desk.lede, keys) == set_
    page.keyboard.press("Control+z")
    expect(desk.lede).to_have_value(raw)
    desk.lede.press_sequentially("ще")
    expect(desk.lede).to_have_value(f"{raw}ще")
    for _ in range(20):
        page.keyboard.press("Control+z")
    expect(desk.lede).to_have_value("")
    for _ in range(20):
        page.keyboard.press("Control+Shift+z")
    assert desk.lede.input_value().endswith("ще")


def test_a_change_in_the_middle_leaves_the_caret_where_it_was(desk, page):
    typed(desk.lede, "Сказав Іван")
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    desk.lede.press_sequentially('"')
    assert desk.lede.input_value() == "Сказав «Іван"
    desk.lede.press_sequentially("й ")
    assert desk.lede.input_value() == f"Сказав «й{TIE}Іван"


def test_what_is_pasted_or_put_in_stays_as_it_is(desk, page):
    raw = '"в лісі" - м\'ята...'
    desk.lede.focus()
    desk.lede.evaluate(
        "(field, text) => document.execCommand('paste') || field.setRangeText(text)", raw
    )
    desk.lede.dispatch_event("input", {"inputType": "insertFromPaste", "bubbles": True})
    expect(desk.lede).to_have_value(raw)
    desk.headline.fill(raw)
    expect(desk.headline).to_have_value(raw)


def test_an_input_method_is_left_alone_until_its_word_is_over(desk, page):
    desk.lede.focus()
    devtools = page.context.new_cdp_session(page)
    for word in ("м", "м'", "м'я", "м'ята"):
        caret = {"selectionStart": len(word), "selectionEnd": len(word)}
        devtools.send("Input.imeSetComposition", {"text": word, **caret})
        expect(desk.lede).to_have_value(word)
    devtools.send("Input.insertText", {"text": "м'ята"})
    expect(desk.lede).to_have_value("м'ята")
    desk.lede.press_sequentially(" ")
    expect(desk.lede).to_have_value("м’ята ")
    page.keyboard.press("Control+z")
    expect(desk.lede).to_have_value("м'ята ")


def test_it_is_saved_as_it_stands(page, person):
    article = factories.draft(by=person, headline="Міст", lede="")
    desk = Desk(page, address(article))
    desk.headline.press("End")
    desk.headline.press_sequentially(' - "міст"')
    desk.lede.press_sequentially("М'ята в ")
    desk.keeps(f"М’ята в{TIE}")
    desk.is_on_the_server(article, headline=f"Міст{TIE}– «міст»", lede="М’ята в")
    desk.is_saved()
    expect(desk.lede).to_have_value(f"М’ята в{TIE}")


def test_it_is_switched_off_with_the_editors_own(desk, page):
    tool = desk.text.tool("Автотипографіка")
    tool.click()
    assert typed(desk.lede, '"в лісі" - ...') == '"в лісі" - ...'
    tool.click()
    assert typed(desk.lede, '"') == "«"
