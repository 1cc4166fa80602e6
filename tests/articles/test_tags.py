"""Tags: typed with the article, part of what a save keeps, known to others with the publication."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from newsroom import clock
from newsroom.articles.tags import Tag, tag_names
from newsroom.database import db
from tests import factories
from tests.articles.desk import PUBLISH, SAVE, UPDATE, address, articles, error, fields


def tags():
    return {tag.name: tag.slug for tag in db.session.scalars(select(Tag))}


def shown(client, article):
    links = client.read(f"/news/{article.slug}").select(".tags a")
    return [(link.text, link["href"]) for link in links]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("", []),
        (" , ,", []),
        ("мости,  Рясна", ["мости", "Рясна"]),
        ("Міст, мости, міст, МІСТ", ["Міст", "мости"]),
        ("#мости, # Рясна, ##", ["мости", "Рясна"]),
        ("C#, C", ["C#", "C"]),
    ],
)
def test_tags_are_names_with_commas_between(typed, names):
    assert tag_names(typed) == names


def test_tags_are_kept_with_the_text_and_stand_in_the_field_again(editor):
    page = editor.read("/desk/articles/new")
    editor.press(page, SAVE, headline="Міст", tags="#мости ,  Рясна, Мости")
    article = articles()[0]
    assert article.working.tags == "мости, Рясна"
    assert fields(editor.read(address(article)))["tags"] == "мости, Рясна"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("я" * 401, "Скоротіть на 1 знак"),
        ("мости, " + "я" * 61, f"Скоротіть тег «{'я' * 61}» до 60 знаків"),
        (", ".join(map(str, range(11))), "Приберіть 1 тег. У матеріалу їх не більше ніж 10"),
        (", ".join(map(str, range(13))), "Приберіть 3 теги. У матеріалу їх не більше ніж 10"),
    ],
)
def test_what_is_too_much_is_refused_in_words_and_stays_in_the_field(editor, typed, sentence):
    answer = editor.press(editor.read("/desk/articles/new"), SAVE, headline="Міст", tags=typed)
    assert answer.status_code == 422
    assert sentence in error(answer.soup, "tags")
    assert fields(answer.soup)["tags"] == typed


def test_as_much_as_may_be_is_kept(editor):
    typed = ", ".join(f"{n}{'я' * 37}" for n in range(10))
    editor.press(
        editor.read("/desk/articles/new"), SAVE, headline="Міст", body="Текст.", tags=typed
    )
    page = editor.read(address(articles()[0]))
    assert editor.press(page, PUBLISH).status_code == 200
    assert len(tags()) == 10


def test_readers_find_them_under_the_text_in_the_order_that_was_typed(client):
    article = factories.live(tags="Рясна, мости, аварії")
    assert shown(client, article) == [
        ("Рясна", "/tags/riasna"),
        ("мости", "/tags/mosty"),
        ("аварії", "/tags/avarii"),
    ]


def test_one_tag_stays_one_however_it_is_capitalised(client):
    first, second = factories.live(tags="Рясна"), factories.live(tags="рясна")
    assert shown(client, first) == shown(client, second) == [("Рясна", "/tags/riasna")]


def test_tags_that_only_spell_alike_have_addresses_of_their_own(client):
    article = factories.live(tags="C++, C, C#, ❤, ☀")
    addresses = ["/tags/c", "/tags/c-2", "/tags/c-3", "/tags/tag", "/tags/tag-2"]
    assert [href for _, href in shown(client, article)] == addresses
    assert shown(client, factories.live(tags="c#, ☀")) == [
        ("C#", "/tags/c-3"),
        ("☀", "/tags/tag-2"),
    ]


def test_saving_shows_readers_nothing_until_the_update_is_published(client, editor):
    article = factories.live(tags="мости")
    editor.press(editor.read(address(article)), SAVE, tags="мости, ремонт")
    assert shown(client, article) == [("мости", "/tags/mosty")]
    assert "ремонт" not in tags()
    editor.press(editor.read(address(article)), UPDATE)
    assert shown(client, article) == [("мости", "/tags/mosty"), ("ремонт", "/tags/remont")]


def test_a_draft_makes_no_tag_and_a_withdrawn_one_leaves_its_list(editor, at):
    at("2026-11-24 12:00")
    draft = factories.draft(tags="мости")
    assert tags() == {}
    page = editor.read(address(draft))
    editor.press(
        page, PUBLISH, going_out="schedule", publish_date="2026-11-25", publish_time="09:00"
    )
    editor.press(editor.read(address(draft)), "Зняти з публікації")
    at("2026-11-26 12:00")
    assert editor.get("/tags/mosty").status_code == 404


def test_tags_of_what_is_published_are_offered(editor):
    factories.live(tags="мости, Рясна")
    factories.draft(tags="таємниця")
    offered = editor.read("/desk/articles/new").select_one("#tag-names")
    names = [option["value"] for option in editor.get(offered["hx-get"]).soup.select("option")]
    assert names == ["Рясна", "мости"]


def test_a_reporter_is_offered_no_tag_of_what_another_has_planned(client):
    tomorrow = clock.now() + timedelta(days=1)
    own, other = factories.staff("reporter"), factories.staff("reporter")
    factories.live(other, tags="мости")
    factories.scheduled(tomorrow, own, tags="власне")
    factories.scheduled(tomorrow, other, tags="таємниця")
    factories.sign_in(client, own)
    names = [option["value"] for option in client.get("/desk/tag-names").soup.select("option")]
    assert names == ["власне", "мости"]


def test_the_board_finds_an_article_by_its_tag(editor):
    factories.draft(headline="Слово", tags="Трамвай")
    factories.draft(headline="Інше")
    page = editor.read("/desk/articles?q=трам")
    assert [link.text for link in page.select(".row__headline a")] == ["Слово"]


def test_a_comparison_tells_which_tags_changed(editor):
    article = factories.draft(tags="мости")
    factories.save(article, headline=article.headline, tags="мости, ремонт")
    page = editor.read(address(article, "/comparison?from=1&to=2"))
    assert "Теги" in page.main.text
    assert "ремонт" in "".join(ins.text for ins in page.select("ins"))


def test_what_two_people_typed_differently_is_asked_and_may_be_put_together(editor, colleague):
    article = factories.draft(tags="мости")
    mine, other = editor.read(address(article)), colleague()
    other.press(other.read(address(article)), SAVE, tags="мости, ремонт")
    asked = editor.press(mine, SAVE, tags="мости, Рясна")
    assert asked.soup.select_one("#tags")
    by_hand = {"choice-tags": "hand", "hand-tags": "мости, ремонт, " + "я" * 61}
    refused = editor.press(asked, "Зберегти вибране", **by_hand)
    assert refused.status_code == 422
    assert "Скоротіть тег" in refused.text
    editor.press(refused, "Зберегти вибране", **{"hand-tags": "#мости, ремонт, Рясна"})
    assert article.working.tags == "мости, ремонт, Рясна"


def test_tags_that_only_one_changed_go_together_with_the_others_words(editor, colleague):
    article = factories.draft(headline="Було", tags="мости")
    mine, other = editor.read(address(article)), colleague()
    other.press(other.read(address(article)), SAVE, headline="Стало")
    editor.press(mine, SAVE, tags="мости, Рясна")
    assert (article.working.headline, article.working.tags) == ("Стало", "мости, Рясна")
