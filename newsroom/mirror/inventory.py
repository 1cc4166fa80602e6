"""The inventory of a mirror: its files, what they name, and what has to be made anew.

A database of its own beside the files, since it is about them: whoever copies or removes the
folder takes it along, and no other machine needs it.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsroom.database import sqlite

TABLES = """
CREATE TABLE IF NOT EXISTS files (
  id INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE,
  digest TEXT, size INTEGER, place TEXT, headers INTEGER, depth INTEGER, pass INTEGER);
CREATE INDEX IF NOT EXISTS files_by_pass ON files (pass);
CREATE INDEX IF NOT EXISTS files_by_place ON files (place, headers);
CREATE TABLE IF NOT EXISTS headers (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS named (
  what TEXT, file_id INTEGER REFERENCES files ON DELETE CASCADE, PRIMARY KEY (what, file_id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS named_in ON named (file_id);
CREATE TABLE IF NOT EXISTS due (
  id INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE, urgency INTEGER, depth INTEGER);
CREATE INDEX IF NOT EXISTS due_next ON due (urgency, id);
CREATE TABLE IF NOT EXISTS moved (path TEXT PRIMARY KEY, leads_to TEXT, pass INTEGER);
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT);
"""
FILE = "SELECT id, address, name, digest, size, depth FROM files"


@dataclass(frozen=True)
class File:
    id: int
    address: str
    name: str
    digest: str | None  # None: begun, perhaps not there
    size: int | None
    depth: int  # how many pages of its list stand before it


@dataclass(frozen=True)
class Due:
    address: str
    urgency: int  # the smallest first
    depth: int


class Inventory:
    def __init__(self, path: Path) -> None:
        self._database: Any = sqlite.connect(str(path), timeout=15, isolation_level=None)
        # What a power cut takes is written again: a file is always on the disk before its row.
        for setting in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
            self._database.execute(f"PRAGMA {setting}")
        self._database.executescript(TABLES)

    def close(self) -> None:
        self._database.close()

    def run(self, statement: str, *values: Any) -> list[Any]:
        found: list[Any] = self._database.execute(statement, values).fetchall()
        return found

    # Files

    def file_at(self, address: str) -> File | None:
        found = self.files("address = ?", address)
        return found[0] if found else None

    def files(self, where: str, *values: Any) -> list[File]:
        return [File(*row) for row in self.run(f"{FILE} WHERE {where}", *values)]

    def under(self, beginning: str) -> list[File]:
        """Whose address begins so."""
        return self.files("address >= ? AND address < ?", beginning, beginning + "\U0010ffff")

    def begin(self, address: str, name: str) -> File:
        """From now on this name is ours, whatever becomes of the file."""
        insert = "INSERT INTO files (address, name, depth) VALUES (?, ?, 0) RETURNING id"
        ((file_id,),) = self.run(insert, address, name)
        return File(file_id, address, name, None, None, 0)

    def note(self, file: File, named: Iterable[str], **facts: Any) -> None:
        columns = ", ".join(f"{column} = ?" for column in facts)
        self.run("BEGIN IMMEDIATE")
        self.run(f"UPDATE files SET {columns} WHERE id = ?", *facts.values(), file.id)  # noqa: S608
        self.run("DELETE FROM named WHERE file_id = ?", file.id)
        rows = [(what, file.id) for what in set(named)]
        self._database.executemany("INSERT INTO named VALUES (?, ?)", rows)
        self.run("COMMIT")

    def touch(self, file: File, number: int) -> None:
        self.run("UPDATE files SET pass = ? WHERE id = ?", number, file.id)

    def forget(self, file: File) -> None:
        self.run("DELETE FROM files WHERE id = ?", file.id)

    def left_behind(self, number: int, most: int) -> list[File]:
        """What no pass since has come by. What could not be made again stays as it was."""
        where = "(pass < ? OR pass IS NULL) AND address NOT IN (SELECT address FROM due)"
        return self.files(f"{where} LIMIT ?", number, most)

    def headers(self, text: str) -> int:
        """The number of these: most files have the same as thousands of others."""
        self.run("INSERT OR IGNORE INTO headers (text) VALUES (?)", text)
        ((number,),) = self.run("SELECT id FROM headers WHERE text = ?", text)
        return int(number)

    def sent_with(self, file: File) -> tuple[str | None, int | None]:
        """Its place and its headers. (None, None): it is new."""
        ((place, headers),) = self.run("SELECT place, headers FROM files WHERE id = ?", file.id)
        return place, headers

    def has_headers(self, place: str, headers: int) -> bool:
        known = "SELECT 1 FROM files WHERE place = ? AND headers = ? LIMIT 1"
        return bool(self.run(known, place, headers))

    def headers_by_place(self) -> list[tuple[str, int, str]]:
        """Of each place what most of its files have first."""
        counted = (
            "SELECT place, headers, count(*) AS number FROM files WHERE place <> '' GROUP BY 1, 2"
        )
        query = f"SELECT place, headers, text FROM ({counted}) JOIN headers ON id = headers"  # noqa: S608
        return self.run(f"{query} ORDER BY place, number DESC, headers")

    def addresses_with(self, place: str, headers: int) -> list[str]:
        query = "SELECT address FROM files WHERE place = ? AND headers = ? ORDER BY address"
        return [address for (address,) in self.run(query, place, headers)]

    # What leads on

    def move(self, path: str, leads_to: str, number: int) -> None:
        known = self.run("SELECT 1 FROM moved WHERE path = ? AND leads_to = ?", path, leads_to)
        self.run("INSERT OR REPLACE INTO moved VALUES (?, ?, ?)", path, leads_to, number)
        if not known:
            self["server_is_old"] = True

    def stop_moving(self, path: str) -> None:
        if self.run("DELETE FROM moved WHERE path = ? RETURNING path", path):
            self["server_is_old"] = True

    def stop_moving_before(self, number: int) -> None:
        self.run("DELETE FROM moved WHERE pass < ?", number)

    def moves(self) -> list[tuple[str, str]]:
        return self.run("SELECT path, leads_to FROM moved ORDER BY path")

    # What is named in files

    def named_in(self, file: File) -> set[str]:
        return {what for (what,) in self.run("SELECT what FROM named WHERE file_id = ?", file.id)}

    def is_named(self, what: str) -> bool:
        return bool(self.run("SELECT 1 FROM named WHERE what = ? LIMIT 1", what))

    def naming(self, what: str) -> Iterator[File]:
        yield from self.files("id IN (SELECT file_id FROM named WHERE what = ?)", what)

    # What is due

    def ask_for(self, addresses: Iterable[str], urgency: int, depth: int = 0) -> None:
        """Have them made anew; what is due already, not later than it was."""
        self._database.executemany(
            "INSERT INTO due (address, urgency, depth) VALUES (?, ?, ?) ON CONFLICT (address) "
            "DO UPDATE SET urgency = min(urgency, excluded.urgency), depth = excluded.depth",
            [(address, urgency, depth) for address in addresses],
        )

    def next_due(self, before: int) -> Due | None:
        query = "SELECT address, urgency, depth FROM due WHERE urgency < ? ORDER BY urgency, id"
        found = self.run(f"{query} LIMIT 1", before)
        return Due(*found[0]) if found else None

    def ask_for_later(self, address: str, urgency: int) -> None:
        self.run("UPDATE due SET urgency = ? WHERE address = ?", urgency, address)

    def failed(self, urgency: int, most: int) -> list[Due]:
        query = "SELECT address, urgency, depth FROM due WHERE urgency >= ? ORDER BY id LIMIT ?"
        return [Due(*row) for row in self.run(query, urgency, most)]

    def done(self, address: str) -> None:
        self.run("DELETE FROM due WHERE address = ?", address)

    # All else

    def __getitem__(self, name: str) -> Any:
        found = self.run("SELECT value FROM state WHERE name = ?", name)
        return json.loads(found[0][0]) if found else None

    def __setitem__(self, name: str, value: Any) -> None:
        self.run("INSERT OR REPLACE INTO state VALUES (?, ?)", name, json.dumps(value))
