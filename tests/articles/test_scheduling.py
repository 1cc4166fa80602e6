"""Schedule: an article appears because its time came; no job runs, so none can be missed."""

import pytest

from tests import factories
from tests.articles.desk import PUBLISH, SAVE, UPDATE, address, articles, error, fields, revisions
from tests.moments import kyiv

MODES = pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
TAKE_DOWN = "Зняти з публікації"
AT_SIX = {"going_out": "schedule", "publish_date": "2026-11-24", "publish_time": "18:00"}


@pytest.fixture(autouse=True)
def noon(at):
    return at("2026-11-24 12:00")


@pytest.fixture
def scheduled():
    return factories.scheduled(kyiv("2026-11-24 18:00"), headline="О шостій")


def is_seen(client, article):
    """Whether readers see it: its page, the front page and the live list agree on that."""
    address = f"/news/{article.slug}"
    pages = [client.read(url) for url in ("/", "/recent")]
    seen = {client.get(address).status_code == 200}
    seen |= {bool(page.select(f"a[href='{address}']")) for page in pages}
    assert len(seen) == 1
    return seen.pop()


@MODES
def test_an_article_appears_exactly_when_its_time_comes(client, editor, at, htmx):
    article = factories.draft(headline="О шостій")
    answer = editor.press(editor.read(address(article)), PUBLISH, htmx=htmx, **AT_SIX)
    assert "«О шостій» вийде 24 листопада 2026, 18:00." in answer.text
    at("2026-11-24 17:59:59.999999")
    assert not is_seen(client, article)
    at("2026-11-24 18:00")
    assert is_seen(client, article)


def test_a_new_article_is_scheduled_at_one_stroke(client, editor, at):
    typed = {"headline": "О шостій", "body": "Текст."}
    editor.press(editor.read("/desk/articles/new"), PUBLISH, **typed, **AT_SIX)
    (article,) = articles()
    assert (article.state, article.publish_at) == ("scheduled", kyiv("2026-11-24 18:00"))


def test_an_article_that_waits_is_as_unknown_as_what_never_was(client, scheduled):
    waiting, unknown = client.get(f"/news/{scheduled.slug}"), client.get("/news/nema")
    assert waiting.status_code == 404
    assert waiting.data == unknown.data


def test_the_page_tells_when_it_goes_out_and_in_how_long(editor, scheduled):
    text = " ".join(editor.read(address(scheduled)).select_one("#publication").text.split())
    assert "Вийде 24 листопада 2026, 18:00 (за 6 год)" in text


def test_what_is_scheduled_opens_with_its_time_in_the_fields(editor):
    article = factories.draft()
    answer = editor.press(editor.read(address(article)), PUBLISH, **AT_SIX)
    assert AT_SIX.items() <= fields(answer.soup).items()


def test_a_plan_is_saved_with_a_draft(editor):
    article = factories.draft()
    answer = editor.press(editor.read(address(article)), SAVE, **AT_SIX)
    assert AT_SIX.items() <= fields(answer.soup).items()
    assert (article.state, article.publish_at) == ("draft", None)


def test_a_scheduled_article_gets_another_time(client, editor, scheduled, at):
    page = editor.read(address(scheduled))
    editor.press(page, PUBLISH, **AT_SIX | {"publish_time": "19:00"})
    at("2026-11-24 18:30")
    assert not is_seen(client, scheduled)
    at("2026-11-24 19:00")
    assert is_seen(client, scheduled)


def test_a_scheduled_article_goes_out_with_the_text_it_was_scheduled_with(
    client, editor, scheduled, at
):
    editor.press(editor.read(address(scheduled)), SAVE, headline="Пізніше")
    at("2026-11-24 18:00")
    assert client.read(f"/news/{scheduled.slug}").h1.text == "О\u00a0шостій"


@MODES
def test_a_scheduled_article_can_go_out_at_once(client, editor, scheduled, htmx):
    editor.press(editor.read(address(scheduled)), PUBLISH, htmx=htmx, going_out="now")
    assert is_seen(client, scheduled)
    assert scheduled.publish_at == kyiv("2026-11-24 12:00")


def test_a_cancelled_schedule_leaves_a_draft_that_never_appears(client, editor, scheduled, at):
    answer = editor.press(editor.read(address(scheduled)), TAKE_DOWN)
    assert "«О шостій» знову чернетка." in answer.text
    at("2026-11-24 18:01")
    assert not is_seen(client, scheduled)
    assert client.get(f"/news/{scheduled.slug}").status_code == 404
    assert scheduled.state == "draft"


def test_a_cancelled_schedule_is_listed_by_its_newest_text(editor, scheduled):
    factories.category("Місто")
    page = editor.read(address(scheduled))
    editor.press(page, SAVE, category="Місто", byline="Ірина Лоза")
    editor.press(editor.read(address(scheduled)), TAKE_DOWN)
    for wanted in ("category=misto", "author=iryna-loza"):
        assert editor.read(f"/desk/articles?{wanted}").select(f"#article-{scheduled.id}")


def test_a_cancelled_article_can_be_scheduled_again(client, editor, scheduled, at):
    editor.press(editor.read(address(scheduled)), TAKE_DOWN)
    editor.press(editor.read(address(scheduled)), PUBLISH, **AT_SIX)
    at("2026-11-24 18:00")
    assert is_seen(client, scheduled)


def test_what_was_taken_down_can_be_scheduled_and_is_gone_until_then(client, editor, at):
    article = factories.taken_down()
    editor.press(editor.read(address(article)), PUBLISH, **AT_SIX)
    assert client.get(f"/news/{article.slug}").status_code == 410
    at("2026-11-24 18:00")
    assert is_seen(client, article)


def test_a_second_coming_that_is_cancelled_is_taken_down_again(client, editor, at):
    article = factories.taken_down()
    editor.press(editor.read(address(article)), PUBLISH, **AT_SIX)
    editor.press(editor.read(address(article)), TAKE_DOWN)
    at("2026-11-24 18:00")
    assert client.get(f"/news/{article.slug}").status_code == 410


@pytest.mark.parametrize("cancelled", [False, True], ids=["waiting", "cancelled"])
def test_a_second_coming_can_be_at_once_after_all(client, editor, cancelled):
    article = factories.taken_down()
    editor.press(editor.read(address(article)), PUBLISH, **AT_SIX)
    if cancelled:
        editor.press(editor.read(address(article)), TAKE_DOWN)
    answer = editor.press(editor.read(address(article)), PUBLISH, going_out="now")
    assert "Опубліковано" in answer.text
    assert is_seen(client, article)


REFUSED = [
    ({"publish_time": "12:00"}, "publish_time", "Цей час уже минув. Виберіть пізнішу"),
    ({"publish_date": "2020-01-01"}, "publish_time", "Цей час уже минув. Виберіть пізнішу"),
    ({"publish_date": ""}, "publish_date", "Виберіть день"),
    ({"publish_time": ""}, "publish_time", "Виберіть годину"),
    ({"publish_date": ""}, "going_out", "Вкажіть, коли матеріал вийде"),
    ({"publish_date": "24.11.2026"}, "publish_date", "Введіть дату, наприклад 2026-12-31"),
    ({"publish_date": "2026-02-30"}, "publish_date", "Введіть дату, наприклад 2026-12-31"),
    ({"publish_time": "6 pm"}, "publish_time", "Введіть годину, наприклад 15:00"),
    ({"publish_time": "25:00"}, "publish_time", "Введіть годину, наприклад 15:00"),
    ({"publish_date": "0001-01-01", "publish_time": "00:00"}, "going_out", "Виберіть день, який"),
]


@pytest.mark.parametrize(("typed", "name", "sentence"), REFUSED)
@pytest.mark.one_database
def test_a_time_that_cannot_be_is_refused_in_words_and_kept(
    editor, scheduled, typed, name, sentence
):
    typed = AT_SIX | {"headline": "Змінено"} | typed
    answer = editor.press(editor.read(address(scheduled)), PUBLISH, **typed)
    assert answer.status_code == 422
    assert error(answer.soup, name).startswith(sentence)
    assert typed.items() <= fields(answer.soup).items()
    is_past = name == "publish_time" and sentence.startswith("Цей час уже минув")
    # a time that can be read but has passed is refused after the text is kept
    assert [r.headline for r in revisions(scheduled)[1:]] == (["Змінено"] if is_past else [])
    assert scheduled.publish_at == kyiv("2026-11-24 18:00")


@pytest.mark.parametrize("button", [SAVE, PUBLISH])
def test_a_plan_for_what_went_live_meanwhile_is_refused_in_words(editor, colleague, button):
    article = factories.draft()
    page, other = editor.read(address(article)), colleague()
    other.press(other.read(address(article)), PUBLISH)
    answer = editor.press(page, button, **AT_SIX | {"publish_time": "6 pm"})
    assert answer.status_code == 422
    assert "Введіть годину" in answer.text


def test_a_live_article_cannot_be_scheduled(client, editor, colleague):
    article = factories.draft()
    page, other = editor.read(address(article)), colleague()
    other.press(other.read(address(article)), PUBLISH)
    answer = editor.press(page, PUBLISH, **AT_SIX)
    assert answer.status_code == 422
    assert "Матеріал уже на сайті" in answer.text
    assert is_seen(client, article)


def test_saving_what_went_live_at_its_time_leaves_nothing_waiting(editor, at):
    article = factories.draft()
    editor.press(editor.read(address(article)), PUBLISH, **AT_SIX)
    at("2026-11-24 18:01")
    editor.press(editor.read(address(article)), SAVE)
    assert not article.has_unpublished_changes
    editor.press(editor.read(address(article)), UPDATE)
    assert article.updated_at is None


def test_a_reporter_who_saves_leaves_the_editors_plan_as_it_is(editor, reporter):
    article = factories.draft(by=reporter.person)
    editor.press(editor.read(address(article)), PUBLISH, **AT_SIX)
    reporter.press(reporter.read(address(article)), SAVE, lede="Уточнено.")
    assert AT_SIX.items() <= fields(editor.read(address(article))).items()


PASSED = "Цей час уже минув. Виберіть пізнішу або опублікуйте одразу"


def passed_notice(page):
    notice = page.select_one("#time-passed")
    assert notice.text.strip() == PASSED
    return not notice.has_attr("hidden")


def test_a_form_whose_planned_time_has_passed_says_so(editor, at):
    article = factories.draft(planned_at=kyiv("2026-11-24 15:00"))
    assert not passed_notice(editor.read(address(article)))
    at("2026-11-24 15:00")
    page = editor.read(address(article))
    assert passed_notice(page)
    assert page.select_one("#publish")["aria-describedby"] == "time-passed"
    assert fields(page)["publish_time"] == "15:00"  # what was planned stays


def test_a_time_that_passed_is_told_once_where_it_is_refused(editor, at):
    article = factories.draft(planned_at=kyiv("2026-11-24 15:00"))
    at("2026-11-24 15:01")
    page = editor.press(editor.read(address(article)), PUBLISH).soup
    assert error(page, "publish_time") == PASSED
    assert not passed_notice(page)
