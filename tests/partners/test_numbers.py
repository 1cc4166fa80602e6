"""A partner's numbers on the desk: what was seen, what was followed, and what is wrong."""

from datetime import timedelta

import pytest

from newsroom import clock
from newsroom.database import db
from newsroom.partners.counts import Sight, Sighting
from tests import factories

THEIRS = "https://visnyk.example"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def partner(app):
    return factories.partner(THEIRS, name="Вісник")


def saw(partner, what, ago=HOUR, origin=""):
    key = {"partner_id": partner.id, "what": what.value}
    db.session.add(Sighting(**key, seen_at=clock.now() - ago, origin=origin))
    db.session.commit()


def page(editor, partner):
    return editor.read(f"/desk/partners/{partner.id}/numbers")


def rows(found, caption):
    [table] = [one for one in found.select("table") if one.caption.text.startswith(caption)]
    return [
        [" ".join(cell.text.split()) for cell in row.select("th, td")]
        for row in table.select("tbody tr")
    ]


def test_days_kinds_and_articles_are_summed_and_the_rest_left_out(editor, partner):
    bridge, mill = factories.live(headline="Міст"), factories.live(headline="Млин")
    factories.counted(partner, None, 1200, 30)
    factories.counted(partner, None, 300, 4, embed="frame")
    factories.counted(partner, None, 10, 0, age=29)
    factories.counted(partner, None, 5000, 500, age=30)
    factories.counted(partner, bridge, 900, 3)
    factories.counted(partner, bridge, 90, 2, age=2, embed="frame")
    factories.counted(partner, mill, 20, 9)
    factories.counted(factories.partner("https://b.example"), None, 7, 7)
    found = page(editor, partner)
    totals = [one.text.replace("\xa0", " ") for one in found.select(".chart__total")]
    assert totals == ["1 510", "34"]
    assert rows(found, "За способом") == [
        ["Один рядок скрипта", "1 210", "30"],
        ["Рамка", "300", "4"],
    ]
    assert rows(found, "За матеріалами") == [["Млин", "20", "9"], ["Міст", "990", "5"]]
    days = rows(found, "За днями")
    assert len(days) == 30
    assert (days[0][1:], days[1][1:], days[-1][1:]) == (["1 500", "34"], ["0", "0"], ["10", "0"])


def test_the_chart_has_a_bar_for_each_day_with_something_and_says_what_it_shows(editor, partner):
    factories.counted(partner, None, 100, 0)
    factories.counted(partner, None, 1, 0, age=3)
    found = page(editor, partner)
    chart = found.select_one("svg.chart__bars")
    bars = [one for one in chart.select("rect") if one["width"] == "8"]
    assert [(one["x"], one["height"]) for one in bars] == [("261", "2.0"), ("291", "100.0")]
    assert len(chart.select("g > title")) == 30
    assert "найбільше за день – 100" in found.figcaption.text
    assert chart.title.text.startswith("Перегляди за днями")
    assert chart["aria-labelledby"] == chart.title["id"]


def test_before_anything_is_counted_it_says_what_will_come(editor, partner):
    found = page(editor, partner)
    assert "Ще нічого не пораховано" in found.text
    assert "усе гаразд" in found.text
    assert not found.select("svg.chart__bars")


def old(partner, age=10 * DAY):
    partner.created_at = clock.now() - age
    db.session.commit()


TROUBLES = {
    "wrong origin": ([(Sight.WRONG_ORIGIN, HOUR, "https://w.example")], 0, "на https://w.example"),
    "long ago": ([(Sight.WRONG_ORIGIN, 8 * DAY, "https://w.example")], 0, None),
    "too many": ([(Sight.TOO_MANY, HOUR, "")], 0, "частіше, ніж дозволяють"),
    "flood": ([(Sight.FLOOD, HOUR, "")], 0, "ніж може бути насправді"),
    "policy": ([(Sight.SCRIPT, HOUR, THEIRS)], None, "Content-Security-Policy"),
    "policy since": ([(Sight.SCRIPT, HOUR, THEIRS), (Sight.LIST, DAY, THEIRS)], 3, "connect-src"),
    "it works": ([(Sight.SCRIPT, 2 * HOUR, THEIRS), (Sight.LIST, HOUR, THEIRS)], 0, None),
    "never": ([], None, "іще не показувався"),
    "unseen": ([(Sight.LIST, HOUR, THEIRS)], None, "куди ніхто не прокручує"),
    "gone": ([(Sight.LIST, 9 * DAY, THEIRS)], 9, "чи він іще є"),
    "a server": ([(Sight.SERVER, HOUR, "")], None, None),
}


@pytest.mark.one_database
def test_what_is_wrong_is_said_with_what_to_tell_them(editor):
    for what, (sights, seen, said) in TROUBLES.items():
        partner = factories.partner(THEIRS, name=what)
        old(partner)
        for sight in sights:
            saw(partner, *sight)
        if seen is not None:
            factories.counted(partner, None, 5, 0, age=seen)
        found = page(editor, partner)
        notices = [" ".join(one.text.split()) for one in found.select(".troubles .notice")]
        assert len(notices) == (1 if said else 0), (what, notices)
        if said:
            assert said in notices[0], what
        marks = editor.read("/desk/partners").select(".categories__one")
        [mine] = [row for row in marks if row.a.text == what]
        assert bool(mine.select(".partner-wrong")) is bool(said), what


@pytest.mark.one_database
def test_what_anybody_can_make_up_is_said_last_and_as_such(editor, partner):
    old(partner)
    saw(partner, Sight.WRONG_ORIGIN, origin="https://w.example")
    saw(partner, Sight.TOO_MANY)
    saw(partner, Sight.SCRIPT, origin=THEIRS)
    *others, last = page(editor, partner).select(".troubles .notice")
    assert len(others) == 2
    assert "https://w.example" in last.text
    assert "такий запит може підробити будь-хто" in " ".join(last.text.split())


@pytest.mark.one_database
def test_a_partner_of_today_is_given_time_to_paste_it(editor, partner):
    assert not page(editor, partner).select(".troubles")


@pytest.mark.one_database
def test_one_that_rests_is_only_told_to_take_it_out(editor, partner):
    old(partner)
    partner.status = "revoked"
    saw(partner, Sight.RESTING, origin=THEIRS)
    [notice] = page(editor, partner).select(".troubles .notice")
    assert "Ключ відкликано, а їхні сторінки й далі" in notice.text


def test_the_list_of_partners_says_how_often_they_were_seen_in_a_week(editor, partner):
    factories.partner("https://a.example", name="Аптека")
    factories.counted(partner, None, 2, 0)
    factories.counted(partner, None, 3, 0, age=6)
    factories.counted(partner, None, 90, 0, age=7)
    rows = editor.read("/desk/partners").select(".categories__one")
    assert ["0 переглядів за 7 днів" in rows[0].text, "5 переглядів за 7 днів" in rows[1].text] == [
        True,
        True,
    ]
    link = rows[1].select_one("a[href$=numbers]")
    assert editor.read(link["href"]).h1.text == "Вісник: числа"


@pytest.mark.one_database
def test_an_address_from_a_stranger_is_text(editor, partner):
    saw(partner, Sight.WRONG_ORIGIN, origin="https://<b>.example")
    assert not page(editor, partner).select(".troubles b")
