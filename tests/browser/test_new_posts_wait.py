"""What comes while somebody reads is announced, and waits; what is no longer true is put right."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from newsroom import clock
from newsroom.database import db
from newsroom.i18n import ngettext
from tests import factories
from tests.browser.layout_shifts import shifts, watch
from tests.browser.polls import is_poll, show

pytestmark = pytest.mark.settings(RECENT_SECONDS=1, PUBLIC_SECONDS=0)
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def page(new_context, request):
    """What would have to hold still is measured on both."""
    page = new_context(viewport=request.param).new_page()
    watch(page)
    return page


@pytest.fixture
def stories():
    return [
        factories.live(headline=headline, since=clock.now() - timedelta(minutes=minutes, seconds=1))
        for headline, minutes in (("Третя", 30), ("Друга", 12), ("Перша", 3))
    ]


def read_list(page: Page, address: str = "/") -> None:
    """Open a page and look at its list; on a phone it stands below."""
    page.goto(address)
    page.locator("#recent-posts").scroll_into_view_if_needed()
    page.locator("#recent-posts li").last.scroll_into_view_if_needed()


def headlines(page: Page):
    return page.locator("#recent-posts li h3")


def new(page: Page, words: str):
    return page.get_by_role("button", name=f"{words} – показати", exact=True)


def status(page: Page):
    return page.locator("#recent-posts [role=status]")


def polled(page: Page) -> None:
    """A question that is asked after this moment has its answer, and the page has dealt with it."""
    with page.expect_request_finished(is_poll):
        pass
    page.evaluate("new Promise(go => setTimeout(go, 50))")


def test_new_posts_wait_and_are_counted_in_words(page, stories):
    read_list(page)
    for n, words in ((1, "1 нова"), (2, "2 нові"), (5, "5 нових")):
        while db.session.query(factories.Article).count() < 3 + n:
            factories.live()
        expect(new(page, words)).to_be_visible()
    expect(headlines(page)).to_have_text(["Перша", "Друга", "Третя"])
    assert shifts(page) == []


@pytest.mark.settings(SITE_LANGUAGE="en", RECENT_SECONDS=1, PUBLIC_SECONDS=0)
def test_in_english_they_are_counted_in_english(page, stories):
    read_list(page)
    factories.live()
    expect(page.get_by_role("button", name="1 new – show")).to_be_visible()


def test_the_browser_chooses_the_form_that_the_server_would(page, app, stories):
    page.goto("/")
    chosen = page.evaluate("""() => {
      const head = document.querySelector("#recent-posts-head"), plural = new Intl.PluralRules("uk");
      return Array.from({ length: 130 }, (_, n) => head.getAttribute(`data-new-${plural.select(n)}`));
    }""")
    with app.test_request_context():
        assert chosen == [ngettext("{n} new", "{n} new", n) for n in range(130)]


@pytest.mark.settings(RECENT_POSTS=2, RECENT_SECONDS=1, PUBLIC_SECONDS=0)
def test_more_than_the_list_holds_are_not_said_to_be_so_many(page, stories):
    read_list(page)
    for _ in range(5):
        factories.live()
    expect(new(page, "4+ нові")).to_be_visible()


def test_somebody_asks_for_them_and_reads_on_at_the_first(page, stories):
    read_list(page)
    for headline in ("Нова", "Найновіша"):
        factories.live(headline=headline)
    new(page, "2 нові").press("Enter")
    expect(headlines(page)).to_have_text(["Найновіша", "Нова", "Перша", "Друга", "Третя"])
    expect(page.get_by_role("link", name="Найновіша").last).to_be_focused()
    expect(page.get_by_role("link", name="Найновіша").last).to_be_in_viewport()
    assert page.locator("#recent-posts .is-new").count() in {0, 2}
    expect(page.locator("#recent-posts .is-new")).to_have_count(0)
    expect(page.locator("#recent-posts-new")).to_be_hidden()


def test_what_is_new_is_marked_once(page, stories):
    read_list(page)
    factories.live(headline="Нова")
    marked = page.evaluate_handle(
        "() => { const marked = []; new MutationObserver(seen => seen.forEach(({ target }) =>"
        " target.classList.contains('is-new') && marked.push(target.innerText)))"
        ".observe(document, { subtree: true, attributeFilter: ['class'] }); return marked }"
    )
    new(page, "1 нова").click()
    expect(headlines(page)).to_have_count(4)
    assert len(marked.json_value()) == 1
    assert "Нова" in marked.json_value()[0]


def test_one_sentence_tells_it_to_who_listens(page, stories):
    read_list(page)
    expect(status(page)).to_have_text("")
    factories.live()
    expect(status(page)).to_have_text("Останні публікації: 1 нова")
    new(page, "1 нова").click()
    expect(status(page)).to_have_text("Список оновлено")
    assert page.locator("#recent-posts[aria-live], #recent-posts ol[aria-live]").count() == 0


def test_what_somebody_was_shown_is_not_new_again(page, stories):
    read_list(page)
    factories.live(headline="Нова")
    new(page, "1 нова").click()
    polled(page)
    polled(page)
    expect(page.locator("#recent-posts-new")).to_be_hidden()
    expect(headlines(page)).to_have_text(["Нова", "Перша", "Друга", "Третя"])


def test_focus_and_scroll_stay_where_they_are(page, stories):
    long = factories.live(body="Абзац.\n\n" * 60, since=clock.now() - timedelta(hours=2))
    read_list(page, f"/news/{long.slug}")
    link = page.get_by_role("link", name="Друга")
    link.focus()
    before = page.evaluate("scrollY")
    factories.live(headline="Нова")
    expect(new(page, "1 нова")).to_be_visible()
    expect(link).to_be_focused()
    assert page.evaluate("scrollY") == before
    assert shifts(page) == []


def test_a_list_that_nobody_has_seen_renews_itself_below_the_screen(page, stories):
    page.set_viewport_size(PHONE)
    long = factories.live(body="Абзац.\n\n" * 60, since=clock.now() - timedelta(hours=2))
    page.goto(f"/news/{long.slug}")
    factories.live(headline="Нова")
    expect(headlines(page).first).to_have_text("Нова")
    expect(page.locator("#recent-posts-new")).to_be_hidden()
    expect(status(page)).to_have_text("")
    assert shifts(page) == []


def test_once_seen_the_list_waits_wherever_it_is(page, stories):
    page.set_viewport_size(PHONE)
    long = factories.live(body="Абзац.\n\n" * 60, since=clock.now() - timedelta(hours=2))
    read_list(page, f"/news/{long.slug}")
    page.evaluate("scrollTo(0, 0)")
    expect(page.locator("#recent-posts")).not_to_be_in_viewport()
    factories.live(headline="Нова")
    expect(new(page, "1 нова")).to_be_attached()
    expect(headlines(page).first).to_have_text("Перша")


# What is no longer true.


def test_a_correction_is_put_right_at_once_in_its_own_space(page, stories):
    stories[1].headline = "Друга новина, заголовок якої досить довгий, щоб узяти два рядки"
    db.session.commit()
    read_list(page)
    below = page.locator("#recent-posts li").nth(2).bounding_box()
    link = headlines(page).nth(1).get_by_role("link")
    link.focus()
    stories[1].headline = "Виправлено"
    stories[1].excerpt = "Інше."
    db.session.commit()
    expect(link).to_have_text("Виправлено")
    expect(link).to_be_focused()
    expect(page.locator("#recent-posts li").nth(1)).to_contain_text("Інше.")
    stories[1].headline = "Довгий " * 30
    db.session.commit()
    expect(link).to_contain_text("Довгий Довгий")
    assert page.locator("#recent-posts li").nth(2).bounding_box() == below
    assert shifts(page) == []


def test_another_address_is_put_right_too(page, stories):
    read_list(page)
    stories[1].slug = "inakshe"
    db.session.commit()
    link = headlines(page).nth(1).get_by_role("link")
    expect(link).to_have_attribute("href", re.compile("inakshe"))


@pytest.mark.parametrize("taken", [0, 1, 2])
def test_what_is_taken_down_goes_at_once_and_leaves_its_space(page, stories, taken):
    read_list(page)
    box = page.locator("#recent-posts ol").bounding_box()
    story = stories[taken]
    story.take_down("так треба")
    db.session.commit()
    expect(page.locator(f"#recent-post-{story.id}")).to_contain_text("Цей матеріал знято")
    expect(page.locator("#recent-posts")).not_to_contain_text(story.headline)
    expect(page.locator("#recent-posts")).not_to_contain_text(story.excerpt)
    assert page.locator("#recent-posts ol").bounding_box() == box
    assert shifts(page) == []


def test_who_was_on_what_is_taken_down_stays_there(page, stories):
    read_list(page)
    headlines(page).nth(1).get_by_role("link").focus()
    stories[1].take_down("так треба")
    db.session.commit()
    expect(page.get_by_text("Цей матеріал знято")).to_be_focused()


def test_what_comes_back_is_there_again(page, stories):
    read_list(page)
    stories[1].take_down("так треба")
    db.session.commit()
    expect(headlines(page)).to_have_count(2)
    stories[1].publish()
    db.session.commit()
    expect(headlines(page)).to_have_text(["Перша", "Друга", "Третя"])
    expect(page.locator("#recent-posts-new")).to_be_hidden()


@pytest.mark.settings(RECENT_POSTS=3, RECENT_SECONDS=1, PUBLIC_SECONDS=0)
def test_what_new_posts_pushed_off_the_list_is_still_put_right_while_it_is_shown(page, stories):
    read_list(page)
    factories.live()
    factories.live()
    expect(new(page, "2 нові")).to_be_visible()
    third, second, _ = stories
    third.take_down("так треба")
    second.headline = "Виправлено"
    db.session.commit()
    expect(page.locator(f"#recent-post-{third.id}")).to_contain_text("Цей матеріал знято")
    expect(headlines(page)).to_have_text(["Перша", "Виправлено"])
    expect(new(page, "2 нові")).to_be_visible()
    new(page, "2 нові").click()
    expect(headlines(page)).to_have_count(3)
    expect(headlines(page).last).to_have_text("Перша")


def test_a_new_post_taken_down_before_it_was_shown_is_announced_no_more(page, stories):
    read_list(page)
    fresh = factories.live()
    expect(new(page, "1 нова")).to_be_visible()
    fresh.take_down("так треба")
    db.session.commit()
    expect(page.locator("#recent-posts-new")).to_be_hidden()
    expect(status(page)).to_have_text("")


def test_an_older_post_that_fills_a_gap_is_not_new(page, stories):
    read_list(page)
    factories.live(headline="Давня", since=clock.now() - timedelta(days=2))
    polled(page)
    polled(page)
    expect(page.locator("#recent-posts-new")).to_be_hidden()
    expect(headlines(page)).to_have_count(3)


# Pause.


def pause(page: Page):
    return page.get_by_role("button", name="Призупинити оновлення")


def resume(page: Page):
    return page.get_by_role("button", name="Відновити оновлення")


def asks(page: Page, seconds: float = 2.5) -> int:
    asked = []
    page.on("request", lambda one: asked.append(one) if is_poll(one) else None)
    page.wait_for_timeout(seconds * 1000)
    return len(asked)


def test_a_paused_list_asks_for_nothing_until_it_is_resumed(page, stories):
    read_list(page)
    pause(page).focus()
    page.keyboard.press("Enter")
    expect(resume(page)).to_be_focused()
    expect(page.get_by_text("на паузі").last).to_be_visible()
    page.wait_for_timeout(300)  # one that was on its way
    factories.live(headline="Нова")
    assert asks(page) == 0
    page.keyboard.press("Space")
    expect(new(page, "1 нова")).to_be_visible()
    expect(pause(page)).to_be_visible()
    assert shifts(page) == []


def test_the_pause_lasts_on_other_pages_of_this_tab_and_sets_no_cookie(page, stories):
    read_list(page)
    pause(page).click()
    read_list(page, f"/news/{stories[0].slug}")
    expect(resume(page)).to_be_visible()
    assert page.context.cookies() == []
    resume(page).click()
    assert page.evaluate("sessionStorage.length") == 0
    page.goto("/")
    expect(pause(page)).to_be_attached()


def test_nothing_is_stored_before_somebody_asks_for_it(page, stories):
    read_list(page)
    polled(page)
    assert page.evaluate("[sessionStorage.length, localStorage.length]") == [0, 0]


def test_a_paused_list_stays_paused_when_the_tab_comes_to_the_front(page, stories):
    read_list(page)
    pause(page).click()
    page.wait_for_timeout(300)
    show(page, False)
    show(page)
    assert asks(page) == 0


def test_the_buttons_are_large_enough_for_a_thumb(page, stories):
    page.set_viewport_size(PHONE)
    read_list(page)
    factories.live()
    for button in (pause(page), new(page, "1 нова")):
        expect(button).to_be_visible()
        box = button.bounding_box()
        assert box["height"] >= 44
        assert box["width"] >= 44


def test_without_scripts_there_is_no_button_that_does_nothing(new_context, stories):
    reader = new_context(java_script_enabled=False).new_page()
    reader.goto("/")
    assert reader.locator("#recent-posts button:visible").count() == 0
    expect(headlines(reader)).to_have_text(["Перша", "Друга", "Третя"])
