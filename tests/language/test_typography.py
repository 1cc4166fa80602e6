import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.language.typography import initials, nbsp

WORDS = st.lists(
    st.sampled_from(
        [
            "у",
            "і",
            "на",
            "до",
            "5",
            "млн",
            "4",
            "800",
            "000",
            "₴",
            "№",
            "–",
            "місто",
            "О.",
            "Гук",
            "",
        ]
    ),
    max_size=12,
)
SEPARATORS = st.sampled_from([" ", "\u00a0", "  ", "\n"])


def tied(text):
    """As a person sees it in a test: ties as «~»."""
    return nbsp(text).replace("\u00a0", "~")


@pytest.mark.parametrize(
    ("text", "with_ties"),
    [
        ("Удар по порту в Одесі", "Удар по~порту в~Одесі"),
        ("У місті та без світла", "У~місті та~без~світла"),
        ("відомо від людей і про людей", "відомо від~людей і~про~людей"),
        ("«У нас» (а не в них)", "«У~нас» (а~не~в~них)"),
        ("Київ – місто", "Київ~– місто"),
        ("Наказ № 55", "Наказ №~55"),
        ("за 18,4 млн ₴", "за 18,4~млн~₴"),
        ("180 тисяч ₴, а далі", "180~тисяч~₴, а~далі"),
        ("до 23 листопада 2026 року", "до~23~листопада 2026~року"),
        ("майже 4 800 осіб", "майже 4~800~осіб"),
        ("понад 1 000 000 000 грн", "понад 1~000~000~000~грн"),
        ("через 20 % і 5 хв", "через 20~% і~5~хв"),
        ("О. Гук і Т. Г. Шевченко", "О.~Гук і~Т.~Г.~Шевченко"),
        ("саміт ЄС у Брюсселі", "саміт ЄС у~Брюсселі"),
        ("слово і, слово", "слово і, слово"),
        ("вночі, а не в понеділок", "вночі, а~не~в~понеділок"),
        ("й і в на до слова", "й~і~в~на~до~слова"),
        ("у 5 млн грн", "у~5~млн~грн"),
        ("і до 5 млн ₴", "і~до 5~млн~₴"),
        ("а О. Гук", "а~О.~Гук"),
        ("а не з Володимирівського", "а~не з~Володимирівського"),
        ("і 18,4 млрд мільйонів", "і~18,4~млрд мільйонів"),
        ("без\nзмін  рядки", "без\nзмін  рядки"),
        ("", ""),
    ],
)
def test_what_belongs_together_stays_on_one_line(text, with_ties):
    assert tied(text) == with_ties


@given(WORDS, st.data())
@settings(deadline=None)
def test_tying_changes_only_spaces_and_only_once(words, data):
    text = "".join(word + data.draw(SEPARATORS) for word in words)
    once = nbsp(text)
    assert nbsp(once) == once
    assert once.replace("\u00a0", " ") == text.replace("\u00a0", " ")


@given(WORDS)
@settings(deadline=None)
def test_no_chain_is_long_enough_to_overflow_a_phone(words):
    in_one_number = re.compile(r"(?<=\d)\u00a0(?=\d{3})")
    for chain in in_one_number.sub("", nbsp(" ".join(words))).split(" "):
        *tied, _last = chain.split("\u00a0")
        assert len(tied) <= 2 or len(chain) <= 18 or all(len(word) == 1 for word in tied)


@given(WORDS)
@settings(deadline=None)
def test_no_word_of_one_letter_ends_a_line(words):
    assert not re.search(r"(^|[\s(«„“\u00a0])[уі] \S", nbsp(" ".join(words)))


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Олена Гук", "ОГ"),
        ("олена гук", "ОГ"),
        ("Олена Петрівна Гук", "ОГ"),
        ("Reuters", "R"),
        ("«Плесо» (редакція)", "ПР"),
        ("Ївга Ґудзь", "ЇҐ"),
        ("24/7", "–"),
        ("", "–"),
    ],
)
def test_initials_are_of_the_first_and_the_last_word(name, letters):
    assert initials(name) == letters
