"""What a page costs somebody who opens it for the first time, as the browser counts it."""

from collections import Counter
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Page, Request

KINDS = {"font": "fonts", "script": "scripts", "image": "pictures"}


@dataclass
class Weight:
    """Bytes as they were transferred, without headers."""

    bytes: Counter[str] = field(default_factory=Counter)  # fonts, scripts, pictures, text
    addresses: list[str] = field(default_factory=list)

    @property
    def without_photos_and_fonts(self) -> int:
        return self.bytes["scripts"] + self.bytes["text"]


def weigh(context: BrowserContext, address: str) -> tuple[Page, Weight]:
    """Open the page in a browser that has kept nothing, and wait until it asks for no more."""
    page, requests = context.new_page(), []

    def keep(request: Request) -> None:  # Playwright marks it, and cannot mark a method of a list
        requests.append(request)

    page.on("requestfinished", keep)
    page.goto(address, wait_until="networkidle")
    weight = Weight()
    for request in requests:
        _add(weight, request)
    return page, weight


def _add(weight: Weight, request: Request) -> None:
    weight.addresses.append(request.url)
    weight.bytes[KINDS.get(request.resource_type, "text")] += request.sizes()["responseBodySize"]
