"""The page where an article is written, as a person at the desk has it before them."""

import json
from collections import Counter
from contextlib import suppress

from playwright.sync_api import Error, Locator, Page, Request, Route, expect
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from newsroom.articles.models import Article, Revision
from newsroom.database import db
from tests.browser.rich_text import Text

NEW = "/desk/articles/new"
AUTOSAVE = "**/autosaves"


class Desk:
    """An editor with an article open, or with a new one."""

    def __init__(self, page: Page, address: str = NEW):
        self.page = page
        page.goto(address)
        self.text = Text(page)
        self.headline = page.get_by_label("Заголовок", exact=True)
        self.lede = page.get_by_label("Лід", exact=True)
        self.label = page.locator("#save-label")
        self.recovery = page.locator("#recovery")
        self.meeting = page.locator("#meeting")

    def says(self, words: str) -> None:
        """Waits until the label says this of the text."""
        expect(self.label).to_contain_text(words)

    def is_saved(self) -> None:
        expect(self.label).to_have_attribute("data-state", "saved")

    def is_saved_in_time(self) -> None:
        """The same where the page's clock stands still: it goes on while an answer is on its way,
        and until the pause after the last answer that was lost is over.
        """
        for _ in range(60):
            self.page.clock.run_for(35_000)
            with suppress(AssertionError):
                expect(self.label).to_have_attribute("data-state", "saved", timeout=500)
                return
        self.is_saved()

    def is_on_the_server(self, article: Article, **given: object) -> None:
        """Waits until the newest revision has these."""
        for _ in range(600):
            newest = revisions(article)[-1]
            if {name: getattr(newest, name) for name in given} == given:
                return
            self.page.wait_for_timeout(50)
        raise AssertionError({name: getattr(newest, name) for name in given})

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name)

    def keeps(self, words: str) -> None:
        """Waits until the journal on the disk has these words."""
        assert self.page.evaluate(UNTIL_KEPT, words), self.kept()

    def keeps_nothing(self) -> None:
        assert self.page.evaluate(UNTIL_KEPT, None), self.kept()

    def kept(self) -> list[dict]:
        """All that this browser's journal holds, of anybody."""
        return all_kept(self.page)


def all_kept(page: Page) -> list[dict]:
    return page.evaluate(f"{READ_JOURNAL}; readJournal()")


READ_JOURNAL = """const readJournal = () => new Promise((answer, fail) => {
  const opening = indexedDB.open("desk");
  opening.onerror = fail;
  opening.onsuccess = () => {
    const reading = opening.result.transaction("unsaved").objectStore("unsaved").getAll();
    reading.onsuccess = () => (opening.result.close(), answer(reading.result));
  };
})"""
# It reads again and again, and not by the clock, which stands still in some tests.
UNTIL_KEPT = f"""async words => {{
  {READ_JOURNAL};
  for (let tries = 0; tries < 3000; tries += 1) {{
    const entries = await readJournal();
    if (words === null ? !entries.length : JSON.stringify(entries).includes(words)) return true;
  }}
  return false;
}}"""


def kill(tab: Page) -> None:
    """As when memory runs out: no event tells the page, nothing is flushed."""
    with tab.expect_event("crash"), suppress(Error):  # there will be no page that arrives
        tab.goto("chrome://crash")


def address(article: Article) -> str:
    return f"/desk/articles/{article.id}"


def revisions(article: Article | None = None) -> list[Revision]:
    """All of them in the order they were made, read anew, and without a lock that outlasts it."""
    query = select(Revision).order_by(Revision.article_id, Revision.number)
    if article is not None:
        query = query.where(Revision.article_id == _id(article))
    with Session(db.engine, expire_on_commit=False) as session:
        return list(session.scalars(query))


def live(article: Article) -> Revision | None:
    """The revision that readers see."""
    query = select(Revision).join(Article, Article.live_revision_id == Revision.id)
    with Session(db.engine, expire_on_commit=False) as session:
        return session.scalar(query.where(Article.id == _id(article)))


def _id(article: Article) -> int:
    return int(inspect(article).identity[0])


def hold(page: Page, pattern: str = AUTOSAVE) -> list[Route]:
    """The next request waits until the test lets it go: ``held[0].continue_()``."""
    held: list[Route] = []
    page.route(pattern, lambda route: route.continue_() if held else held.append(route))
    return held


def lose_the_answer(page: Page, times: int = 1, pattern: str = AUTOSAVE) -> Counter:
    """The next ``times`` saves reach the server, and their answers get lost on the way."""
    lost: Counter = Counter()

    def lose(route: Route) -> None:
        if lost["answers"] >= times:
            route.continue_()
            return
        lost["answers"] += 1
        route.fetch()
        route.abort("connectionreset")

    page.route(pattern, lose)
    return lost


def refuse(page: Page, status: int, times: int = 1, **headers: str) -> Counter:
    """The next ``times`` saves are answered like this by whatever stands before the server."""
    seen: Counter = Counter()

    def answer(route: Route) -> None:
        if seen["saves"] >= times:
            route.continue_()
            return
        seen["saves"] += 1
        page_of = "<!doctype html><title>x</title><h1>Зачекайте</h1>"
        route.fulfill(status=status, headers={"Content-Type": "text/html", **headers}, body=page_of)

    page.route(AUTOSAVE, answer)
    return seen


def saves_of(page: Page) -> list[Request]:
    """The saves that the page sends from now on."""
    seen: list[Request] = []
    page.on("request", lambda request: "/autosaves" in request.url and seen.append(request))
    return seen


def told(response) -> dict:
    return json.loads(response.text())
