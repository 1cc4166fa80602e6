"""The house rules that every answer of the newsroom keeps; the test client checks them each time.

A rule is a function that says in sentences what is wrong. `test_answer_rules.py` breaks each.
"""

import hashlib
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from bs4 import BeautifulSoup, Tag
from werkzeug.test import TestResponse

MOST_STATEMENTS = 6
DATA_SCRIPTS = {"application/json", "application/ld+json"}
URL_ATTRIBUTES = ("action", "formaction", "href", "src", "hx-get", "hx-post")
REFERENCES = {
    "aria-controls",
    "aria-describedby",
    "aria-errormessage",
    "aria-labelledby",
    "commandfor",
    "for",
    "form",
    "list",
    "popovertarget",
}
SECURITY_HEADERS = (
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
)


@dataclass
class Exchange:
    """A request's answer, and what happened in the database meanwhile."""

    answer: TestResponse
    statements: list[str] = field(default_factory=list)  # the first words, in capitals
    uncommitted: list[str] = field(default_factory=list)

    @property
    def is_reading(self) -> bool:
        return self.answer.request.method in {"GET", "HEAD", "OPTIONS"}

    @property
    def is_staff_side(self) -> bool:
        path = self.answer.request.path
        return any(path == side or path.startswith(f"{side}/") for side in ("/desk", "/sign-in"))

    @cached_property
    def soup(self) -> BeautifulSoup | None:
        """The HTML that somebody sees; a redirect's own is seen by nobody."""
        answer = self.answer
        is_seen = answer.mimetype == "text/html" and not 300 <= answer.status_code < 400
        return answer.soup if is_seen and answer.data else None

    @property
    def is_page(self) -> bool:
        return self.soup is not None and self.soup.html is not None

    @cached_property
    def elements(self) -> list[Tag]:
        return self.soup.find_all(True) if self.soup else []


Rule = Callable[[Exchange], Iterator[str]]
RULES: list[Rule] = []


def rule(check: Rule) -> Rule:
    RULES.append(check)
    return check


def problems(exchange: Exchange) -> list[str]:
    return [problem for check in RULES for problem in check(exchange)]


@rule
def a_page_has_one_title_one_h1_and_a_language(exchange: Exchange) -> Iterator[str]:
    if not exchange.is_page:
        return
    titles = [tag for tag in exchange.elements if tag.name == "title" and tag.find_parent("head")]
    headings = [tag for tag in exchange.elements if tag.name == "h1"]
    for name, found in (("title", titles), ("h1", headings)):
        if len(found) != 1:
            yield f"{len(found)} × <{name}>: a page has one"
        elif not found[0].get_text(strip=True):
            yield f"<{found[0].name}> is empty"
    if not exchange.soup.html.get("lang"):
        yield "<html> does not say its lang"


@rule
def a_fragment_has_one_root(exchange: Exchange) -> Iterator[str]:
    if exchange.soup is None or exchange.is_page:
        return
    roots = [
        tag for tag in exchange.soup.find_all(True, recursive=False) if not _goes_elsewhere(tag)
    ]
    if len(roots) != 1:
        yield f"a fragment has one root, not {[tag.name for tag in roots]}"


def _goes_elsewhere(tag: Tag) -> bool:
    return tag.has_attr("hx-swap-oob") or tag.name == "hx-partial"


@rule
def ids_are_unique(exchange: Exchange) -> Iterator[str]:
    counts = Counter(tag["id"] for tag in exchange.elements if tag.has_attr("id"))
    for name, count in counts.items():
        if count > 1:
            yield f'{count} elements have id="{name}"'


@rule
def references_lead_somewhere(exchange: Exchange) -> Iterator[str]:
    if not exchange.is_page:  # a fragment may speak of the page that it goes into
        return
    ids = {tag.get("id") for tag in exchange.elements}
    for tag in exchange.elements:
        names = [(key, name) for key in REFERENCES & tag.attrs.keys() for name in _words(tag[key])]
        href = tag.get("href", "")
        if href.startswith("#") and len(href) > 1:
            names.append(("href", href[1:]))
        for key, name in names:
            if name not in ids:
                yield f'<{tag.name} {key}="{name}">: there is no such id'


def _words(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else value.split()


@rule
def nothing_is_inline(exchange: Exchange) -> Iterator[str]:
    """The Content-Security-Policy stops it all, so it would only seem to work in a test."""
    policy = exchange.answer.headers.get("Content-Security-Policy", "")
    for tag in exchange.elements:
        is_let_through = tag.name == "style" and _digest(tag.text) in policy
        if (tag.name == "style" and not is_let_through) or tag.has_attr("style"):
            yield f"<{tag.name}> has styles in the page"
        if tag.name == "script" and not tag.has_attr("src") and tag.get("type") not in DATA_SCRIPTS:
            yield "a <script> stands in the page"
        for name, value in tag.attrs.items():
            if name.startswith("on"):
                yield f"<{tag.name} {name}> is a script in the page"
            if name in URL_ATTRIBUTES and value.strip().lower().startswith("javascript:"):
                yield f"<{tag.name} {name}> is a script in a link"


def _digest(text: str) -> str:
    digest = b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"style-src 'self' 'sha256-{digest}'"


@rule
def htmx_needs_no_eval(exchange: Exchange) -> Iterator[str]:
    for tag in exchange.elements:
        evaluated = [name for name in tag.attrs if name.startswith(("hx-on", "hx-vars"))]
        evaluated += ["hx-trigger"] if "[" in tag.get("hx-trigger", "") else []
        evaluated += (
            ["hx-vals"] if tag.get("hx-vals", "").startswith(("js:", "javascript:")) else []
        )
        for name in evaluated:
            yield f"<{tag.name} {name}> needs eval, which our policy forbids"


@rule
def every_answer_has_the_security_headers(exchange: Exchange) -> Iterator[str]:
    headers = exchange.answer.headers
    for name in SECURITY_HEADERS:
        if name not in headers:
            yield f"no {name}"
    if headers.get("X-Content-Type-Options", "nosniff") != "nosniff":
        yield "X-Content-Type-Options says something else than nosniff"
    policy = headers.get("Content-Security-Policy", "")
    for name in ("default-src", "frame-ancestors", "base-uri", "form-action"):
        if name not in policy:
            yield f"the Content-Security-Policy leaves out {name}"
    for name in ("unsafe-inline", "unsafe-eval", "unsafe-hashes"):
        if name in policy:
            yield f"the Content-Security-Policy allows {name}"


@rule
def a_public_answer_is_the_same_for_everyone(exchange: Exchange) -> Iterator[str]:
    if exchange.is_staff_side:
        return
    headers = exchange.answer.headers
    if "Set-Cookie" in headers:
        yield "a public answer sets a cookie"
    if "cookie" in headers.get("Vary", "").lower():
        yield "a public answer varies by cookie"


@rule
def an_address_answers_page_or_fragment_to_all(exchange: Exchange) -> Iterator[str]:
    if "hx-" in exchange.answer.headers.get("Vary", "").lower():
        yield "the answer varies by a header of htmx: give the fragment an address of its own"


@rule
def nobody_keeps_the_desk(exchange: Exchange) -> Iterator[str]:
    if exchange.is_staff_side and exchange.answer.headers.get("Cache-Control") != "no-store":
        yield "an answer of the staff's side is not no-store"


@rule
def a_change_redirects_with_303(exchange: Exchange) -> Iterator[str]:
    if not exchange.is_reading and exchange.answer.status_code in {301, 302, 307, 308}:
        yield f"a change answers {exchange.answer.status_code}; only 303 says: now GET"


@rule
def reading_changes_nothing(exchange: Exchange) -> Iterator[str]:
    writes = [word for word in exchange.statements if word != "SELECT"]
    if exchange.is_reading and writes:
        yield f"reading sends {writes}"


@rule
def a_page_takes_few_statements(exchange: Exchange) -> Iterator[str]:
    if exchange.is_reading and len(exchange.statements) > MOST_STATEMENTS:
        yield f"{len(exchange.statements)} SQL statements, where {MOST_STATEMENTS} are enough"


@rule
def nothing_is_left_uncommitted(exchange: Exchange) -> Iterator[str]:
    for change in exchange.uncommitted:
        yield f"left without a commit: {change}"
