"""Reading a site from its front page on, wherever its links and pictures and feeds lead."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup

STAFF = ("/desk", "/sign-in")  # of the newsroom itself; a mirror has nothing of it
ASKED = ("/oembed",)  # answers a question
SCHEMES = {"/categories", "/tags"}  # names in ninjs; nobody follows them
LINKED = (("a", "href"), ("img", "src"), ("link", "href"), ("script", "src"), ("iframe", "src"))
BARE = re.compile(r"https?://localhost(/[^\s\"'<>\\&]*)")


def crawl(get: Callable[[str], object], starts: list[str], base: str = "http://localhost"):
    """All answers by address; `get` has a status, headers and data."""
    found, to_read = {}, [*starts]
    while to_read:
        address = to_read.pop()
        if address in found or address.startswith((*STAFF, *ASKED)):
            continue
        found[address] = answer = get(address)
        if answer.status == 200:
            to_read += [path for path in links(address, answer, base) if path not in found]
    return found


def links(address, answer, base) -> Iterator[str]:
    kind = answer.headers["Content-Type"]
    if kind.startswith("text/html"):
        named = of_a_page(BeautifulSoup(answer.data, "html.parser"))
    elif "xml" in kind or "json" in kind or "robots" in address:
        named = BARE.findall(answer.data.decode())
    else:
        named = []
    for one in named:
        whole = urlsplit(urljoin(f"{base}{address}", one))
        if whole.path in SCHEMES:
            continue
        if whole.netloc == urlsplit(base).netloc and whole.scheme in {"http", "https"}:
            yield whole.path + (f"?{whole.query}" if whole.query else "")


def of_a_page(soup: BeautifulSoup) -> Iterator[str]:
    for tag, attribute in LINKED:
        yield from (element[attribute] for element in soup.find_all(tag, **{attribute: True}))
    for element in soup.find_all(srcset=True):
        yield from (part.split()[0] for part in element["srcset"].split(","))
    yield from (element["content"] for element in soup.select("meta[property='og:image']"))
    yield from (element["hx-get"] for element in soup.find_all(**{"hx-get": True}))


def words(data: bytes) -> list[str]:
    """What a page says, but for times, which tick, and the list that renews itself."""
    soup = BeautifulSoup(data, "html.parser")
    for passing in soup.select("#recent-posts, #breaking, time[data-relative]"):
        passing.decompose()
    for today in soup.select(".day__date"):
        today.string = "(the day)"
    return [" ".join(text.split()) for text in soup.stripped_strings]
