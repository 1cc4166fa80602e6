"""What forms of every feature judge in the same way: the text of an article and of a page."""

import pytest

from newsroom.language.body import MAX_CHARACTERS
from newsroom.language.cleaning import NotCleanable
from tests.articles.conftest import colleague, editor
from tests.articles.desk import error

__all__ = ["colleague", "editor"]

pytestmark = pytest.mark.one_database
SAVE, TYPED = "Зберегти", "Перший абзац.\n\nДругий."


@pytest.fixture(params=["article", "page"])
def opened(editor, request):
    """The form of something new with a body."""
    if request.param == "article":
        return editor.read("/desk/articles/new")
    return editor.press(editor.read("/desk/pages"), "Додати", title="Про нас").soup


def test_formatting_that_cannot_be_cleaned_is_refused_in_words(editor, opened, monkeypatch):
    def tangled(_):
        raise NotCleanable

    monkeypatch.setattr("newsroom.fields.from_typed", tangled)
    answer = editor.press(opened, SAVE, body=TYPED)
    assert answer.status_code == 422
    assert error(answer.soup, "body") == "Це оформлення заплутане. Вставте текст без нього"
    assert answer.soup.select_one("[name=body]:not(rich-text)").text.strip() == TYPED
    assert "html" not in answer.soup.select_one("rich-text").attrs


@pytest.mark.parametrize(("times", "is_rich"), [(1, True), (2, False)])
def test_a_text_far_too_long_comes_back_as_it_was_typed_and_is_not_looked_at(
    editor, opened, times, is_rich
):
    typed = "слово " * (MAX_CHARACTERS * times // 6) + "і ще"
    answer = editor.press(opened, SAVE, body=typed)
    assert answer.status_code == 422
    assert "Скоротіть на " in error(answer.soup, "body")
    assert answer.soup.select_one("[name=body]:not(rich-text)").text.strip() == typed
    assert ("html" in answer.soup.select_one("rich-text").attrs) is is_rich
