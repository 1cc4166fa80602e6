"""Partners on the desk: added, set up with the box beside the settings, paused and revoked."""

import pytest
from sqlalchemy import select

from newsroom.database import db
from newsroom.partners.models import Partner
from tests import factories

THEIRS = "https://visnyk.example"


@pytest.fixture
def partner(app):
    return factories.partner(THEIRS, name="Вісник")


def settings(partner):
    return f"/desk/partners/{partner.id}"


def change(editor, partner, **typed):
    return editor.press(editor.read(settings(partner)), "Зберегти", **typed)


def box(client, partner):
    return client.read(f"/widget/{partner.key}")


def refusal(answer, name):
    assert answer.status_code == 422
    field = answer.soup.select_one(f"#partner-form [name={name}]")
    return answer.soup.select_one(f"#{field['id']}-error").text.strip()


def test_a_new_partner_gets_a_key_and_a_page(editor, client):
    page = editor.read("/desk/partners")
    answer = editor.press(page, "Додати", name="Вісник", origins=f"{THEIRS}\nhttps://www.v.example")
    assert answer.soup.h1.text == "Вісник"
    partner = db.session.scalars(select(Partner)).unique().one()
    theirs = client.read(f"/partners/{partner.key}")
    assert [one.text for one in theirs.select("li code")] == [THEIRS, "https://www.v.example"]


def test_all_partners_stand_in_the_list(editor, partner):
    factories.partner("https://b.example", name="Бібліотека")
    rows = editor.read("/desk/partners").select(".categories__one")
    assert [row.a.text for row in rows] == ["Бібліотека", "Вісник"]
    assert "Показує наші публікації" in rows[1].text


def test_one_name_sent_many_times_at_once_is_one_partner(send):
    fields = {"name": "Вісник", "origins": THEIRS}
    assert send([("/desk/partners", fields)] * 4) == [303, 422, 422, 422]


def test_of_many_who_take_one_name_at_once_one_gets_it(send):
    theirs = [factories.partner(f"https://{name}.example", name=name) for name in "абвгдежз"]
    fields = {"name": "Вісник", "origins": THEIRS, "post_count": "5"}
    fields |= {"scheme": "auto", "corner": "soft", "density": "airy", "language": ""}
    fields["requests_a_minute"] = "600"
    assert send([(settings(one), fields) for one in theirs]) == [303, *[422] * 7]


WRONG = [
    ({"name": " "}, "name", "Введіть назву"),
    ({"name": "Бібліотека"}, "name", "Такий партнер уже є"),
    ({"origins": ""}, "origins", "Введіть хоча б одну адресу"),
    ({"origins": "visnyk.example"}, "origins", "«visnyk.example» – не адреса сайту"),
    ({"origins": "https://a.example\n" * 41}, "origins", "Не більше 40 адрес"),
    ({"title": "я" * 81}, "title", "Скоротіть на 1 знак"),
    ({"post_count": "0"}, "post_count", "Введіть число від 1 до 20"),
    ({"post_count": "21"}, "post_count", "Введіть число від 1 до 20"),
    ({"post_count": "сім"}, "post_count", "Введіть число від 1 до 20"),
    ({"post_count": "9" * 5000}, "post_count", "Введіть число від 1 до 20"),
    ({"requests_a_minute": "59"}, "requests_a_minute", "Введіть число від 60 до 1000000"),
    ({"requests_a_minute": ""}, "requests_a_minute", "Введіть число від 60 до 1000000"),
    ({"accent": "red"}, "accent", "Введіть колір шістьма знаками"),
    ({"accent": "#ffcc00"}, "accent", "Важко читати: контраст 1.5, а треба 4,5. Спробуйте #"),
    ({"accent": "#00008b", "scheme": "dark"}, "accent", "Важко читати"),
    ({"tags": "міст, чого нема"}, "tags", "Жоден матеріал не має тегу «міст»"),
    ({"source_mark": "наш сайт"}, "source_mark", "Лише латинські літери"),
]


@pytest.mark.parametrize(("typed", "field", "sentence"), WRONG)
@pytest.mark.one_database
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(editor, partner, typed, field, sentence):
    factories.partner("https://b.example", name="Бібліотека")
    answer = (
        change(editor, partner, title="Нова назва", **typed)
        if field != "title"
        else change(editor, partner, **typed)
    )
    assert sentence in refusal(answer, field)
    assert partner.title == ""
    if field != "title":
        assert answer.soup.select_one("[name=title]")["value"] == "Нова назва"


def test_a_colour_that_is_offered_can_be_read(editor, partner):
    said = refusal(change(editor, partner, accent="#ffcc00"), "accent")
    change(editor, partner, accent=said.rpartition(" ")[2])
    assert partner.accent == said.rpartition(" ")[2]


def test_settings_show_in_the_box_at_once(editor, client, partner):
    city, money = factories.category("Місто"), factories.category("Гроші")
    photo = factories.photo().name
    for n in range(3):
        factories.live(headline=f"Місто {n}", lede="Лід.", category_id=city.id, lead_photo=photo)
    factories.live(headline="Гроші", category_id=money.id)
    change(
        editor,
        partner,
        title="Що нового",
        post_count="2",
        categories=[str(city.id)],
        shows_excerpt=False,
        shows_photo="y",
        scheme="dark",
        corner="round",
        density="dense",
        accent="#8db7ff",
        source_mark="visnyk",
    )
    page = box(client, partner)
    assert page.h2.text == "Що нового"
    assert [one.text for one in page.select("h3")] == ["Місто 2", "Місто 1"]
    assert not page.select(".recent__excerpt")
    assert len(page.select(".recent__photo")) == 2
    assert page.html["class"] == ["scheme-dark", "corner-round", "density-dense"]
    assert "#8db7ff" in page.style.text
    assert page.h3.a["href"].endswith("?utm_source=visnyk")


def test_categories_and_tags_are_shown_together(editor, client, partner):
    city = factories.category("Місто")
    factories.live(headline="Рубрика", category_id=city.id)
    factories.live(headline="Тег", tags="Річка, млин")
    factories.live(headline="Обидва", tags="млин", category_id=city.id)
    factories.live(headline="Жодного")
    factories.draft(headline="Чернетка", tags="млин")
    change(editor, partner, tags="МЛИН", categories=[str(city.id)])
    assert [one.text for one in box(client, partner).select("h3")] == [
        "Обидва",
        "Тег",
        "Рубрика",
    ]
    change(editor, partner, categories=[])
    assert [one.text for one in box(client, partner).select("h3")] == ["Обидва", "Тег"]


def test_a_tag_whose_address_had_to_be_numbered_can_be_chosen(editor, client, partner):
    factories.live(headline="Інше", tags="C, ❤, c-dur")
    factories.live(headline="Мова", tags="C++")
    factories.live(headline="Сонце", tags="☀")
    change(editor, partner, tags="c++, ☀")
    assert [tag.name for tag in partner.tags] == ["C++", "☀"]
    assert [one.text for one in box(client, partner).select("h3")] == ["Сонце", "Мова"]


def test_the_button_of_the_preview_sends_no_token_in_its_address(editor, partner):
    answer = editor.press(editor.read(settings(partner)), "Показати в перегляді", title="Що")
    assert answer.request.method == "GET"
    assert answer.request.args["title"] == "Що"
    assert "csrf_token" not in answer.request.args


def test_a_box_speaks_the_language_that_was_chosen_for_it(editor, client, partner):
    assert "Усі новини" in box(client, partner).text
    change(editor, partner, language="en")
    page = box(client, partner)
    assert page.html["lang"] == "en"
    assert "All news" in page.text
    assert page.h2.text == "Recent posts"


def test_a_change_of_looks_reaches_open_boxes_by_their_next_poll(editor, client, partner):
    poll = box(client, partner).select_one("#recent-posts")["data-poll"]
    assert client.get(poll).status_code == 204
    change(editor, partner, title="Що нового")
    assert client.read(poll).h2.text == "Що нового"


def test_the_preview_shows_what_stands_in_the_form_and_keeps_nothing(editor, client, partner):
    page = editor.read(settings(partner))
    shown = editor.press(page, "Показати в перегляді", title="Лише спроба").soup
    assert shown.h2.text == "Лише спроба"
    assert box(client, partner).h2.text == "Останні публікації"


def test_a_preview_of_what_cannot_be_is_the_box_as_it_is(editor, partner):
    shown = editor.read(f"{settings(partner)}/preview?title=Спроба&post_count=тисяча")
    assert shown.h2.text == "Останні публікації"


@pytest.mark.parametrize(
    ("button", "said"),
    [("Призупинити", "Призупинено"), ("Відкликати", "Відкликано")],
)
def test_paused_or_revoked_the_box_is_a_sentence_with_a_way_on(
    editor, client, partner, button, said
):
    factories.live(headline="Міст")
    poll = box(client, partner).select_one("#recent-posts")["data-poll"]
    answer = editor.press(editor.read(settings(partner)), button)
    assert said in answer.soup.select_one(".notice").text
    for page in (box(client, partner), client.read(poll)):
        assert "Список відпочиває" in page.text
        assert "Міст" not in page.text
    editor.press(editor.read(settings(partner)), "Знову показувати наші публікації")
    assert "Міст" in box(client, partner).text


def test_an_unknown_status_changes_nothing(editor, partner):
    page = editor.read(settings(partner))
    token = page.select_one("[name=csrf_token]")["value"]
    given = {"csrf_token": token, "status": "boundless"}
    assert editor.post(f"{settings(partner)}/status", data=given).status_code == 400
    assert partner.status == "active"


@pytest.mark.parametrize("number", [0, 999, 2**31, 10**30])
def test_a_partner_that_is_not_there_is_404(editor, number):
    assert editor.get(f"/desk/partners/{number}").status_code == 404
