"""Save: every save is a revision, and nobody's words are lost."""

import pytest

from tests import factories
from tests.articles.desk import SAVE, TYPED, address, articles, error, fields, revisions

MODES = pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])


@MODES
def test_a_first_save_makes_an_article_with_all_that_was_typed(reporter, htmx):
    category = factories.category("Місто")
    page = reporter.press(
        reporter.read("/desk/articles/new"), SAVE, htmx=htmx, **TYPED, category="Місто"
    )
    (article,) = articles()
    assert page.request.path == address(article)
    kept = {**TYPED, "category": str(category.id), "note": ""}
    assert kept.items() <= fields(page.soup).items()


@MODES
def test_every_save_is_a_revision_with_number_author_and_note(reporter, editor, htmx):
    article = factories.draft(by=reporter.person)
    reporter.press(
        reporter.read(address(article)), SAVE, htmx=htmx, lede="Уточнено.", note="за даними ДСНС"
    )
    editor.press(editor.read(address(article)), SAVE, htmx=htmx, headline="Інший заголовок")
    told = [(r.number, r.author, r.note) for r in revisions(article)]
    assert told == [
        (1, reporter.person, ""),
        (2, reporter.person, "за даними ДСНС"),
        (3, editor.person, ""),
    ]


def test_an_earlier_revision_stays_as_it_was(editor):
    article = factories.draft(headline="Як було", body="Перший текст.")
    editor.press(editor.read(address(article)), SAVE, headline="Як стало", body="Другий текст.")
    page = editor.read(address(article, "/revisions/1"))
    assert page.select_one(".article__headline").text == "Як\u00a0було"
    assert "Перший текст." in page.select_one(".prose").text
    assert "Другий" not in page.text


def test_the_history_names_every_revision_newest_first(editor):
    article = factories.draft(by=editor.person)
    editor.press(editor.read(address(article)), SAVE, lede="Новий лід.", note="лід")
    rows = editor.read(address(article, "/revisions")).select("tbody tr")
    told = [[" ".join(cell.text.split()) for cell in row.select("td")] for row in rows]
    assert [(row[0], row[2], row[3]) for row in told] == [
        ("2", editor.person.name, "лід"),
        ("1", editor.person.name, ""),
    ]


def test_the_history_says_which_revision_readers_see(editor):
    article = factories.live()
    editor.press(editor.read(address(article)), SAVE, lede="Ще не для читачів.")
    newest, oldest = editor.read(address(article, "/revisions")).select("tbody tr")
    assert "цю бачать читачі" in oldest.text
    assert "цю бачать читачі" not in newest.text


@MODES
def test_saving_the_same_twice_makes_one_revision(editor, htmx):
    article = factories.draft(category_id=factories.category().id, body="Раз.\n\nДва.")
    for _ in range(2):
        editor.press(editor.read(address(article)), SAVE, htmx=htmx)
    assert len(revisions(article)) == 1


BODIES = (
    "Один абзац",
    "Рядок\nі ще рядок\n\nАбзац",
    "Нагадаємо, що було.",
    "<p>Абзац із <strong>жирним</strong></p>",
    "<h2>Розділ</h2><ul><li>раз</li><li>два</li></ul><blockquote><p>Цитата</p></blockquote>",
    "<aside><p>Тло без слова «нагадаємо»</p></aside><hr><p>кінець</p>",
    "a < b && c > d",
    "<p>&lt;script&gt; як текст</p>",
)


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.one_database
def test_opening_and_saving_a_body_changes_nothing(editor, body):
    article = factories.draft(body=body)
    editor.press(editor.read(address(article)), SAVE)
    assert len(revisions(article)) == 1


def test_saving_the_same_with_a_note_keeps_the_note(editor):
    article = factories.draft()
    editor.press(editor.read(address(article)), SAVE, note="перевірено")
    assert [revision.note for revision in revisions(article)] == ["", "перевірено"]


@pytest.mark.parametrize("state", ["live", "taken_down"])
def test_a_save_without_a_change_leaves_nothing_waiting(editor, state):
    article = getattr(factories, state)()
    editor.press(editor.read(address(article)), SAVE)
    assert not article.has_unpublished_changes


@pytest.mark.parametrize("given", [{}, {"body": "  "}, {"note": "лише примітка"}])
def test_an_article_without_a_word_is_not_begun(editor, given):
    answer = editor.press(editor.read("/desk/articles/new"), SAVE, **given)
    assert answer.status_code == 422
    assert error(answer.soup, "headline") == "Напишіть хоча б заголовок або кілька слів"
    assert articles() == []


@pytest.mark.parametrize("name", ["headline", "lede", "body"])
def test_one_word_anywhere_is_enough_to_save(editor, name):
    editor.press(editor.read("/desk/articles/new"), SAVE, **{name: "Слово"})
    (article,) = articles()
    assert getattr(article.working, name) in {"Слово", "<p>Слово</p>"}


def test_an_article_may_lose_all_its_words_because_its_revisions_stay(editor):
    article = factories.draft(headline="Був")
    editor.press(editor.read(address(article)), SAVE, headline="", lede="", body="")
    assert [revision.headline for revision in revisions(article)] == ["Був", ""]


def test_text_is_kept_in_nfc_without_what_cannot_be_seen(editor):
    editor.press(
        editor.read("/desk/articles/new"), SAVE, headline="\u202eКи\u0306їв\x00 \ufeffнині"
    )
    assert articles()[0].working.headline == "Кйїв нині"


@pytest.mark.parametrize("number", ["0", "2", "2147483648", "99999999999999999999"])
def test_a_revision_that_never_was_is_not_there(editor, number):
    article = factories.draft()
    assert editor.get(address(article, f"/revisions/{number}")).status_code == 404


@pytest.mark.parametrize("rest", ["", "/revisions", "/revisions/1"])
@pytest.mark.parametrize("number", ["0", "99", "2147483648", "99999999999999999999"])
@pytest.mark.one_database
def test_an_article_that_never_was_is_not_there(editor, number, rest):
    assert editor.get(f"/desk/articles/{number}{rest}").status_code == 404
