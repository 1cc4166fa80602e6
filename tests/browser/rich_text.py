"""The text of an article in the editor, as a person at the desk has it before them."""

from playwright.sync_api import Locator, Page, expect

PASTE = """(surface, [html, text, times]) => {
  const data = new DataTransfer();
  if (html !== null) data.setData("text/html", html.repeat(times));
  if (text !== null) data.setData("text/plain", text.repeat(times));
  const how = { clipboardData: data, bubbles: true, cancelable: true };
  surface.dispatchEvent(new ClipboardEvent("paste", how));
}"""


class Text:
    def __init__(self, page: Page):
        self.page = page
        self.element = page.locator("rich-text")
        self.surface = page.get_by_role("textbox", name="Текст", exact=True)
        self.toolbar = page.get_by_role("toolbar", name="Оформлення тексту")
        self.address = page.get_by_role("textbox", name="Адреса посилання")
        expect(self.surface).to_be_visible()

    @property
    def value(self) -> str:
        return self.element.evaluate("element => element.value")

    def has(self, html: str) -> None:
        """Waits until the value is this."""
        expect(self.element).to_have_js_property("value", html)

    def set(self, html: str) -> None:
        self.element.evaluate("(element, html) => { element.value = html }", html)

    def merge(self, html: str) -> None:
        self.element.evaluate("(element, html) => element.merge(html)", html)

    def tool(self, name: str) -> Locator:
        return self.toolbar.get_by_role("button", name=name, exact=True)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)

    def paste(self, html: str | None = None, text: str | None = None, times: int = 1) -> None:
        self.surface.focus()
        self.surface.evaluate(PASTE, [html, text, times])

    def begin(self, html: str = "") -> None:
        """With this text and no other, the caret at its end."""
        self.set(html)
        self.surface.focus()
        # ProseMirror puts the caret right 20 ms after the focus came: no person's key is so soon.
        self.surface.evaluate("() => new Promise(done => setTimeout(done, 40))")
        self.press("Control+End")
