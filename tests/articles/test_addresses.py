"""Addresses: made from headlines, kept for ever once readers have seen them, never given away."""

import pytest

from tests import factories
from tests.articles.desk import PUBLISH, SAVE, UPDATE, address, articles, error
from tests.moments import kyiv

CHANGE = "Змінити адресу"


def change(client, article, slug):
    return client.press(client.read(address(article)), CHANGE, slug=slug)


def leads(client, slug):
    """Where readers get from an address: its status, and the next address if it redirects."""
    answer = client.get(f"/news/{slug}")
    return answer.status_code, answer.location


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("Згурський ґанок: «Їжак» у Юр’єва", "zghurskyi-ganok-yizhak-u-yurieva"),
        ("COVID-19 повернувся", "covid-19-povernuvsia"),
        ("Ціна – 5 млн ₴!", "tsina-5-mln"),
    ],
)
def test_a_new_article_gets_its_address_from_its_headline(editor, headline, slug):
    editor.press(editor.read("/desk/articles/new"), PUBLISH, headline=headline, body="Текст.")
    assert articles()[0].slug == slug


@pytest.mark.parametrize(
    ("one", "other", "slug"),
    [
        ("Перша назва", "Друга назва", "druha-nazva"),
        ("Бюджет 2026", "Бюджет", "biudzhet"),
        ("Бюджет", "Бюджет 2026", "biudzhet-2026"),
        ("COVID-19", "COVID", "covid"),
    ],
)
def test_the_address_of_a_draft_follows_its_headline(editor, one, other, slug):
    article = factories.draft(headline=one)
    editor.press(editor.read(address(article)), SAVE, headline=other)
    assert article.slug == slug


@pytest.mark.parametrize("headline", ["", "!!!", "新聞"])
def test_without_a_letter_of_ours_an_article_still_has_an_address(editor, headline):
    editor.press(editor.read("/desk/articles/new"), SAVE, headline=headline, body="Текст.")
    (article,) = articles()
    assert article.slug == f"news-{article.id}"


def test_the_same_headline_makes_different_addresses_that_stay(editor):
    for _ in range(3):
        editor.press(editor.read("/desk/articles/new"), SAVE, headline="Погода", body="Сонце.")
    assert [article.slug for article in articles()] == ["pohoda", "pohoda-2", "pohoda-3"]
    for article in articles():
        editor.press(editor.read(address(article)), SAVE, lede="Уточнено.")
    assert [article.slug for article in articles()] == ["pohoda", "pohoda-2", "pohoda-3"]


def test_no_number_in_an_address_tells_readers_of_a_draft(client, editor):
    draft = factories.draft(headline="Погода")
    editor.press(
        editor.read("/desk/articles/new"), PUBLISH, headline="Погода", body="Сонце.", category="0"
    )
    assert leads(client, "pohoda") == (200, None)
    assert leads(client, "pohoda-2") == (404, None)
    editor.press(editor.read(address(draft)), PUBLISH)
    assert draft.slug == "pohoda-2"
    assert leads(client, "pohoda-2") == (200, None)


def test_nor_of_one_that_is_scheduled_before_the_draft_goes_out(client, editor, at):
    at("2026-11-24 12:00")
    factories.draft(headline="Погода")
    page, when = editor.read("/desk/articles/new"), {"going_out": "schedule"}
    when |= {"publish_date": "2026-11-24", "publish_time": "18:00"}
    editor.press(page, PUBLISH, headline="Погода", body="Сонце.", **when)
    assert articles()[-1].slug == "pohoda"
    at("2026-11-24 18:00")
    assert leads(client, "pohoda") == (200, None)


def test_an_address_that_somebody_chose_for_a_draft_is_not_taken_away(editor):
    draft = factories.draft(headline="Інше")
    change(editor, draft, "pohoda")
    editor.press(editor.read("/desk/articles/new"), PUBLISH, headline="Погода", body="Сонце.")
    assert draft.slug == "pohoda"


def test_the_address_of_a_very_long_headline_is_cut_between_words(editor):
    headline = "довжелезний " * 25
    editor.press(editor.read("/desk/articles/new"), SAVE, headline=headline.strip())
    assert articles()[0].slug == "-".join(["dovzheleznyi"] * 6)


@pytest.mark.parametrize("state", ["live", "taken_down", "scheduled"])
@pytest.mark.parametrize("button", [SAVE, "publish"])
def test_an_address_that_readers_know_or_will_know_stays_as_the_headline_changes(
    editor, at, state, button
):
    at("2026-11-24 12:00")
    moment = {"at": kyiv("2026-11-24 18:00")} if state == "scheduled" else {}
    article = getattr(factories, state)(**moment, headline="Стара назва")
    publish = UPDATE if state == "live" else PUBLISH
    page = editor.read(address(article))
    editor.press(page, publish if button == "publish" else button, headline="Нова назва")
    assert article.slug == "stara-nazva"


def test_an_address_that_somebody_chose_stays_as_the_headline_changes(editor):
    article = factories.draft(headline="Стара назва")
    change(editor, article, "moia-adresa")
    editor.press(editor.read(address(article)), SAVE, headline="Нова назва")
    assert article.slug == "moia-adresa"


def test_after_a_cancelled_schedule_the_address_follows_again(editor, at):
    at("2026-11-24 12:00")
    article = factories.scheduled(kyiv("2026-11-24 18:00"), headline="Стара назва")
    editor.press(editor.read(address(article)), "Зняти з публікації")
    editor.press(editor.read(address(article)), SAVE, headline="Нова назва")
    assert article.slug == "nova-nazva"


def test_a_changed_address_redirects_for_ever_in_one_step(client, editor):
    article = factories.live(headline="Перша")
    for slug in ("druha", "tretia"):
        change(editor, article, slug)
    assert leads(client, "persha") == leads(client, "druha") == (301, "/news/tretia")
    assert leads(client, "tretia") == (200, None)


def test_lists_lead_straight_to_the_new_address(client, editor):
    article = factories.live(headline="Перша", category_id=factories.category("Місто").id)
    change(editor, article, "druha")
    for url in ("/", "/recent", "/categories/misto"):
        links = {a["href"] for a in client.read(url).select("a[href^='/news/']")}
        assert links == {"/news/druha"}


def test_going_back_to_an_earlier_address_turns_the_redirect_round(client, editor):
    article = factories.live(headline="Перша")
    for slug in ("druha", "persha"):
        change(editor, article, slug)
    assert leads(client, "persha") == (200, None)
    assert leads(client, "druha") == (301, "/news/persha")


def test_back_and_forth_and_on_every_address_leads_to_the_last(client, editor):
    article = factories.live(headline="Перша")
    for slug in ("druha", "persha", "druha", "persha", "tretia"):
        assert change(editor, article, slug).status_code == 200
    assert leads(client, "persha") == leads(client, "druha") == (301, "/news/tretia")


def test_an_earlier_address_taken_again_does_not_redirect_to_itself(client, editor):
    article = factories.live(headline="Перша")
    for slug in ("druha", "persha"):
        change(editor, article, slug)
    editor.press(editor.read(address(article)), "Зняти з публікації")
    assert leads(client, "persha") == (410, None)


def test_the_old_address_of_what_is_taken_down_leads_to_the_page_that_says_so(client, editor):
    article = factories.live(headline="Перша")
    change(editor, article, "druha")
    editor.press(editor.read(address(article)), "Зняти з публікації")
    assert leads(client, "persha") == (301, "/news/druha")
    assert leads(client, "druha") == (410, None)


def test_the_address_of_what_is_taken_down_can_still_change(client, editor):
    article = factories.taken_down(headline="Перша")
    change(editor, article, "druha")
    assert leads(client, "persha") == (301, "/news/druha")


def test_what_readers_never_saw_is_never_redirected(client, editor, at):
    at("2026-11-24 12:00")
    draft = factories.draft(headline="Чернетка")
    waiting = factories.scheduled(kyiv("2026-11-24 18:00"), headline="О шостій")
    change(editor, draft, "inakshe")
    change(editor, waiting, "o-shostii-rivno")
    editor.press(editor.read(address(draft)), PUBLISH)
    at("2026-11-24 18:00")
    assert leads(client, "chernetka") == leads(client, "o-shostii") == (404, None)
    assert leads(client, "inakshe") == leads(client, "o-shostii-rivno") == (200, None)


@pytest.mark.parametrize("state", ["draft", "live", "taken_down"])
def test_an_address_that_leads_elsewhere_is_refused_in_words_and_kept(editor, state):
    getattr(factories, state)(headline="Зайнято")
    article = factories.live(headline="Наша")
    answer = change(editor, article, "zainiato")
    assert answer.status_code == 422
    assert error(answer.soup, "slug") == "Ця адреса вже веде до іншого матеріалу"
    assert answer.soup.select_one("details[open] [name=slug]")["value"] == "zainiato"
    assert article.slug == "nasha"


def test_a_former_address_is_never_given_to_another_article(client, editor):
    article = factories.live(headline="Перша")
    change(editor, article, "druha")
    namesake = factories.live(headline="Перша")
    assert namesake.slug == "persha-2"
    assert change(editor, namesake, "persha").status_code == 422
    assert leads(client, "persha") == (301, "/news/druha")


def test_what_is_typed_becomes_an_address(editor):
    article = factories.draft()
    answer = change(editor, article, " Новий Міст / 2026?! ")
    assert article.slug == "novyi-mist-2026"
    assert "/news/novyi-mist-2026" in answer.soup.select_one("[role=status]").text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Введіть хоча б одну літеру чи цифру"),
        ("/?!", "Введіть хоча б одну літеру чи цифру"),
        ("я" * 101, "Скоротіть на 1 знак"),
    ],
)
def test_what_cannot_be_an_address_is_refused_in_words_and_kept(editor, typed, sentence):
    article = factories.live(headline="Наша")
    answer = change(editor, article, typed)
    assert answer.status_code == 422
    assert error(answer.soup, "slug") == sentence
    assert answer.soup.select_one("details[open] [name=slug]")["value"] == typed


def test_the_same_address_again_changes_nothing(client, editor):
    article = factories.live(headline="Наша")
    change(editor, article, "Наша")
    assert leads(client, "nasha") == (200, None)


@pytest.mark.parametrize("slug", ["nema", "%00", "%D1%97", "a" * 3000, "..%2Fdesk", "x%27--"])
def test_an_address_that_never_was_is_not_found(client, slug):
    assert leads(client, slug)[0] == 404
