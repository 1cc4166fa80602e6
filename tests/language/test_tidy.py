import unicodedata
from xml.etree import ElementTree

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.language.body import from_typed
from newsroom.language.excerpts import excerpt
from newsroom.language.slugs import slugify
from newsroom.language.tidy import nfc, nfkd, tidy, tidy_line

ANY_TEXT = st.text(st.characters(exclude_categories=[]))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("и\u0306", "й"),
        ("Київ\r\nЛьвів\rОдеса", "Київ\nЛьвів\nОдеса"),
        ("рядок\vрядок\u2028рядок\x85рядок", "рядок\nрядок\nрядок\nрядок"),
        ("ну\x00ль і \x1b[31mколір\x7f", "нуль і [31mколір"),
        ("\ufeffпочаток", "початок"),
        ("рахунок \u202e1:3\u202c", "рахунок 1:3"),
        ("\u2067ізольовано\u2069", "ізольовано"),
        ("пів\ud83dсимволу", "півсимволу"),
        ("не\ufffeсимволи\U0001ffff\ufdd0", "несимволи"),
        ("\u00a0\n  слово\t\n", "слово"),
        ("два\n\nабзаци\tз табуляцією", "два\n\nабзаци\tз табуляцією"),
        ("\U0001f468\u200d\U0001f469 क्\u200cष", "\U0001f468\u200d\U0001f469 क्\u200cष"),
        ("рядок із 12\u00a0млн", "рядок із 12\u00a0млн"),
    ],
)
def test_what_cannot_be_seen_goes_and_the_text_stays(typed, kept):
    assert tidy(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Заголовок\nу два\r\n\r\nрядки", "Заголовок у два рядки"),
        ("  багато \t  пробілів\u2003тут ", "багато пробілів тут"),
        ("18,4\u00a0млн", "18,4\u00a0млн"),
        ("\n\t", ""),
    ],
)
def test_a_line_is_one_line(typed, kept):
    assert tidy_line(typed) == kept


@given(ANY_TEXT)
@settings(deadline=None)
def test_tidying_again_changes_nothing(text):
    assert tidy(tidy(text)) == tidy(text)
    assert tidy_line(tidy_line(text)) == tidy_line(text)


@given(ANY_TEXT)
@settings(deadline=None)
def test_tidy_text_can_be_stored_and_sent_as_xml(text):
    kept = tidy(text)
    assert unicodedata.is_normalized("NFC", kept)
    escaped = kept.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    parsed = ElementTree.fromstring(f"<p>{escaped}</p>".encode())
    assert (parsed.text or "") == kept


@pytest.mark.parametrize("unwanted", ["\x00", "\x0b", "\ufffe", "\ud800"])
def test_xml_does_refuse_what_is_taken_out(unwanted):
    with pytest.raises((ElementTree.ParseError, UnicodeEncodeError)):
        ElementTree.fromstring(f"<p>{unwanted}</p>".encode())


@pytest.mark.parametrize("marks", ["\u0301\u0316", "\u0f73", "\u0344", "\u05b0\u0591"])
@pytest.mark.parametrize("made", [tidy, tidy_line, nfc, nfkd, slugify, excerpt, from_typed])
def test_no_letter_carries_so_many_marks_that_all_have_to_wait(monkeypatch, made, marks):
    longest = []
    normalize = unicodedata.normalize

    def watched(form, text):
        longest.append(max(map(len, regex.findall(r"\p{M}+", text)), default=0))
        return normalize(form, text)

    monkeypatch.setattr(unicodedata, "normalize", watched)
    made("а" + marks * 400)
    made(("’" + marks * 15) * 20)  # a slug does without the apostrophes
    made("<p>а" + "".join(f"<b>{marks * 10}</b><i>{marks * 10}</i>" for _ in range(20)))
    assert longest
    assert max(longest) <= 60


@pytest.mark.parametrize("text", ["за́мок", "क्षेत्रीय", "བསྒྲུབས", "שָׁלוֹם", "ệ", "z̷̢̛̬"])
def test_the_marks_of_every_script_stay(text):
    assert tidy(text) == unicodedata.normalize("NFC", text)
