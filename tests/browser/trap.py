"""A trap for scripts that are not ours: what falls into it ran where nothing of theirs may."""

from playwright.sync_api import BrowserContext, Frame, Page

# What such scripts call to show that they run; and the events that others of them wait for.
SET_THE_TRAP = """
for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = () => theyRan();
addEventListener("load", () => {
  for (const one of document.querySelectorAll("*")) {
    for (const { name } of [...one.attributes]) {
      if (!name.startsWith("on")) continue;
      try { one.dispatchEvent(new Event(name.slice(2), { bubbles: true })) } catch {}
    }
  }
});
"""
ODD_LINKS = "[...document.links].filter(link => !/^(https?|mailto):/.test(link.href)).map(String)"


class Trap:
    def __init__(self, context: BrowserContext, home: str) -> None:
        """``home``: how the addresses begin to which requests may go."""
        self.home = home
        self.fell: set[str] = set()  # names of the frames, or addresses of the pages
        self.strayed: list[str] = []
        context.expose_binding("theyRan", lambda source: self.fell.add(_called(source["frame"])))
        context.add_init_script(SET_THE_TRAP)
        context.on("request", lambda request: self._watch(request.url))
        context.on("dialog", lambda dialog: (self.fell.add(dialog.message), dialog.dismiss()))

    def holds(self, page: Page, address: str) -> None:
        """Open the page, and see that nothing happens but what is ours."""
        page.goto(address)
        assert page.url == self.home + address
        assert page.evaluate(ODD_LINKS) == []
        assert (self.fell, self.strayed) == (set(), []), address

    def _watch(self, address: str) -> None:
        if not address.startswith((self.home, "data:,")):
            self.strayed.append(address)


def _called(frame: Frame) -> str:
    while frame.parent_frame and frame.parent_frame.parent_frame:
        frame = frame.parent_frame
    return frame.name or frame.url
