"""The blocks of a body: paragraphs, headings, lists, quotations, the background, figures, rules."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from newsroom.language.runs import Marks, Run, paragraphs, written

TEXT = frozenset({"p", "h2", "h3", "figcaption"})  # what holds runs; everything else holds blocks


@dataclass
class Block:
    name: str  # '' is the root, or the one text of a list item or a card: neither needs a paragraph
    runs: list[Run] = field(default_factory=list)
    children: list["Block"] = field(default_factory=list)

    def __str__(self) -> str:
        if self.name == "hr":
            return "<hr>"
        inside = written(self.runs) + "".join(map(str, self.children))
        return f"<{self.name}>{inside}</{self.name}>" if self.name else inside

    def texts(self) -> Iterator[str]:
        """Of every paragraph, heading and list item, in reading order."""
        if self.runs:
            yield "".join(run.text for run in self.runs)
        for child in self.children:
            yield from child.texts()

    def pruned(self) -> "Block":
        """The same with its texts tidied and without anything that holds no text."""
        children = [kept for child in self.children for kept in child._kept()]
        texts = [child for child in children if child.name == "p"]
        if self.name == "li" and len(texts) == 1:
            texts[0].name = ""
        return Block(self.name, children=children)

    def _kept(self) -> list["Block"]:
        if self.name == "hr":
            return [self]
        if self.name in TEXT:
            return self._tidied()
        pruned = self.pruned()
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
