"""Answers: read to a limit, also when they swell as they are unpacked."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import httpcore
from werkzeug.http import parse_date

from newsroom import clock
from newsroom.outward.problems import NotReached

GZIP = 16 + zlib.MAX_WBITS


@dataclass(frozen=True)
class Answer:
    """``url`` is where it came from, after redirects; names of ``headers`` are in small letters."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def is_good(self) -> bool:
        return 200 <= self.status < 300

    @property
    def retry_after(self) -> timedelta | None:
        """How long the other side asks to be left alone: seconds, or a date."""
        said = self.headers.get("retry-after", "").strip()
        if said.isascii() and said.isdecimal():
            return timedelta(seconds=int(said[:9]))
        moment = parse_date(said)
        return moment - clock.now() if moment else None


def read(response: httpcore.Response, most: int) -> tuple[dict[str, str], bytes]:
    """Headers and body. Raises NotReached when it is longer than ``most`` bytes, or cut off."""
    headers = {
        name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers
    }
    length = headers.get("content-length", "0")
    if length.isascii() and length.isdecimal() and int(length[:18]) > most:
        raise NotReached("the answer is too long")
    coding = headers.get("content-encoding", "identity").strip().lower()
    if coding in {"identity", ""}:
        return headers, _collect(response.iter_stream(), most)
    if coding in {"gzip", "x-gzip"}:
        return headers, _collect(_unpacked(response.iter_stream(), most), most)
    raise NotReached("the answer is packed in a way that we did not ask for")


def _collect(parts: Iterator[bytes], most: int) -> bytes:
    body = bytearray()
    for part in parts:
        body += part
        if len(body) > most:
            raise NotReached("the answer is too long")
    return bytes(body)


def _unpacked(parts: Iterator[bytes], most: int) -> Iterator[bytes]:
    """At most one byte more than ``most``, so that no bomb goes off."""
    unpacker = zlib.decompressobj(GZIP)
    total = packed = 0
    try:
        for part in parts:
            packed += len(part)
            unpacked = unpacker.decompress(part, max(1, most + 1 - total))
            total += len(unpacked)
            yield unpacked
            if packed > most:
                raise NotReached("the answer is too long")
    except zlib.error:
        raise NotReached("the answer is packed wrongly") from None
    if packed and not unpacker.eof:
        raise NotReached("the answer is cut off")
