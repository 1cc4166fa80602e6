"""The history as it lies on the page: a line a revision, and its button in one word."""

import pytest

from tests import factories
from tests.browser.desk import address

NOTE = "виправила назву вулиці за листом читача, перевірено у виконкомі та в пресслужбі області"


@pytest.mark.parametrize("language", ["uk", "en"])
@pytest.mark.parametrize("width", [390, 1440])
def test_each_revision_takes_no_more_room_than_its_words(new_context, let_in, width, language):
    person = factories.staff(name="Ірина Сов’як-Лагодинська", language=language)
    article = factories.draft(by=person, headline="Міст")
    factories.save(article, by=person)
    article.working.note = NOTE
    factories.save(article, by=person)
    page = new_context(viewport={"width": width, "height": 900}).new_page()
    let_in(page, person)
    page.goto(address(article) + "/revisions")
    heights = page.locator("main .history__restore .button").evaluate_all(
        "all => all.map(button => button.getBoundingClientRect().height)"
    )
    assert len(heights) == 2
    assert max(heights) <= 44
