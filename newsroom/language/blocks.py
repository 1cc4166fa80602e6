"""The blocks of a body: paragraphs, headings, lists, quotations, the background, figures, rules.

A figure is a pull quote, the card of a link, or a photo; photos side by side are a gallery.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from newsroom.language.runs import Marks, Run, paragraphs, written

GALLERY = "div"
TEXT = frozenset({"p", "h2", "h3", "figcaption"})  # what holds runs; everything else holds blocks


@dataclass
class Block:
    name: str  # '' is the root, or the one text of a list item or a card: neither needs a paragraph
    runs: list[Run] = field(default_factory=list)
    children: list["Block"] = field(default_factory=list)
    photo: str = ""  # whose figure this is

    def __str__(self) -> str:
        if self.name == "hr":
            return "<hr>"
        inside = written(self.runs) + "".join(map(str, self.children))
        if not self.name:
            return inside
        about = f' data-photo="{self.photo}"' if self.photo else ""
        about = " data-gallery" if self.is_gallery else about
        return f"<{self.name}{about}>{inside}</{self.name}>"

    @property
    def is_gallery(self) -> bool:
        return self.name == GALLERY

    def texts(self, photo: str = "") -> Iterator[str]:
        """Of every paragraph, heading, list item and caption, in reading order.

        With ``photo``, the word for it, a photo says which it is before its caption.
        """
        if self.photo and photo:
            yield " ".join([f"[{photo} {self.photo}]", *self.texts()])
            return
        if self.runs:
            yield "".join(run.text for run in self.runs)
        for child in self.children:
            yield from child.texts(photo)

    def pruned(self) -> "Block":
        """The same with its texts tidied and without anything that holds no text."""
        children = [kept for child in self.children for kept in child._kept()]
        texts = [child for child in children if child.name == "p"]
        if self.name == "li" and len(texts) == 1:
            texts[0].name = ""
        return Block(self.name, children=children, photo=self.photo)

    def _kept(self) -> list["Block"]:
        if self.name == "hr":
            return [self]
        if self.name in TEXT:
            return self._tidied()
        if self.photo:
            return self._photo()
        pruned = self.pruned()
        if self.is_gallery:
            return pruned._gallery()
        if self.name == "figure":
            return pruned._figure()
        return [pruned] if any(child.name != "hr" for child in pruned.children) else []

    def _tidied(self) -> list["Block"]:
        parts = paragraphs(self.runs)
        if self.name == "p" or len(parts) < 2:
            return [Block(self.name, part) for part in parts]
        # A heading stays one heading, whatever gaps are in it.
        first, *others = parts
        return [Block(self.name, first + [run for part in others for run in [Run("\n"), *part]])]

    def _photo(self) -> list["Block"]:
        """A photo with its caption; whatever else was in its figure stands after it."""
        captions = [child for child in self.children if child.name == "figcaption"]
        text = " ".join("".join(run.text for run in child.runs) for child in captions)
        others = Block("", children=[child for child in self.children if child not in captions])
        written = paragraphs([Run(text.replace("\n", " "))])
        caption = Block("figcaption", [run for part in written for run in part])
        return [Block("figure", children=[caption], photo=self.photo), *others.pruned().children]

    def _gallery(self) -> list["Block"]:
        """Two or more photos, and whatever else was there after them."""
        photos = [child for child in self.children if child.photo]
        others = [child for child in self.children if not child.photo]
        return [Block(GALLERY, children=photos), *others] if len(photos) > 1 else self.children

    def _figure(self) -> list["Block"]:
        """A pull quote or the card of a link; whatever else was in a figure stands without it."""
        names = [child.name for child in self.children]
        if names in (["blockquote"], ["blockquote", "figcaption"]):
            if all(child.name == "p" for child in self.children[0].children):
                return [self]
        elif names == ["p"] and (card := self.children[0]._link()):
            return [Block("figure", children=[card])]
        return [
            Block("p" if child.name == "figcaption" else child.name, child.runs, child.children)
            for child in self.children
        ]

    def _link(self) -> "Block | None":
        """The text as one plain link, if it is nothing but that."""
        href = self.runs[0].marks.href
        if not href or any(run.marks.href != href for run in self.runs):
            return None
        title = "".join(run.text for run in self.runs).replace("\n", " ")
        return Block("", [Run(title, Marks(href))])
