"""Autosave where answers get lost, the server dies and the network is gone: nothing is lost, nothing is doubled."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.desk import AUTOSAVE, Desk, address, hold, lose_the_answer, revisions, saves_of

NO_NETWORK = ("net::ERR_", "htmx:error")


@pytest.fixture
def desk(page, article):
    page.clock.install()
    return Desk(page, address(article))


def test_a_save_whose_answer_was_lost_is_sent_again_and_makes_one_revision(
    desk, page, article, console
):
    console.expect(*NO_NETWORK)
    saves = saves_of(page)
    lost = lose_the_answer(page)
    desk.lede.fill("Вечір")
    desk.says("Ще не збережено")
    page.clock.run_for(1100)
    desk.says("сервер не відповідає")
    page.clock.run_for(2100)
    desk.is_saved()
    assert lost["answers"] == 1
    assert len(saves) == 2
    assert [revision.lede for revision in revisions(article)[1:]] == ["Вечір"]
    desk.keeps_nothing()


def test_words_written_after_lost_answers_clash_with_nothing(desk, page, article, console):
    console.expect(*NO_NETWORK)
    lost = lose_the_answer(page, times=1000)
    for lede in ("Раз", "Раз, два", "Раз, два, три"):
        desk.lede.fill(lede)
        page.clock.run_for(35_000)
        desk.says("сервер не відповідає")
    page.unroute(AUTOSAVE)
    desk.lede.fill("Раз, два, три, чотири")
    desk.is_saved_in_time()
    assert lost["answers"] >= 3
    made = revisions(article)[1:]
    assert made[-1].lede == "Раз, два, три, чотири"
    assert not any(revision.is_aside for revision in made)
    assert len({revision.lede for revision in made}) == len(made)


def test_a_new_article_whose_first_answer_was_lost_is_one_article(page, person, console):
    console.expect(*NO_NETWORK)
    page.clock.install()
    desk = Desk(page)
    lose_the_answer(page)
    desk.headline.fill("Міст")
    page.clock.run_for(1100)
    desk.says("сервер не відповідає")
    desk.headline.fill("Міст перекриють")
    page.clock.run_for(3000)
    desk.is_saved()
    assert len({revision.article_id for revision in revisions()}) == 1
    assert revisions()[-1].headline == "Міст перекриють"


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_server_killed_before_or_after_it_kept_a_save_loses_and_doubles_nothing(
    desk, page, article, server, console, moment
):
    console.expect(*NO_NETWORK)
    held = hold(page)
    desk.lede.fill("Світло зникло")
    page.clock.run_for(1100)
    desk.says("Зберігаю")
    if moment == "after":
        held[0].fetch()
    server.kill()
    held[0].abort("connectionrefused") if moment == "before" else held[0].abort("connectionreset")
    desk.says("сервер не відповідає")
    desk.lede.press_sequentially(" і повернулося")
    desk.keeps("Світло зникло і\u00a0повернулося")
    server.start()
    page.clock.run_for(35_000)
    desk.is_saved()
    made = revisions(article)[1:]
    assert [revision.lede for revision in made][-1] == "Світло зникло і\u00a0повернулося"
    assert len(made) == {"before": 1, "after": 2}[moment]
    desk.keeps_nothing()


def test_minutes_offline_are_said_kept_and_sent_when_the_network_is_back(
    desk, page, article, console
):
    console.expect(*NO_NETWORK)
    saves = saves_of(page)
    page.context.set_offline(True)
    for minute in range(5):
        desk.lede.press_sequentially(f" хвилина {minute}")
        page.clock.run_for(60_000)
    desk.says("Не збережено: немає мережі. Текст цілий у цьому браузері")
    desk.keeps("хвилина 4")
    assert len(saves) <= 5 * 60 / 20
    with page.expect_response(AUTOSAVE):
        page.context.set_offline(False)  # at once, though the next try was half a minute away
    desk.is_saved()
    assert len(revisions(article)) == 2
    assert "хвилина 4" in revisions(article)[-1].lede
    desk.keeps_nothing()


def test_an_answer_that_does_not_come_is_not_waited_for_longer_than_twenty_seconds(
    desk, page, article, console
):
    console.expect(*NO_NETWORK)
    hold(page)
    desk.lede.fill("Тиша")
    page.clock.run_for(1100)
    desk.says("Зберігаю")
    page.clock.run_for(20_100)
    desk.says("сервер не відповідає")
    page.clock.run_for(2100)
    desk.is_saved()
    assert len(revisions(article)) == 2


def test_an_answer_from_a_stranger_is_no_answer(desk, page, article, console):
    """A hotel's page of welcome, say, with status 200."""
    page.route(AUTOSAVE, lambda route: route.fulfill(body="<h1>Ласкаво просимо</h1>"), times=1)
    desk.lede.fill("У готелі")
    page.clock.run_for(1100)
    desk.says("сервер не відповідає")
    page.clock.run_for(2100)
    desk.is_saved()
    assert revisions(article)[-1].lede == "У готелі"


def test_leaving_by_a_link_waits_for_the_last_words(page, article):
    desk = Desk(page, address(article))
    desk.lede.fill("Останнє слово")
    page.get_by_role("link", name="Матеріали").click()
    page.wait_for_url("**/desk/articles")
    assert revisions(article)[-1].lede == "Останнє слово"


def test_a_page_closed_at_the_last_word_has_it_sent(page, article, new_context):
    desk = Desk(page, address(article))
    desk.lede.fill("Останнє слово")
    page.close(run_before_unload=True)
    other = page.context.new_page()
    other.goto("/desk/articles")
    _wait_for(other, article, "Останнє слово")


def _wait_for(page, article, lede):
    for _ in range(600):
        if revisions(article)[-1].lede == lede:
            return
        page.wait_for_timeout(50)
    raise AssertionError(revisions(article)[-1].lede)


@pytest.mark.parametrize("status", [0, 503])
def test_a_button_that_failed_leaves_the_autosave_trying(desk, page, article, console, status):
    """The button's request stops the clock of the next try, which goes on after it."""
    console.expect(*NO_NETWORK, "status of 503")

    def fail(route):
        if status:
            page_of = "<!doctype html><title>x</title><h1>Зачекайте</h1>"
            route.fulfill(status=status, content_type="text/html", body=page_of)
        else:
            route.abort("connectionrefused")

    page.route(re.compile(r"/desk/articles/\d+"), fail)
    desk.lede.fill("Світло зникло")
    page.clock.run_for(1100)
    expect(desk.label).to_have_attribute("data-state", re.compile("failed|busy"))
    ended = "requestfinished" if status else "requestfailed"
    with page.expect_event(ended, lambda request: "/autosaves" not in request.url):
        desk.button("Опублікувати зараз").click()
    expect(desk.label).not_to_have_attribute("data-state", "saving")
    page.unroute_all()
    page.clock.run_for(35_000)
    desk.is_saved()
    desk.says("Сервер не підтвердив «Опублікувати зараз»: натисніть ще раз. Збережено о")
    assert revisions(article)[-1].lede == "Світло зникло"
    desk.keeps_nothing()
    desk.button("Опублікувати зараз").click()
    expect(page.get_by_text("Опубліковано «")).to_be_visible()
    expect(desk.label).not_to_contain_text("не підтвердив")
