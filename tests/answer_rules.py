"""The house rules that every answer of the newsroom keeps; the test client checks them each time.

A rule is a function that says in sentences what is wrong. `test_answer_rules.py` breaks each.
They read the HTML by lxml, for every answer is looked at: BeautifulSoup takes as long as making it.
"""

import hashlib
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from lxml.html import HtmlElement, HTMLParser, document_fromstring
from werkzeug.test import TestResponse

MOST_STATEMENTS = 6
ONLY_ONCE = re.compile(r"<(html|head|body)(?=[\s/>])", re.IGNORECASE)
NOT_MARKUP = re.compile(r"<!--.*?-->|<(script|style|textarea|title)\b.*?</\1\s*>", re.I | re.S)
IS_PAGE = re.compile(r"<html[\s>]", re.IGNORECASE)
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
    def html(self) -> str:
        """The HTML that somebody sees; a redirect's own is seen by nobody."""
        answer = self.answer
        is_seen = answer.mimetype == "text/html" and not 300 <= answer.status_code < 400
        return answer.text if is_seen else ""

    @cached_property
    def is_page(self) -> bool:
        return bool(IS_PAGE.search(self.html))

    @cached_property
    def document(self) -> HtmlElement:
        """The page, or the fragment in a body that is not its own."""
        html = self.html if self.is_page else f"<html><body>{self.html}</body></html>"
        # Each time a parser of its own: one that is shared keeps what it was last told.
        return document_fromstring(html.encode(), HTMLParser(encoding="utf-8", huge_tree=True))

    @cached_property
    def elements(self) -> list[HtmlElement]:
        if not self.html:
            return []
        found = list(self.document.iter("*"))
        return found if self.is_page else [tag for tag in found if tag.tag not in {"html", "body"}]


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
    titles = [tag for tag in exchange.elements if tag.tag == "title" and _is_in_head(tag)]
    headings = [tag for tag in exchange.elements if tag.tag == "h1"]
    for name, found in (("title", titles), ("h1", headings)):
        if len(found) != 1:
            yield f"{len(found)} × <{name}>: a page has one"
        elif not found[0].text_content().strip():
            yield f"<{found[0].tag}> is empty"
    if not exchange.document.get("lang"):
        yield "<html> does not say its lang"


def _is_in_head(tag: HtmlElement) -> bool:
    return next(tag.iterancestors("head"), None) is not None


@rule
def a_fragment_has_one_root(exchange: Exchange) -> Iterator[str]:
    if not exchange.html or exchange.is_page:
        return
    roots = [tag for tag in exchange.document.body.iterchildren("*") if not _goes_elsewhere(tag)]
    if len(roots) != 1:
        yield f"a fragment has one root, not {[tag.tag for tag in roots]}"


def _goes_elsewhere(tag: HtmlElement) -> bool:
    return "hx-swap-oob" in tag.attrib or tag.tag == "hx-partial"


@rule
def html_head_and_body_stand_once(exchange: Exchange) -> Iterator[str]:
    """In the text, for lxml drops a second one, while a browser takes its attributes over."""
    found = Counter(name.lower() for name in ONLY_ONCE.findall(NOT_MARKUP.sub("", exchange.html)))
    for name in ("html", "head", "body") if exchange.html else ():
        if found[name] != exchange.is_page:
            yield f"{found[name]} × <{name}>: a page has one, a fragment none"


@rule
def ids_are_unique(exchange: Exchange) -> Iterator[str]:
    counts = Counter(tag.get("id") for tag in exchange.elements if "id" in tag.attrib)
    for name, count in counts.items():
        if count > 1:
            yield f'{count} elements have id="{name}"'


@rule
def references_lead_somewhere(exchange: Exchange) -> Iterator[str]:
    if not exchange.is_page:  # a fragment may speak of the page that it goes into
        return
    ids = {tag.get("id") for tag in exchange.elements}
    for tag in exchange.elements:
        names = [
            (key, name) for key, value in tag.items() if key in REFERENCES for name in value.split()
        ]
        href = tag.get("href", "")
        if href.startswith("#") and len(href) > 1:
            names.append(("href", href[1:]))
        for key, name in names:
            if name not in ids:
                yield f'<{tag.tag} {key}="{name}">: there is no such id'


@rule
def nothing_is_inline(exchange: Exchange) -> Iterator[str]:
    """The Content-Security-Policy stops it all, so it would only seem to work in a test."""
    policy = exchange.answer.headers.get("Content-Security-Policy", "")
    for tag in exchange.elements:
        is_let_through = tag.tag == "style" and _digest(tag.text_content()) in policy
        if (tag.tag == "style" and not is_let_through) or "style" in tag.attrib:
            yield f"<{tag.tag}> has styles in the page"
        if tag.tag == "script" and "src" not in tag.attrib and tag.get("type") not in DATA_SCRIPTS:
            yield "a <script> stands in the page"
        for name, value in tag.items():
            if name.startswith("on"):
                yield f"<{tag.tag} {name}> is a script in the page"
            if name in URL_ATTRIBUTES and value.strip().lower().startswith("javascript:"):
                yield f"<{tag.tag} {name}> is a script in a link"


def _digest(text: str) -> str:
    digest = b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"style-src 'self' 'sha256-{digest}'"


@rule
def htmx_needs_no_eval(exchange: Exchange) -> Iterator[str]:
    for tag in exchange.elements:
        evaluated = [name for name in tag.attrib if name.startswith(("hx-on", "hx-vars"))]
        evaluated += ["hx-trigger"] if "[" in tag.get("hx-trigger", "") else []
        evaluated += (
            ["hx-vals"] if tag.get("hx-vals", "").startswith(("js:", "javascript:")) else []
        )
        for name in evaluated:
            yield f"<{tag.tag} {name}> needs eval, which our policy forbids"


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
