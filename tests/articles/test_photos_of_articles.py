"""Photos in an article: what may go out, what a save keeps of them, who uses which."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from newsroom.articles.photo_uses import article_photos
from newsroom.database import db
from newsroom.language.body import from_typed
from tests import factories
from tests.articles.desk import PUBLISH, address, error

LEAD = "lead_photo"


def figure(photo, caption="Підпис"):
    return f'<figure data-photo="{photo.name}"><figcaption>{caption}</figcaption></figure>'


def uses(article):
    rows = db.session.execute(
        select(article_photos).where(article_photos.c.article_id == article.id)
    )
    return {(row.photo_id, row.is_live, row.is_lead) for row in rows}


def checks(client, article):
    page = client.read(address(article, "/checklist"))
    return [" ".join(one.get_text(" ").split()) for one in page.select(".checklist__one--blocks")]


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"author": "", "agency": ""}, "Вкажіть, чиє це фото"),
        ({"alt": ""}, "Опишіть фото або позначте, що воно лише для окраси"),
        ({"status": "waiting"}, "Це фото ще готується: зачекайте хвильку"),
        ({"status": "refused"}, "Це фото не вдалося прочитати: виберіть інше"),
        ({"licence_until": date(2026, 11, 23)}, "Ліцензія на фото діє лише до 23 листопада 2026"),
    ],
)
@pytest.mark.parametrize("place", [LEAD, "body"])
@pytest.mark.one_database
def test_a_photo_that_may_not_be_shown_keeps_an_article_from_going_out(
    editor, at, facts, sentence, place
):
    at("2026-11-24 12:00")
    photo = factories.photo(**{"caption": "Човен", **facts})
    text = {LEAD: photo.name} if place == LEAD else {"body": "<p>Слово.</p>" + figure(photo)}
    article = factories.draft(editor.person, headline="Човен", **text)
    page = editor.read(address(article))
    answer = editor.press(page, PUBLISH)
    assert answer.status_code == 422
    assert sentence in error(answer.soup, place)
    assert not article.is_live
    assert article.working.lead_photo == text.get(LEAD, "")
    assert any(sentence in check for check in checks(editor, article))


@pytest.mark.one_database
def test_a_decorative_photo_whose_licence_lasts_the_day_goes_out(editor, at):
    at("2026-11-24 23:30")
    photo = factories.photo(alt="", is_decorative=True, licence_until=date(2026, 11, 24))
    article = factories.draft(
        editor.person, lead_photo=photo.name, body=figure(photo) + "<p>А.</p>"
    )
    assert editor.press(editor.read(address(article)), PUBLISH).status_code == 200
    assert article.is_live
    assert article.lead_photo_id == photo.id


@pytest.mark.one_database
def test_a_licence_that_ends_before_the_planned_day_is_said_before(editor, at):
    at("2026-11-24 12:00")
    photo = factories.photo(licence_until=date(2026, 11, 25))
    soon, late = (
        factories.draft(editor.person, lead_photo=photo.name, planned_at=at(f"2026-11-{day} 15:00"))
        for day in (25, 26)
    )
    at("2026-11-24 12:00")
    assert not checks(editor, soon)
    assert ["Ліцензія на фото діє лише до 25 листопада 2026" in one for one in checks(editor, late)]
    answer = editor.press(editor.read(address(late)), PUBLISH)
    assert answer.status_code == 422
    assert "Ліцензія" in error(answer.soup, LEAD)


def test_uses_follow_the_working_copy_and_what_readers_see(editor):
    one, two, three = (factories.photo() for _ in range(3))
    article = factories.draft(
        editor.person, lead_photo=one.name, body=figure(two) + figure(one) + "<p>Текст.</p>"
    )
    draft = {(one.id, False, True), (one.id, False, False), (two.id, False, False)}
    assert uses(article) == draft
    editor.press(editor.read(address(article)), PUBLISH)
    live = {(photo, True, is_lead) for photo, _is_live, is_lead in draft}
    assert uses(article) == draft | live
    editor.press(
        editor.read(address(article)),
        "Зберегти",
        lead_photo=f"http://localhost/desk/photos/{three.name}",
    )
    assert article.working.lead_photo == three.name
    assert uses(article) == live | {
        (three.id, False, True),
        (one.id, False, False),
        (two.id, False, False),
    }
    assert article.lead_photo_id == one.id


@pytest.mark.one_database
def test_what_names_no_photo_is_refused_in_words_and_one_that_is_gone_is_kept(editor):
    page = editor.read("/desk/articles/new")
    answer = editor.press(
        page, "Зберегти", headline="Слово", lead_photo="https://example.org/a.jpg"
    )
    assert answer.status_code == 422
    assert error(answer.soup, LEAD) == "Такого фото немає. Скопіюйте адресу з бібліотеки"
    gone = "0" * 16
    answer = editor.press(answer, "Зберегти", lead_photo=gone)
    assert answer.status_code == 200
    assert "Цього фото вже немає" in answer.soup.select_one("#lead-photo-preview").text


@pytest.mark.one_database
def test_the_editor_shows_the_photo_of_its_form_and_any_that_is_picked(editor):
    chosen, picked = factories.photo(agency="Перша"), factories.photo(agency="Друга")
    article = factories.draft(editor.person, lead_photo=chosen.name, lead_caption="Біля ріки")
    page = editor.read(address(article))
    preview = page.select_one("#lead-photo-preview")
    assert "Перша" in preview.text
    assert chosen.name in preview.select_one(".photo__picture")["src"]
    assert page.select_one(f"[data-pick-photo={LEAD}]")["type"] == "button"
    assert page.select_one("[name=lead_caption]")["value"] == "Біля ріки"
    fragment = editor.get(preview["hx-get"], query_string={LEAD: f"/desk/photos/{picked.name}?a=1"})
    assert "Друга" in fragment.text


@pytest.mark.one_database
def test_both_chose_another_lead_photo_and_are_asked_in_words(editor):
    photos = [factories.photo(caption=f"Знімок {n}") for n in range(3)]
    article = factories.draft(editor.person, lead_photo=photos[0].name)
    page = editor.read(address(article))
    factories.save(
        article,
        text=factories.wording(
            headline=article.working.headline,
            lede=article.working.lede,
            body=article.working.body,
            lead_photo=photos[1].name,
        ),
    )
    asked = editor.press(page, "Зберегти", lead_photo=photos[2].name).soup
    sides = [side.get_text() for side in asked.select(".merge__words")]
    assert len(sides) == 2
    assert all("Знімок" in side for side in sides)
    editor.press(asked, "Зберегти вибране", **{f"choice-{LEAD}": "theirs"})
    assert article.working.lead_photo == photos[1].name


@pytest.mark.one_database
def test_history_says_which_photo_it_was_and_brings_it_back(editor):
    first, second = (
        factories.photo(caption="Перший знімок"),
        factories.photo(caption="Другий знімок"),
    )
    article = factories.draft(editor.person, lead_photo=first.name, lead_caption="Було")
    same = article.working.wording
    factories.save(article, editor.person, text=replace(same, lead_photo=second.name))
    compared = editor.read(address(article, "/comparison?from=1&to=2"))
    part = compared.select_one("section[aria-label='Головне фото']").text
    assert "Перший" in part
    assert "Другий" in part
    editor.press(editor.read(address(article, "/revisions/1")), "Відновити цю версію")
    assert article.working.lead_photo == first.name


def test_a_body_is_kept_as_it_was_with_its_photos(app):
    body = f"<p>А.</p>{figure(factories.photo(), 'Ціна &lt; 5 &amp; більше')}"
    assert from_typed(body) == body
