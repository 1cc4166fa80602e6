"""What an open page asks by itself, and a page that nobody looks at."""

from playwright.sync_api import Page, Request

SHOW = """isShown => {
  Object.defineProperty(document, "hidden", { value: !isShown, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def is_poll(request: Request) -> bool:
    return "/recent?seen=" in request.url


def polls_of(page: Page) -> list[Request]:
    """A list that grows: all that the scripts of this page ask for from now on."""
    asked: list[Request] = []
    page.on("request", lambda one: asked.append(one) if one.resource_type == "fetch" else None)
    return asked


def show(page: Page, is_shown: bool = True) -> None:
    """Bring the tab to the front, or to the back; a browser without a screen has no such tabs."""
    page.evaluate(SHOW, is_shown)
