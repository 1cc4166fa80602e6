"""Whose names a person may read: another's draft names nobody to a reporter."""

from datetime import timedelta

import pytest

from newsroom import clock
from tests import factories

HIDDEN = ("Прихована Чернетка", "Прихований Розклад", "Знятий Автор")


def offered(client):
    """The names that the by-line suggests, and those of the board's filter."""
    suggested = client.read("/desk/author-names").select("option")
    filtered = client.read("/desk/articles").select("[name=author] option[value]")
    names = {option.text for option in filtered if option["value"] not in {"", "me"}}
    assert {option["value"] for option in suggested} == names
    return names


@pytest.fixture
def signed(reporter):
    other = factories.staff("reporter", name="Колега Штатний")
    factories.draft(by=other, byline=HIDDEN[0])
    factories.scheduled(clock.now() + timedelta(hours=1), by=other, byline=HIDDEN[1])
    factories.taken_down(by=other, byline=HIDDEN[2])
    factories.live(by=other, byline="Відома Читачам")
    factories.draft(by=reporter.person, byline="Співавтор Мій")


def test_a_reporter_reads_the_names_of_colleagues_of_live_articles_and_of_their_own(
    reporter, signed
):
    known = {"Колега Штатний", "Відома Читачам", "Співавтор Мій", reporter.person.name}
    assert offered(reporter) == known


def test_an_editor_reads_them_all(editor, signed):
    assert offered(editor) >= set(HIDDEN)


def test_a_name_is_known_as_soon_as_readers_see_it(reporter):
    article = factories.draft(byline=HIDDEN[0])
    assert HIDDEN[0] not in offered(reporter)
    article.publish()
    assert HIDDEN[0] in offered(reporter)


def test_a_live_article_names_who_readers_see_and_not_who_will_sign_its_update(reporter, editor):
    article = factories.live(byline="Відома Читачам")
    editor.press(editor.read(f"/desk/articles/{article.id}"), "Зберегти", byline=HIDDEN[0])
    names = offered(reporter)
    assert "Відома Читачам" in names
    assert HIDDEN[0] not in names


def test_asking_for_a_hidden_name_finds_what_an_unknown_one_finds(reporter, signed):
    def found(slug):
        page = reporter.read(f"/desk/articles?author={slug}")
        return page.select_one("#articles").text

    assert found("prykhovana-chernetka") == found("nema-takoho")
