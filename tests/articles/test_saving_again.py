"""A save sent again, after a lost answer or by somebody impatient."""

import pytest

from tests import factories
from tests.articles.desk import PUBLISH, SAVE, TYPED, address, articles, revisions


def new_with_id(client, save_id, **typed):
    """The page of a new article as it stood in a browser whose save has this id."""
    page = client.read("/desk/articles/new")
    page.select_one("[name=save_id]")["value"] = save_id
    return page


@pytest.mark.parametrize("button", [SAVE, PUBLISH])
def test_a_first_save_sent_twice_makes_one_article_of_one_revision(editor, button):
    page = editor.read("/desk/articles/new")
    first = editor.press(page, button, **TYPED)
    again = editor.press(page, button, **TYPED)
    (article,) = articles()
    assert [revision.number for revision in revisions(article)] == [1]
    assert first.request.path == again.request.path == address(article)


@pytest.mark.parametrize("button", [SAVE, PUBLISH])
def test_a_save_sent_twice_makes_one_revision(editor, button):
    article = factories.draft()
    page = editor.read(address(article))
    for _ in range(2):
        editor.press(page, button, **TYPED)
    assert [revision.number for revision in revisions(article)] == [1, 2]


def test_a_save_sent_twice_makes_one_revision_when_others_saved_between(editor, colleague):
    article = factories.draft()
    page = editor.read(address(article))
    editor.press(page, SAVE, lede="Моє.")
    other = colleague()
    other.press(other.read(address(article)), SAVE, headline="Чуже")
    answer = editor.press(page, SAVE, lede="Моє.")
    assert answer.status_code == 200
    assert [revision.number for revision in revisions(article)] == [1, 2, 3]


def test_a_save_that_was_merged_is_recognised_when_it_comes_again(editor, colleague):
    article = factories.draft(headline="Міст", body="Один.\n\nДва.")
    page = editor.read(address(article))
    other = colleague()
    other.press(other.read(address(article)), SAVE, body="Один, чужий.\n\nДва.")
    for _ in range(2):
        editor.press(page, SAVE, body="Один.\n\nДва, мій.", note="разом")
    assert [revision.note for revision in revisions(article)] == ["", "", "разом"]
    assert article.working.body == "<p>Один, чужий.</p><p>Два, мій.</p>"


def test_a_save_set_aside_is_recognised_when_it_comes_again(editor, colleague):
    article = factories.draft(headline="Міст")
    page = editor.read(address(article))
    other = colleague()
    other.press(other.read(address(article)), SAVE, headline="Чуже")
    for _ in range(2):
        assert "/merges/3" in editor.press(page, SAVE, headline="Моє").request.path
    assert len(revisions(article)) == 3


def test_words_written_after_a_lost_answer_are_saved_too(editor):
    page = editor.read("/desk/articles/new")
    editor.press(page, SAVE, headline="Перше")
    answer = editor.press(page, SAVE, headline="Перше", body="І те, що дописано без мережі.")
    (article,) = articles()
    assert answer.request.path == address(article)
    assert "дописано без мережі" in article.working.body
    assert len(revisions(article)) == 2


def test_more_words_after_a_lost_answer_to_a_later_save_are_saved_too(editor):
    article = factories.draft()
    page = editor.read(address(article))
    for lede in ("Раз.", "Раз, два."):
        answer = editor.press(page, SAVE, lede=lede)
        assert answer.status_code == 200
    assert [revision.lede for revision in revisions(article)[1:]] == ["Раз.", "Раз, два."]


def test_more_words_after_a_lost_answer_do_not_pass_over_a_colleague(editor, colleague):
    page = editor.read("/desk/articles/new")
    editor.press(page, SAVE, headline="Моє")
    (article,) = articles()
    other = colleague()
    other.press(other.read(address(article)), SAVE, headline="Чуже")
    answer = editor.press(page, SAVE, headline="Моє, довше")
    assert answer.request.path == address(article, "/merges/3")
    shown = answer.soup.select_one("#headline").text
    assert "довше" in shown
    assert "Чуже" in shown
    assert [r.headline for r in revisions(article)] == ["Моє", "Чуже", "Моє, довше"]
    assert article.working.headline == "Чуже"


def test_somebody_elses_save_id_does_no_harm_to_either(editor, reporter):
    theirs = factories.draft(by=editor.person, headline="Їхнє")
    page = new_with_id(reporter, revisions(theirs)[0].save_id)
    answer = reporter.press(page, SAVE, headline="Моє")
    mine = articles()[-1]
    assert answer.request.path == address(mine)
    assert mine.working.author == reporter.person
    assert [revision.headline for revision in revisions(theirs)] == ["Їхнє"]


def test_the_save_id_of_another_article_of_mine_does_no_harm(editor):
    one = factories.draft(by=editor.person)
    other = factories.draft(by=editor.person)
    page = editor.read(address(other))
    page.select_one("[name=save_id]")["value"] = revisions(one)[0].save_id
    editor.press(page, SAVE, headline="Друга")
    assert other.working.headline == "Друга"
    assert len(revisions(one)) == 1


@pytest.mark.parametrize("save_id", ["", "no uuid", "x" * 5000, "\x00", "{12345678-1234"])
def test_a_save_with_a_broken_id_still_keeps_the_text(editor, save_id):
    answer = editor.press(new_with_id(editor, save_id), SAVE, headline="Ціле")
    assert answer.status_code == 200
    assert articles()[0].working.headline == "Ціле"


@pytest.mark.parametrize("base", ["", "-1", "two", "9" * 50, "²"])
def test_a_save_with_a_broken_base_loses_nothing(editor, base):
    article = factories.draft(headline="Було")
    page = editor.read(address(article))
    page.select_one("[name=base]")["value"] = base
    answer = editor.press(page, SAVE, headline="Стало")
    assert answer.request.path == address(article, "/merges/2")
    assert article.working.headline == "Було"
    chosen = editor.press(answer, "Зберегти вибране", **{"choice-headline": "mine"})
    assert chosen.request.path == address(article)
    assert [revision.headline for revision in revisions(article)] == ["Було", "Стало", "Стало"]
    assert article.working.headline == "Стало"
