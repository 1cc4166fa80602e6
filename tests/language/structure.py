"""What clean body HTML is, told once more by another parser, so that two must be wrong together."""

import re
from html.parser import HTMLParser

FLOW = {"p", "h2", "h3", "ul", "ol", "hr"}
INLINE = {"a", "strong", "em", "br"}
MAY_HOLD = {
    None: FLOW | {"blockquote", "aside", "figure", "photo", "gallery"},
    "photo": {"caption"},
    "caption": set(),
    "gallery": {"photo"},
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
MAY_HOLD_TEXT = {name for name, children in MAY_HOLD.items() if "br" in children} | {
    "em",
    "caption",
}
CALLED = {"photo": "figure", "caption": "figcaption", "gallery": "div"}  # their tags
PHOTO = re.compile("[a-z0-9]{16}")


class Structure(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open = [None]
        self.wrong = []
        self.photos = [0]

    def handle_starttag(self, tag, attrs):
        tag = self.meant(tag, attrs)
        if tag not in MAY_HOLD[self.open[-1]]:
            self.wrong.append(f"<{tag}> in {self.open[-1]}")
        self.wrong += [
            f"{name}={value}" for name, value in attrs if not _is_allowed(tag, name, value)
        ]
        if tag == "a" and not attrs:
            self.wrong.append("a link to nowhere")
        if tag not in {"br", "hr"}:
            self.open.append(tag if tag in MAY_HOLD else None)
            self.photos.append(0)

    def meant(self, tag, attrs):
        """What it is by its attributes and its place: a figure may be a photo."""
        if (tag, [name for name, _ in attrs]) == ("figure", ["data-photo"]):
            self.photos[-1] += 1
            return "photo"
        if (tag, attrs) == ("div", [("data-gallery", None)]):
            return "gallery"
        return "caption" if tag == "figcaption" and self.open[-1] == "photo" else tag

    def handle_endtag(self, tag):
        if self.open[-1] == "gallery" and self.photos[-1] < 2:
            self.wrong.append("a gallery of one")
        self.photos = self.photos[:-1] or [0]
        if len(self.open) < 2 or CALLED.get(last := self.open.pop(), last) != tag:
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
    if tag == "gallery":
        return (name, value) == ("data-gallery", None)
    value = value or ""
    if tag == "photo":
        return name == "data-photo" and bool(PHOTO.fullmatch(value))
    is_path = value.startswith("/") and value[1:2] not in {"/", "\\"}
    is_absolute = value.lower().startswith(("https://", "http://", "mailto:"))
    return (tag, name) == ("a", "href") and (is_path or is_absolute) and value.isprintable()
