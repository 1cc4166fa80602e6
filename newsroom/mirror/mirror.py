"""One mirror at hand: its folder, its inventory, and the app that it is of."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask

from newsroom.mirror import places
from newsroom.mirror.asking import Answer
from newsroom.mirror.folder import INVENTORY, Folder, NotOurs
from newsroom.mirror.inventory import File, Inventory

PICTURES = ("/photos/", "/social/")
PARTNERS = "/widget/"


@dataclass(frozen=True)
class Copy:
    """What is to stand at an address, as the file ``name``."""

    address: str
    name: str
    body: bytes
    answer: Answer
    depth: int = 0
    named: frozenset[str] = frozenset()  # addresses whose change has to be looked for here
    is_served: bool = True  # else a web server that knows us never gets to it

    @property
    def place(self) -> str:
        return places.place_of(self.address, self.answer) if self.is_served else ""

    def headers(self, base: str) -> str:
        if not self.is_served:
            return ""
        return json.dumps(places.headers_of(self.address, self.answer, base))


@dataclass
class Mirror:
    app: Flask
    folder: Folder
    inventory: Inventory
    looked_at: int = field(default=0)
    written: int = field(default=0)
    removed: int = field(default=0)

    @property
    def base(self) -> str:
        url: str = self.app.config["BASE_URL"]
        return url

    @property
    def number(self) -> int:
        """Of the pass that is under way, or was the last."""
        number: int = self.inventory["pass"] or 0
        return number

    def put(self, copy: Copy) -> None:
        """Let this be the file of its address; what is the same already is not touched."""
        file = self._at(copy.address, copy.name)
        digest = hashlib.blake2b(copy.body, digest_size=16).hexdigest()
        if digest != file.digest or not self.folder.has(copy.name, len(copy.body)):
            self.folder.write(copy.name, copy.body)
            self.written += 1
        named_before = self.inventory.named_in(file)
        facts = {"digest": digest, "size": len(copy.body), "depth": copy.depth}
        headers = self.inventory.headers(copy.headers(self.base))
        self._note_headers(file, copy.place, headers)
        server = {"place": copy.place, "headers": headers, "pass": self.number}
        self.inventory.note(file, copy.named, **facts, **server)
        self._let_go(named_before - copy.named)

    def remove(self, file: File) -> None:
        """First from the eyes of readers, then from the inventory, then what only it showed."""
        self.folder.remove(file.name)
        named = self.inventory.named_in(file)
        self.inventory.forget(file)
        self.removed += 1
        self._let_go(named)

    def _at(self, address: str, name: str) -> File:
        file = self.inventory.file_at(address)
        if file and file.name != name:
            self.remove(file)
            file = None
        if file is None and self.folder.is_there(name):
            raise NotOurs(name)
        return file or self.inventory.begin(address, name)

    def _note_headers(self, file: File, place: str, headers: int) -> None:
        """Others than before: the server has to hear of them, once this work is done.

        What other files have, too, is news where this one had others, or is a partner's, which
        seldom has the usual ones.
        """
        before = self.inventory.sent_with(file)
        if not place or before == (place, headers):
            return
        is_news = before != (None, None) or place.startswith(PARTNERS)
        if is_news or not self.inventory.has_headers(place, headers):
            self.inventory["server_is_old"] = True

    def _let_go(self, named: set[str] | frozenset[str]) -> None:
        """Pictures that no page shows any more."""
        for what in named:
            is_seen = not what.startswith(PICTURES) or self.inventory.is_named(what)
            if not is_seen and (file := self.inventory.file_at(what)):
                self.remove(file)


@contextmanager
def opened(app: Flask, root: Path) -> Iterator[Mirror]:
    """Raises NotAMirror when the folder is something else."""
    folder = Folder(root)
    with folder.alone(), closing(Inventory(root / INVENTORY)):  # one makes the tables
        folder.clear_begun()
    with closing(Inventory(root / INVENTORY)) as inventory:
        yield Mirror(app, folder, inventory)
