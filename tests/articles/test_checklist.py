"""What the checklist asks about dates."""

from newsroom.articles import checklist
from newsroom.language.dates import dates_in
from tests import factories
from tests.articles.desk import address


def asked(page):
    """The details of its questions."""
    return [detail.get_text() for detail in page.select(".checklist__detail")]


def test_a_date_of_another_week_is_asked_about_once(editor, at):
    at("2026-11-24 14:00")
    text = "Міст закрили 3 травня, а 25 листопада відкриють.\n\nТак було і 3 травня, і 1 жовтня."
    page = editor.read(address(factories.draft(body=text), "/checklist"))
    assert asked(page) == ["3 травня", "1 жовтня"]


def test_the_background_may_speak_of_the_past(editor, at):
    at("2026-11-24 14:00")
    article = factories.draft(body="Новина.\n\nНагадаємо, міст закрили 3 травня.")
    assert not asked(editor.read(address(article, "/checklist")))


def test_a_text_is_looked_through_once_however_many_dates_it_has(at, monkeypatch):
    at("2026-11-24 14:00")
    read = []
    monkeypatch.setattr(
        checklist, "dates_in", lambda text, today: read.append(text) or dates_in(text, today)
    )
    text = "\n\n".join(["3 травня"] * 500)
    assert list(checklist._dates_of_another_week(text)) == ["3 травня"]
    assert sum(map(len, read)) <= len(text)
