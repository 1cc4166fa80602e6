"""Photos in a person's hands: files dropped, pasted, chosen, and how they stand in the text."""

import base64
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.desk import Desk
from tests.photos import pictures

UPLOAD = "**/desk/photos"
CARRIED = """(place, [kind, files, text]) => {
  const data = new DataTransfer();
  for (const [name, type, content] of files) {
    const bytes = Uint8Array.from(atob(content), letter => letter.charCodeAt(0));
    data.items.add(new File([bytes], name, { type }));
  }
  if (text) data.setData("text/plain", text);
  const box = place.getBoundingClientRect();
  const at = { clientX: box.left + 20, clientY: box.bottom - 20 };
  const how = { ...at, bubbles: true, cancelable: true };
  const event = kind === "paste"
    ? new ClipboardEvent(kind, { ...how, clipboardData: data })
    : new DragEvent(kind, { ...how, dataTransfer: data });
  place.dispatchEvent(event);
}"""

File = tuple[str, str, str]  # name, type, content in base 64


def picture(name: str = "mist.jpg", size: tuple[int, int] = (400, 300)) -> File:
    return file(name, "image/jpeg", pictures.jpeg(size))


def file(name: str, kind: str, content: bytes) -> File:
    return name, kind, base64.b64encode(content).decode()


class Photos:
    """The figures of the text that an editor has open."""

    def __init__(self, desk: Desk):
        self.desk = desk
        self.page: Page = desk.page
        self.all = desk.text.surface.locator("figure[data-photo]")
        self.pictures = desk.text.surface.locator("img.figure__picture")
        self.picker = self.page.get_by_role("dialog", name="Виберіть фото")

    def drop(self, *files: File) -> None:
        self._carry("drop", files)

    def paste(self, *files: File, text: str = "") -> None:
        self._carry("paste", files, text)

    def _carry(self, kind: str, files: Any, text: str = "") -> None:
        self.desk.text.surface.evaluate(CARRIED, [kind, list(files), text])

    def says(self, words: str) -> Locator:
        """The figure that says this, when it does."""
        figure = self.all.filter(has_text=words)
        expect(figure).to_have_count(1)
        return figure

    def are_ready(self, count: int) -> None:
        expect(self.pictures).to_have_count(count)

    @property
    def names(self) -> list[str]:
        return self.all.evaluate_all("figures => figures.map(figure => figure.dataset.photo)")


def figure(name: str, caption: str = "") -> str:
    return f'<figure data-photo="{name}"><figcaption>{caption}</figcaption></figure>'
