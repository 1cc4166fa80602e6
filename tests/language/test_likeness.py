"""Stories that look alike."""

import pytest

from newsroom.language.likeness import likeness


def test_the_same_story_in_other_endings_is_alike():
    first = "Тихий міст перекриють на дев’ять ночей"
    assert likeness(first, "Перекриття Тихого мосту: дев’ять ночей без руху") > 0.5


@pytest.mark.parametrize(
    "other", ["Водоканал пояснив, чому вода пахне хлором", "", "і в на", "123"]
)
def test_another_story_is_not(other):
    assert likeness("Тихий міст перекриють на дев’ять ночей", other) < 0.3
