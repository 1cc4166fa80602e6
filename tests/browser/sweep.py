"""Looks at pages as everybody sees them: in both schemes, on a phone and on a desk."""

from dataclasses import dataclass, field

from playwright.sync_api import Page, Response

from tests.browser.accessibility import barriers
from tests.validity import complaints

PHONE, DESK = (390, 844), (1440, 900)
SCHEMES = ("light", "dark")
OF_COLOUR = ("color-contrast", "link-in-text-block")
OPEN_ALL = "document.querySelectorAll('details').forEach(one => { one.open = true })"
TOO_WIDE = """() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const clips = one => one !== document.body && getComputedStyle(one).overflowX !== "visible";
  const isClipped = one => one && (clips(one) || isClipped(one.parentElement));
  const sticksOut = one => one.getBoundingClientRect().right > clientWidth && !isClipped(one);
  const wide = [...document.querySelectorAll("body *")].filter(sticksOut).slice(0, 5);
  return [scrollWidth - clientWidth, ...wide.map(one => one.outerHTML.slice(0, 100))].map(String);
}"""


@dataclass
class Sweep:
    page: Page
    faults: list[str] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)
    addresses: list[str] = field(default_factory=list)

    def open(self, name: str, address: str) -> None:
        """Go there, and look."""
        self.arrive(name, self.page.goto(address))
        self.addresses.append(address)

    def ask(self, name: str, address: str) -> None:
        """Fetch what is only a part of a page."""
        self.sources[name] = self.page.request.get(address).text()
        self.addresses.append(address)

    def arrive(self, name: str, answer: Response | None) -> None:
        """Look at the page that came with this answer."""
        assert answer, name
        self.sources[name] = answer.text()
        self.look(name)

    def look(self, name: str) -> None:
        self.measure(name)
        for width in (PHONE, DESK):
            self._resize(width)
            for scheme in SCHEMES:
                self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                # What has nothing to do with colour is the same in the dark.
                rules = OF_COLOUR if scheme == "dark" else ()
                self._note(f"{name}, {width[0]}, {scheme}", barriers(self.page, *rules))

    def measure(self, name: str) -> None:
        """Nothing makes the page wider than the screen, whatever is unfolded in it."""
        self.page.evaluate(OPEN_ALL)
        for width in (PHONE, DESK):
            self._resize(width)
            self._note(f"{name}, {width[0]}, too wide", self.page.evaluate(TOO_WIDE))

    def check_html(self) -> None:
        self._note("HTML", complaints(self.sources))

    def _resize(self, size: tuple[int, int]) -> None:
        self.page.set_viewport_size({"width": size[0], "height": size[1]})

    def _note(self, where: str, found: list[str]) -> None:
        self.faults += [f"{where}: {one}" for one in found]
