"""A photo's own page: what is known of it, where it is used, another in its place, its end."""

from datetime import date, timedelta
from io import BytesIO

from newsroom import clock
from newsroom.database import db
from newsroom.photos.models import Photo
from tests import factories
from tests.photos import pictures

SAVE, REPLACE, DELETE = "Зберегти", "Замінити всюди", "Вилучити фото назавжди"


def page_of(photo):
    return f"/desk/photos/{photo.name}"


def figure(photo):
    return f'<figure data-photo="{photo.name}"><figcaption></figcaption></figure>'


def buttons(page):
    return {button.text.strip() for button in page.select("main button")}


def test_who_uploaded_it_says_what_is_known(reporter):
    photo = factories.photo(by=reporter.person, had_location=True, alt="")
    page = reporter.read(page_of(photo))
    assert "Геолокацію видалено" in page.text
    known = {"alt": " Човен  на воді ", "author": "Ія Ґанжа", "agency": "Reuters"}
    known |= {"licence": "Купили", "licence_until": "2026-12-31", "caption": "Човен"}
    answer = reporter.press(page, SAVE, focal_x="20", focal_y="90", **known)
    assert "Відомості про фото збережено" in answer.text
    db.session.refresh(photo)
    assert (photo.alt, photo.credit) == ("Човен на воді", "Ія Ґанжа / Reuters")
    assert photo.licence_until == date(2026, 12, 31)
    assert (photo.focal_x, photo.focal_y) == (0.2, 0.9)
    assert photo.newest == photo.version + 1  # cut anew around that point
    assert "Нова версія готується" in answer.soup.select_one("#look[hx-get]").text


def test_saving_the_same_makes_no_new_version(editor):
    photo = factories.photo(focal_x=0.333)
    editor.press(editor.read(page_of(photo)), SAVE, caption="Інший")
    db.session.refresh(photo)
    assert photo.newest == photo.version
    assert photo.focal_x == 0.333


def test_what_is_wrong_is_said_and_nothing_is_lost(editor):
    photo = factories.photo()
    wrong = {"licence_until": "31.12.2026", "focal_x": "101", "alt": "Опис", "is_decorative": True}
    answer = editor.press(editor.read(page_of(photo)), SAVE, caption="Новий підпис", **wrong)
    assert answer.status_code == 422
    assert len(answer.soup.select(".field__error")) == 3
    assert answer.soup.select_one("#caption").text.strip() == "Новий підпис"
    db.session.refresh(photo)
    assert photo.caption == ""


def test_who_was_overtaken_sees_both(editor, colleague):
    photo = factories.photo(author="Перша")
    mine, theirs = editor.read(page_of(photo)), colleague("editor")
    theirs.press(theirs.read(page_of(photo)), SAVE, author="Друга")
    answer = editor.press(mine, SAVE, author="Третя")
    assert answer.status_code == 409
    assert answer.soup.select_one("#author")["value"] == "Третя"
    assert "Зараз збережено: Друга" in " ".join(answer.soup.text.split())
    editor.press(answer, SAVE)
    db.session.refresh(photo)
    assert photo.author == "Третя"


def test_a_colleagues_photo_is_read_and_not_changed(reporter):
    page = reporter.read(page_of(factories.photo(by=factories.staff("reporter"))))
    assert page.select_one("fieldset[disabled]")
    assert not buttons(page) & {SAVE, REPLACE, DELETE}


def test_what_readers_see_is_an_editors_to_change(reporter, editor, at):
    at("2026-11-24 12:00")
    photo = factories.photo(by=reporter.person, author="Ія Ґанжа")
    before = reporter.read(page_of(photo))
    body = f"<p>Текст</p>{figure(photo)}"
    factories.draft(body=body)
    factories.taken_down(body=body)
    assert SAVE in buttons(reporter.read(page_of(photo)))
    factories.scheduled(clock.now() + timedelta(hours=1), body=body)
    sentence = "Читачі бачать це фото: попросіть редактора змінити його."
    page = reporter.read(page_of(photo))
    assert sentence in page.select_one("fieldset[disabled]").text
    assert not buttons(page) & {SAVE, REPLACE, DELETE}
    file = (BytesIO(pictures.jpeg((640, 480))), "nove.jpg")
    for button, given in ((SAVE, {"author": "Інша", "focal_x": "9"}), (REPLACE, {"photo": file})):
        answer = reporter.press(before, button, **given)
        assert answer.status_code == 403
        assert sentence in answer.soup.select_one("[role=alert]").text
        assert answer.soup.select_one("#author")["value"] == given.get("author", "Ія Ґанжа")
    editor.press(editor.read(page_of(photo)), SAVE, caption="Новий підпис")
    db.session.refresh(photo)
    assert (photo.author, photo.newest, photo.caption) == ("Ія Ґанжа", 1, "Новий підпис")


def test_what_readers_see_stays_credited_and_described(editor, at):
    at("2026-11-24 12:00")
    photo = factories.photo()
    less = {"author": "", "agency": " ", "alt": "", "caption": "Новий підпис"}
    factories.live(lead_photo=photo.name)
    answer = editor.press(editor.read(page_of(photo)), SAVE, **less)
    assert answer.status_code == 422
    assert [error.text.strip() for error in answer.soup.select(".field__error")] == [
        "Читачі бачать це фото: вкажіть, чиє воно",
        "Читачі бачать це фото: опишіть його або позначте, що воно лише для окраси",
    ]
    assert answer.soup.select_one("#caption").text.strip() == "Новий підпис"
    db.session.refresh(photo)
    assert (photo.is_credited, photo.has_alt, photo.caption) == (True, True, "")
    over = {"agency": "УНІАН", "is_decorative": True, "licence_until": "2026-11-23"}
    answer = editor.press(answer, SAVE, **over)
    assert "Ліцензія скінчилася, а читачі бачать це фото." in answer.text
    db.session.refresh(photo)
    assert (photo.credit, photo.licence_until) == ("УНІАН", date(2026, 11, 23))


def test_an_article_that_uses_it_is_named_and_keeps_it(editor):
    photo = factories.photo(licence_until=date(2020, 1, 1))
    body = f"<p>Текст</p>{figure(photo)}"
    factories.live(headline="Міст закрили", body=body)
    factories.draft(headline="Чернетка", body=body)
    page = editor.read(page_of(photo))
    uses = [" ".join(li.text.split()) for li in page.select(".uses li")]
    assert uses == ["Міст закрили На сайті", "Чернетка"]
    assert "досі в 1 опублікованому матеріалі" in page.text
    assert DELETE not in buttons(page)
    token = {"csrf_token": page.select_one("[name=csrf_token]")["value"]}
    editor.post(f"{page_of(photo)}/delete", data=token)
    assert "Це фото є в матеріалах" in editor.read(page_of(photo)).text
    assert db.session.get(Photo, photo.id)


def test_a_reporter_does_not_read_the_headline_of_anothers_draft(reporter):
    photo = factories.photo()
    factories.draft(headline="Таємна чернетка", body=f"<p>Текст</p>{figure(photo)}")
    page = reporter.read(page_of(photo))
    assert [li.text.strip() for li in page.select(".uses li")] == ["Чернетка колеги"]


def test_one_that_nobody_uses_is_deleted(reporter):
    photo = factories.photo(by=reporter.person)
    address = page_of(photo)
    answer = reporter.press(reporter.read(address), DELETE)
    assert "Фото вилучено" in answer.text
    assert reporter.get(address).status_code == 404


def test_another_picture_takes_its_place(editor):
    photo = factories.photo()
    file = (BytesIO(pictures.jpeg((640, 480))), "nove.jpg")
    answer = editor.press(editor.read(page_of(photo)), REPLACE, photo=file)
    assert "Новий знімок стане на його місце всюди" in answer.text
    db.session.refresh(photo)
    assert photo.newest > photo.version
    answer = editor.press(editor.read(page_of(photo)), REPLACE)
    assert "Виберіть файл" in answer.text


def test_what_is_no_photo_is_not_there(editor):
    for name in ("a" * 16, "нема", "a" * 15, "A" * 16):
        assert editor.get(f"/desk/photos/{name}").status_code == 404
        assert editor.get(f"/desk/photos/{name}/card").status_code == 404
