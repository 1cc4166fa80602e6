"""The checklist beside an article: each thing that it blocks or warns of, and no false alarm."""

from datetime import timedelta

import pytest

from newsroom import clock
from newsroom.articles import addresses, checklist
from newsroom.database import db
from newsroom.language.dates import dates_in
from tests import factories
from tests.articles.desk import address
from tests.moments import kyiv

LATER = "TO" + "DO"  # in two parts, so that nobody takes it for one of ours
NO_SOURCE = "У тексті є посилання на джерело, а поле «Джерело» порожнє"


@pytest.fixture(autouse=True)
def noon(at):
    return at("2026-11-24 12:00")


@pytest.fixture
def found(editor):
    """What the checklist says of a draft with these words: sentence → detail."""
    category = factories.category()

    def found(**given):
        good = {"category_id": category.id, "headline": "Міст через Плесо відкрили для авто"}
        return said(editor, factories.draft(by=editor.person, **good | given))

    return found


def said(client, article):
    page = client.read(address(article, "/checklist"))
    return {sentence(one): detail(one) for one in page.select(".checklist__one")}


def sentence(one):
    one.select_one(".checklist__sentence .visually-hidden").extract()
    mark = "✕ " if "checklist__one--blocks" in one["class"] else ""
    return mark + one.select_one(".checklist__sentence").text.strip()


def detail(one):
    return getattr(one.select_one(".checklist__detail"), "text", "")


def test_a_text_with_everything_is_well(found):
    assert found() == {}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"headline": ""}, {"✕ Введіть заголовок": ""}),
        ({"body": ""}, {"✕ Напишіть текст": ""}),
        ({"headline": "м" * 71}, {"Заголовок довший, ніж показують соцмережі": "71 із 70"}),
        ({"lede": ""}, {"Немає ліду": ""}),
        ({"category_id": None}, {"Рубрику не вибрано": ""}),
        ({"body": "Міст закрили, передає Reuters."}, {NO_SOURCE: ""}),
        ({"lede": "Міст закрили, із\u00a0посиланням на\u00a0мерію."}, {NO_SOURCE: ""}),
        ({"body": "Нараду призначили на 25 грудня."}, {"Чи правильна ця дата?": "25 грудня"}),
        ({"lede": "Це було 1\u00a0листопада."}, {"Чи правильна ця дата?": "1\u00a0листопада"}),
        ({"body": "Міст збудували ??? року."}, {"Лишилося щось недописане": "???"}),
        ({"headline": f"{LATER} міст"}, {"Лишилося щось недописане": LATER}),
        ({"body": "Вартість – ХХХ гривень."}, {"Лишилося щось недописане": "ХХХ"}),
    ],
)
@pytest.mark.one_database
def test_it_says_what_is_missing_or_doubtful(found, given, expected):
    assert found(**given) == expected


@pytest.mark.parametrize(
    "given",
    [
        {"headline": "м" * 70},
        {"body": "Міст закрили, передає Reuters.", "source_name": "Reuters"},
        {"body": "Рух відкриють 26 листопада, а 20 листопада його закрили."},
        {"body": "Новина.\n\nНагадаємо, 1 січня 2020 року міст збудували."},
        {"body": "<p>Новина.</p><aside><p>Міст збудували 1 січня 2020 року.</p></aside>"},
        {"body": f"Чемпіони {'X' * 3} літніх Олімпійських ігор і ХХХ з’їзду. {'X' * 3}III сесія."},
        {"body": f"What to do? {'X' * 3}I з’їзд передавав вітання."},
    ],
)
@pytest.mark.one_database
def test_it_raises_no_false_alarm(found, given):
    assert found(**given) == {}


def test_a_date_is_asked_about_once(editor):
    article = factories.draft(body="Міст закрили 3 травня.\n\nТак було 3 травня і 1 жовтня.")
    details = editor.read(address(article, "/checklist")).select(".checklist__detail")
    assert [detail.text for detail in details] == ["3 травня", "1 жовтня"]


def test_a_text_is_looked_through_once_however_many_dates_it_has(app, monkeypatch):
    read = []
    monkeypatch.setattr(
        checklist, "dates_in", lambda text, today: read.append(text) or dates_in(text, today)
    )
    text = "\n\n".join(["3 травня"] * 500)
    checks = checklist._other_weeks(factories.wording(lede="", body=text))
    assert [check.detail for check in checks] == ["3 травня"]
    assert sum(map(len, read)) <= len(text)


LINKS = {
    "/news/nema": False,
    "/news/zhyvyi": True,
    "/news/kolyshnii": True,  # it redirects
    "/news/chernetka": False,
    "/categories/hromada": True,
    "/categories/nema": False,
    "/authors/olena-huk": True,
    "/authors/nema": False,
    "/tags/mist": True,
    "/tags/nema": False,
    "/nowhere": False,
    "/desk/articles": False,
    "/": True,
    "https://example.org/news/nema": True,  # somebody else's
    "http://localhost/news/nema": False,
    "mailto:someone@example.org": True,
}


def test_a_link_that_leads_nowhere_on_our_own_site_is_named(found):
    factories.live(headline="Живий", lede="Кіт спить.", byline="Олена Гук", tags="Міст")
    former = factories.live(headline="Колишній", lede="Пес гавкає.")
    addresses.change_slug(db.session, former, "teperishnii")
    factories.draft(headline="Чернетка")
    db.session.commit()
    for link, leads in LINKS.items():
        given = {"body": f'<p><a href="{link}?a=1#б">тут</a></p>'}
        path = link.removeprefix("http://localhost")
        assert found(**given) == (
            {} if leads else {"Посилання веде на сторінку, якої в нас немає": path}
        )


ALIKE = {"headline": "Міст через Плесо відкрили вночі для авто", "lede": "Рух відновлено."}


@pytest.mark.parametrize(("hours", "is_told"), [(47, True), (49, False)])
def test_a_story_like_this_of_the_last_two_days_is_told(editor, hours, is_told):
    other = factories.live(since=clock.now() - timedelta(hours=hours), **ALIKE)
    article = factories.draft(**ALIKE)
    page = editor.read(address(article, "/checklist"))
    assert bool(page.select_one(f"a[href='{address(other)}']")) is is_told


def test_a_reporter_is_told_of_a_like_story_only_where_they_may_see_it(reporter):
    factories.scheduled(kyiv("2026-11-24 13:00"), **ALIKE)
    article = factories.draft(by=reporter.person, **ALIKE)
    assert "Схожий матеріал уже є" not in said(reporter, article)
    live = factories.live(**ALIKE)
    page = reporter.read(address(article, "/checklist"))
    assert page.select_one(f"a[href='/news/{live.slug}']")


def test_what_blocks_stands_first_and_leads_to_its_field(editor):
    article = factories.draft(by=editor.person, headline="", lede="")
    links = editor.read(address(article, "/checklist")).select(".checklist__one > a")
    assert [link["href"] for link in links] == ["#headline", "#lede", "#category"]
