"""A list on somebody else's page has the room it needs: no hole, no scrollbar, and nothing moves."""

from datetime import timedelta

import pytest

from newsroom import clock
from newsroom.database import db
from newsroom.partners import snippets
from newsroom.partners.showing import shown_by
from tests import factories
from tests.browser import layout_shifts

pytestmark = [pytest.mark.one_database, pytest.mark.settings(WIDGET_SECONDS=1)]

HEADLINES = (
    "У Рясній відкрили міст через Рось після дворічного ремонту",
    "Міськрада погодила бюджет: найбільше – на школи та укриття",
    "Рятувальники загасили пожежу на складі в Залізничному районі, постраждалих немає",
    "Завтра сильний вітер і мокрий сніг",
    "Кібератака зупинила портал адміністративних послуг, фахівці відновлюють доступ",
    "«Ми не закриємо жодної бібліотеки»: розмова про реформу",
    "Нацбанк зберіг облікову ставку 15,5 %",
)
LEDE = "Рух відновлено в обох напрямках, повідомляє пресслужба міської ради. Ремонт тривав роки."
LOOKS = 200  # two frames of the browser each
WIDTHS = (320, 390, 600, 900, 1200)
HOST_PAGE = """<!doctype html><html lang="uk"><meta charset="utf-8"><title>Вісник</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<style>body {{ margin: 0 }}</style><h1>Вісник</h1>{pasted}<p>Нижче</p></html>"""
# What browsers do that know nothing of `frame-sizing`.
OLDER = "CSS.supports = () => false; delete window.requestResize;"
FITS = """() => {
  const card = document.querySelector(".card").getBoundingClientRect();
  return Math.abs(card.height - innerHeight) < 1 && document.documentElement.scrollHeight <= innerHeight;
}"""
NEEDED = """() => Array.from(document.querySelectorAll(".recent__item"), row =>
  Math.max(...Array.from(row.children, part => part.getBoundingClientRect().bottom)) - row.getBoundingClientRect().top
).reduce((sum, one) => sum + one)"""
FRAME = "document.querySelector('iframe').getBoundingClientRect().height"
HEIGHTS = """() => {
  const frame = document.querySelector("iframe");
  window.heights = [];
  new MutationObserver(() => heights.push(parseInt(frame.style.height)))
    .observe(frame, { attributeFilter: ["style"] });
}"""


@pytest.fixture
def partner(host):
    for number, headline in enumerate(HEADLINES):
        since = clock.now() - timedelta(minutes=3 + 40 * number)
        factories.live(headline=headline, lede=LEDE, since=since)
    return factories.partner(host.origin, name="Вісник")


@pytest.fixture
def pasted(app, server, partner):
    app.config["BASE_URL"] = server.url
    with app.test_request_context():
        showing = shown_by(partner)
        made = {
            "frame": snippets.frame(showing),
            "listener": snippets.listener(),
            "script": snippets.script(showing),
        }
    db.session.rollback()
    return made


def older(snippet):
    return snippet.replace("frame-sizing: content-height", "frame-sizing: unknown")


def show(page, host, html, width=320):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(host.serve("/", HOST_PAGE.format(pasted=html)))


@pytest.fixture(params=["by itself", "with our line", "with nothing"])
def framed(request, page, host, pasted):
    """The page with the frame, whose height is found in one of three ways, and the frame."""
    html = pasted["frame"]
    if request.param != "by itself":
        page.add_init_script(OLDER)
        html = older(html) + (pasted["listener"] if request.param == "with our line" else "")
    show(page, host, html)
    [frame] = page.main_frame.child_frames
    frame.wait_for_function(FITS)
    return request.param, frame


def fits_at_last(page, frame):
    """Page and frame are two processes: one speaks of a size that the other has not drawn yet."""
    for _look in range(LOOKS):
        frame.wait_for_function(FITS)
        rows, whole = frame.evaluate(NEEDED), page.evaluate(FRAME)
        if 0.65 * whole < rows + 110 <= whole + 1:
            return
        page.evaluate(layout_shifts.TWO_FRAMES)
    raise AssertionError((page.viewport_size, rows, whole))


def test_a_frame_is_as_high_as_its_list_at_every_width(page, framed):
    how, frame = framed
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        fits_at_last(page, frame)
    if how == "with nothing":
        return
    for _number in HEADLINES:
        factories.live(headline="Щось надзвичайно довге й докладне " * 6, lede=LEDE)
    frame.wait_for_selector("text=надзвичайно")  # it asks by itself
    frame.wait_for_function(FITS)


@pytest.mark.parametrize("kind", ["script", "frame"])
@pytest.mark.parametrize("width", [320, 1200])
def test_nothing_moves_when_the_list_comes(page, host, pasted, kind, width):
    layout_shifts.watch(page)
    show(page, host, pasted[kind], width)
    if kind == "script":
        page.locator("newsroom-posts li").last.wait_for()
    else:
        page.frame_locator("iframe").locator("li").last.wait_for()
    assert layout_shifts.shifts(page) == []


def test_only_our_frame_is_heard_and_only_a_height_that_can_be(page, host, pasted):
    page.add_init_script(OLDER)
    stranger = host.serve("/stranger", "<!doctype html><html lang='uk'><title>-</title></html>")
    other = f'<iframe id="other" title="-" src="{stranger}"></iframe>'
    show(page, host, older(pasted["frame"]) + pasted["listener"] + other)
    ours, strange = page.main_frame.child_frames
    ours.wait_for_function(FITS)
    page.evaluate(HEIGHTS)
    say = 'value => parent.postMessage({ message: "height", value }, "*")'
    strange.evaluate(say, 300)
    page.evaluate('postMessage({ message: "height", value: 300 }, "*")')
    for nonsense in ("x", -5, None, {}, [1, 2]):
        ours.evaluate(say, nonsense)
    ours.evaluate(say, 1e9)  # messages come in order: when this has, the others have
    page.wait_for_function("heights.includes(6000)")
    assert all(height > 900 for height in page.evaluate("heights"))  # its own words, and the bound
    assert page.locator("#other").get_attribute("style") is None
