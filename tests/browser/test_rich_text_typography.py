"""Typography as one types: every change is undone at once, and all of it can be switched off."""

import re
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import expect

import newsroom.demo
from newsroom.language.typography import nbsp
from tests import factories
from tests.browser.rich_text import Text


@pytest.fixture
def text(page, let_in):
    let_in(page, factories.staff())
    page.goto("/desk/articles/new")
    return Text(page)


def typed(text, keys):
    text.begin()
    text.type(keys)
    return text.element.evaluate("element => element.text")


TYPED = {
    'Він сказав: "Це "Плесо" і все"': "Він сказав: «Це_„Плесо“ і_все»",
    'А ("так") - "ні"': "А_(«так»)_– «ні»",
    "м'ята, об'їзд, 'ні": "м’ята, об’їзд, 'ні",
    "міст - це міст": "міст_– це_міст",
    "міст – це міст": "міст_– це_міст",
    "міст -- це": "міст_– це",
    "10-15 і пів-на-пів": "10-15 і_пів-на-пів",
    "- Так": "– Так",
    "далі... і далі": "далі… і_далі",
    "у лісі від хати для мене": "у_лісі від_хати для_мене",
    "США та Т. Що": "США та_Т. Що",
    "№ 5": "№_5",
    "5 млн, 25 листопада. 4 800 осіб.": "5_млн, 25_листопада. 4_800_осіб.",
    "18,4 ₴ 5 % 10 км.": "18,4_₴ 5_% 10_км.",
    "у 5 км від нас і до 7 год вечора": "у_5 км_від_нас і_до_7_год вечора",
    'https://example.com/a--b..."c" і далі': 'https://example.com/a--b..."c" і_далі',
}


def test_what_is_typed_is_set_as_it_should_be(text):
    for keys, words in TYPED.items():
        assert typed(text, keys).replace("\u00a0", "_") == words


LEANING = ("і", "в", "до", "від", "5", "млн", "«у")
TYPE_ALL = """async sentences => {
  const { typeset } = await import("/static/now/js/editor/typography.js");
  const typed = (before, key) => typeset(before, key, "uk")?.text ?? before + key;
  return sentences.map(sentence => Array.from(sentence).reduce(typed, ""));
}"""


def test_writers_get_the_same_ties_as_readers(text, page):
    """What newsroom/language/typography.py learns, static/js/editor/typography.js learns too."""
    stories = (Path(newsroom.demo.__file__).parent / "stories.json").read_text()
    sentences = [
        sentence.replace("\u00a0", " ")
        for sentence in re.findall(r"[А-ЯІЇЄҐ][^<>\"\\.]{30,200}\.", stories)
    ]
    assert len(sentences) > 500
    chains = [" ".join(["Були", *chain]) for chain in product(LEANING, repeat=3)]
    sentences += [f"{chain} {end}." for chain in chains for end in ("Одесі", "виноградниках")]
    typed = page.evaluate(TYPE_ALL, sentences)
    different = [(one, nbsp(s)) for one, s in zip(typed, sentences, strict=True) if one != nbsp(s)]
    assert different == []


@pytest.mark.parametrize("key", ["Control+z", "Backspace"])
def test_a_change_is_taken_back_at_once(text, key):
    for before, last in [("", '"'), ("м'", "я"), ("слово -", " "), ("-", "-"), ("..", ".")]:
        text.begin()
        text.type(before)
        text.type(last)
        assert before + last not in text.surface.text_content()
        text.press(key)
        assert text.surface.text_content().rstrip() == (before + last).rstrip()


def test_a_tie_is_taken_back_too_but_backspace_deletes_as_ever(text):
    text.begin()
    text.type("в ")
    assert text.surface.text_content() == "в\u00a0"
    text.press("Control+z")
    assert text.surface.text_content() == "в "
    text.begin()
    text.type("в ")
    text.press("Backspace")
    assert text.surface.text_content() == "в"


def test_it_changes_no_address_and_keeps_what_is_bold(text):
    text.begin(
        '<p><a href="https://example.com/%22--...">тут</a> <strong>25 листопада</strong></p>'
    )
    text.type(", ")
    assert text.value == (
        '<p><a href="https://example.com/%22--...">тут</a> <strong>25&nbsp;листопада,</strong></p>'
    )


def test_it_can_be_switched_off_and_this_browser_remembers(text, page):
    button = text.tool("Автотипографіка")
    expect(button).to_have_attribute("aria-pressed", "true")
    text.begin()
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert typed(text, '"в лісі" - ...') == '"в лісі" - ...'
    text.set("")
    page.reload()
    text = Text(page)
    expect(text.tool("Автотипографіка")).to_have_attribute("aria-pressed", "false")
    assert typed(text, '"') == '"'
    text.tool("Автотипографіка").click()
    assert typed(text, '"') == "«"
    text.set("")
