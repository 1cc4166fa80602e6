"""What clean body HTML is, told once more by another parser, so that two must be wrong together."""

from html.parser import HTMLParser

FLOW = {"p", "h2", "h3", "ul", "ol", "hr"}
INLINE = {"a", "strong", "em", "br"}
MAY_HOLD = {
    None: FLOW | {"blockquote", "aside", "figure"},
    "aside": FLOW | {"blockquote"},
    "blockquote": FLOW,
    "figure": {"blockquote", "figcaption"} | INLINE,
    "ul": {"li"},
    "ol": {"li"},
    "li": {"p", "ul", "ol"} | INLINE,
    "p": INLINE,
    "h2": INLINE,
    "h3": INLINE,
    "figcaption": INLINE,
    "a": {"strong", "em", "br"},
    "strong": {"em", "br"},
    "em": {"br"},
}
MAY_HOLD_TEXT = {name for name, children in MAY_HOLD.items() if "br" in children} | {"em"}


class Structure(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open = [None]
        self.wrong = []

    def handle_starttag(self, tag, attrs):
        if tag not in MAY_HOLD[self.open[-1]]:
            self.wrong.append(f"<{tag}> in {self.open[-1]}")
        self.wrong += [
            f"{name}={value}" for name, value in attrs if not _is_allowed(tag, name, value)
        ]
        if tag == "a" and not attrs:
            self.wrong.append("a link to nowhere")
        if tag not in {"br", "hr"}:
            self.open.append(tag if tag in MAY_HOLD else None)

    def handle_endtag(self, tag):
        if len(self.open) < 2 or self.open.pop() != tag:
            self.wrong.append(f"</{tag}>")
            self.open = self.open or [None]

    def handle_data(self, data):
        if self.open[-1] not in MAY_HOLD_TEXT:
            self.wrong.append(f"text in {self.open[-1]}: {data}")

    def handle_comment(self, data):
        self.wrong.append(f"<!--{data}")

    handle_decl = handle_pi = unknown_decl = handle_comment


def wrong_in(html):
    """What is in this HTML that may not be in a clean body."""
    structure = Structure()
    structure.feed(html)
    structure.close()
    unclosed = [f"<{tag}> never closed" for tag in structure.open[1:]]
    return structure.wrong + unclosed


def _is_allowed(tag, name, value):
    value = value or ""
    is_path = value.startswith("/") and value[1:2] not in {"/", "\\"}
    is_absolute = value.lower().startswith(("https://", "http://", "mailto:"))
    return (tag, name) == ("a", "href") and (is_path or is_absolute) and value.isprintable()
