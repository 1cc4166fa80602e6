"""Any HTML taken apart and put together again as our blocks, nested only as HTML allows.

The text of what is not ours stays. Which links are safe is not decided here but in ``cleaning``.
"""

import re
from collections import Counter
from dataclasses import dataclass

from newsroom.language.blocks import GALLERY, TEXT, Block
from newsroom.language.markup import End, Start, Text, pieces
from newsroom.language.photos_in import IS_NAME
from newsroom.language.runs import NO_MARKS, Marks, Run

_FLOW = {"p", "h2", "h3", "ul", "ol", "hr"}
_MAY_HOLD = {
    "": _FLOW | {"blockquote", "aside", "figure", GALLERY},
    GALLERY: _FLOW | {"blockquote", "aside", "figure"},
    "figure": _FLOW | {"blockquote", "aside", "figcaption"},
    "aside": _FLOW | {"blockquote"},
    "blockquote": _FLOW,
    "ul": {"li"},
    "ol": {"li"},
    "li": {"p", "ul", "ol"},
}
_LISTS = {"ul", "ol"}
_CONTAINERS = {"aside", "blockquote", "figure", "ul", "ol", "li"}  # and a gallery
_DEEPEST_LIST = 6  # a list deeper than this joins the one around it

_OURS = {"b": "strong", "i": "em", "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3"}

# Not ours, but a browser begins a line at them: the texts before and after must not run together.
_PARTING = re.compile(
    "address|article|body|caption|center|d[dlt]|details|dialog|dir|div|fieldset|footer|form|header"
    "|html|legend|main|menu|nav|option|pre|search|section|select|summary|table|tbody|t[dhr]|tfoot"
    "|thead"
)

# An address is repeated in every block that its link spans: these two keep it from growing too far.
_LONGEST_ADDRESS = 2_000
_MOST_BLOCKS_IN_A_LINK = 20

_WHITE = re.compile("[ \t\n]{2,}|[\t\n]")


@dataclass(frozen=True)
class _Open:
    """A container on the stack; one that may not stand here has the home of what is around it."""

    name: str
    home: Block
    lists: int = 0  # how many lists we are in
    marks: Marks = NO_MARKS  # in force around it


def arranged(html: str) -> Block:
    """The root of the blocks in tidied HTML. Its depth has a limit, so recursion is safe."""
    arranger = _Arranger()
    for piece in pieces(html):
        match piece:
            case Text(text):
                arranger.write(text)
            case Start(name, href, photo, is_gallery):
                if IS_NAME.fullmatch(photo):
                    arranger.photo(photo)
                elif is_gallery or (name == GALLERY and arranger.is_in_gallery):
                    arranger.gallery()
                else:
                    arranger.start(_OURS.get(name, name), href)
            case End(name):
                arranger.end(_OURS.get(name, name))
    return arranger.root.pruned()


class _Arranger:
    def __init__(self) -> None:
        self.root = Block("")
        self._stack = [_Open("", self.root)]
        self._opened: Counter[str] = Counter()
        self._text: Block | None = None
        self._marks = NO_MARKS
        self._marks_outside = NO_MARKS  # in force where the open text began
        self._blocks_in_link = 0

    def write(self, text: str) -> None:
        text = _WHITE.sub(" ", text)
        if text.strip(" ") or self._text:
            self._append(text)

    def start(self, name: str, href: str) -> None:
        match name:
            case "a":
                self._marks = self._marks.linked(href if len(href) <= _LONGEST_ADDRESS else "")
                self._blocks_in_link = 0
            case "strong" | "em":
                self._marks = self._marks.switched(name, on=True)
            case "br" if self._text:
                self._append("\n")
            case "hr":
                self._rule()
            case _ if name in TEXT:
                self._open_text(name)
            case _ if name in _CONTAINERS:
                self._open_container(name)
            case _ if _PARTING.fullmatch(name):
                self._close_text()

    def photo(self, name: str) -> None:
        """It stands for itself or in a gallery; from elsewhere it comes out, after the block."""
        self._close_text()
        around = self._home if self._home.name == GALLERY else self.root
        block = Block("figure", photo=name)
        around.children.append(block)
        self._enter("figure", block)

    def gallery(self) -> None:
        self._open_container(GALLERY)

    @property
    def is_in_gallery(self) -> bool:
        """Then any ``<div>`` is counted, so that the right ``</div>`` ends the gallery."""
        return self._opened[GALLERY] > 0

    def end(self, name: str) -> None:
        if name in {"strong", "em"}:
            self._marks = self._marks.switched(name, on=False)
        elif name == "a":
            self._marks = self._marks.linked("")
        elif self._opened[name]:
            self._close_text()
            while self._leave() != name:
                pass
        elif name in TEXT or _PARTING.fullmatch(name):
            self._close_text()

    @property
    def _home(self) -> Block:
        return self._stack[-1].home

    def _append(self, text: str) -> None:
        block = self._text or self._open_text("p")
        block.runs.append(Run(text, self._marks))

    def _rule(self) -> None:
        self._close_text()
        if "hr" in _MAY_HOLD[self._home.name]:
            self._home.children.append(Block("hr"))

    def _open_text(self, name: str) -> Block:
        self._close_text()
        if self._home.name in _LISTS:
            self._open_container("li")
        block = Block(name if name in _MAY_HOLD[self._home.name] else "p")
        self._home.children.append(block)
        self._text = block
        self._marks_outside = self._marks
        return block

    def _close_text(self) -> None:
        if self._text:
            self._text = None
            self._marks = self._marks.left_for(self._marks_outside)
            self._blocks_in_link += 1
            if self._blocks_in_link >= _MOST_BLOCKS_IN_A_LINK:
                self._marks = self._marks.linked("")

    def _open_container(self, name: str) -> None:
        self._close_text()
        if name == "li":
            self._leave_item()
        elif self._home.name in _LISTS:
            self._enter_item(name)
        around = self._stack[-1]
        if name not in _MAY_HOLD[around.home.name] or (
            name in _LISTS and around.lists >= _DEEPEST_LIST
        ):
            self._enter(name, around.home)
            return
        block = Block(name)
        around.home.children.append(block)
        self._enter(name, block)

    def _enter_item(self, name: str) -> None:
        """A list straight in a list, as old editors write it, belongs to the item before it."""
        if name in _LISTS and self._home.children:
            self._enter("li", self._home.children[-1])
        else:
            self._open_container("li")

    def _leave_item(self) -> None:
        while self._home.name == "li":
            self._leave()

    def _enter(self, name: str, home: Block) -> None:
        around = self._stack[-1]
        lists = around.lists + (name in _LISTS and home is not around.home)
        self._opened[name] += 1
        self._stack.append(_Open(name, home, lists, self._marks))

    def _leave(self) -> str:
        left = self._stack.pop()
        self._opened[left.name] -= 1
        self._marks = self._marks.left_for(left.marks)
        return left.name
