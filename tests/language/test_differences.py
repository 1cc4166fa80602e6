"""The difference between two texts, as people read it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.language.differences import by_paragraph, by_word


def told(pieces) -> str:
    signs = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]"}
    return "".join(signs[piece.kind].format(piece.text) for piece in pieces)


@pytest.mark.parametrize(
    ("before", "after", "difference"),
    [
        ("вісім ночей", "дев’ять ночей", "[-вісім-][+дев’ять+] ночей"),
        ("18.4 млн грн", "18,4 млн ₴", "[-18.4-][+18,4+] млн [-грн-][+₴+]"),
        ("один два три", "перший другий три", "[-один два-][+перший другий+] три"),
        ("слово", "слово і ще", "слово[+ і ще+]"),
        ("", "нове", "[+нове+]"),
        ("старе", "", "[-старе-]"),
        ("те саме", "те саме", "те саме"),
    ],
)
def test_words_are_marked_where_they_changed(before, after, difference):
    assert told(by_word(before, after)) == difference


def test_paragraphs_stand_beside_their_counterparts():
    changed = by_paragraph(
        ["Перший.", "Другий.", "Третій."], ["Перший.", "Другий!", "Третій.", "Ще."]
    )
    assert [told(paragraph) for paragraph in changed] == [
        "Перший.",
        "Другий[-.-][+!+]",
        "Третій.",
        "[+Ще.+]",
    ]


@given(st.text("абв ,.\n", max_size=40), st.text("абв ,.\n", max_size=40))
def test_each_text_can_be_read_off_the_difference(before, after):
    pieces = by_word(before, after)
    assert "".join(p.text for p in pieces if p.kind != "added") == before
    assert "".join(p.text for p in pieces if p.kind != "removed") == after


def test_one_word_of_a_very_long_paragraph_is_marked_alone():
    before, after = "а " * 9000 + "б" + " в" * 9000, "а " * 9000 + "г" + " в" * 9000
    assert [piece.text for piece in by_word(before, after) if piece.kind != "same"] == ["б", "г"]
