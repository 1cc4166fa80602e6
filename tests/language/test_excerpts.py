import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.language.excerpts import excerpt, plain
from newsroom.language.tidy import tidy_line

STORY = "Японія не планує приєднуватися до Північноатлантичного альянсу, йдуть перемовини."


def graphemes(text):
    return regex.findall(r"\X", text)


def test_a_text_that_fits_is_whole():
    assert excerpt(STORY) == STORY
    assert excerpt(STORY, limit=len(STORY)) == STORY


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        (STORY, 25, "Японія не планує…"),
        (STORY, 17, "Японія не планує…"),
        (STORY, 16, "Японія…"),  # «не» would hang
        (STORY, 66, "Японія не планує приєднуватися до Північноатлантичного альянсу…"),
        ("Місто – це люди, а не стіни", 12, "Місто…"),
        ("Обстріл: у місті й області", 12, "Обстріл…"),
        ("Обстріл: у місті й області", 20, "Обстріл: у місті…"),
        ("Сказав «так і буде» голосно", 13, "Сказав «так…"),
        ("Він сказав «Ні», і пішов геть", 17, "Він сказав «Ні»…"),
        ("He said “never again” to them", 10, "He said…"),
        ("Напишіть 18,4 млн разів", 14, "Напишіть 18,4…"),
        ("Рядок\nперший\n\nдругий довгий", 15, "Рядок перший…"),
        ("Найдовшесловобезпробілів", 8, "Найдовш…"),
        ("– – – – – – –", 5, "– –…"),
        ("у у у у у у", 4, "у у…"),
    ],
)
def test_a_longer_text_is_cut_at_a_word_with_nothing_hanging(text, limit, cut):
    assert excerpt(text, limit) == cut


def test_an_emoji_of_many_parts_counts_as_one_and_is_never_cut():
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    assert excerpt(family * 10, limit=10) == family * 10
    assert excerpt(family * 11, limit=10) == family * 9 + "…"


@given(st.text(), st.integers(min_value=1, max_value=60))
@settings(deadline=None)
def test_an_excerpt_fits_and_is_the_beginning_of_the_text(text, limit):
    short, line = excerpt(text, limit), tidy_line(text)
    assert len(graphemes(short)) <= limit
    assert short == line or (short.endswith("…") and line.startswith(short[:-1]))


def test_a_body_in_plain_text_keeps_its_paragraphs():
    html = (
        "<h2>Що далі</h2><p>Кава &amp; чай,<br><strong>і</strong> сік&nbsp;&lt;5&gt;</p>"
        "<ul><li>раз</li><li><p>два</p><p>три</p></li></ul><hr><aside><p>Нагадаємо</p></aside>"
    )
    assert plain(html).split("\n\n") == [
        "Що далі",
        "Кава & чай,\nі сік\u00a0<5>",
        "раз",
        "два",
        "три",
        "Нагадаємо",
    ]


def test_code_is_no_text():
    assert plain("<p>Раз</p><style>p{}</style><script>alert(1)</script><p>два</p>") == "Раз\n\nдва"


def test_nothing_in_plain_text_is_nothing():
    assert plain("") == ""
