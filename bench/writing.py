"""Somebody who writes an article: saves by the page itself, and a publication."""

import json
import uuid
from urllib.parse import urlencode

from bench.filling import BODY
from bench.open_loop import Connections, Reply
from bench.signing_in import Browser

FORM = "Content-Type: application/x-www-form-urlencoded\r\nSec-Fetch-Site: same-origin\r\n"


class Writer:
    """One article after another; what is typed grows by a sentence with each save."""

    def __init__(self, connections: Connections, browser: Browser) -> None:
        self._connections = connections
        self._browser = browser
        self.begin()

    def begin(self) -> None:
        self._addresses = {"autosave": "/desk/articles/autosaves"}
        self._base = self._sentences = 0

    async def save(self) -> Reply:
        reply = await self._send("autosave", by_itself="1")
        if reply.status < 300:
            told = json.loads(reply.body)
            self._addresses, self._base = told["addresses"], told["number"]
        return reply

    async def publish(self) -> Reply:
        return await self._send("publish", going_out="now")

    async def _send(self, button: str, **more: str) -> Reply:
        self._sentences += 1
        fields = {
            "csrf_token": self._browser.csrf_token,
            "save_id": str(uuid.uuid4()),
            "base": str(self._base),
            "headline": f"Рада ухвалила бюджет {self._browser.staff_id}",
            "lede": "Про що домовилися депутати.",
            "body": BODY + "<p>Ще одне речення.</p>" * self._sentences,
            "category": "1",
            "byline": "Авторка 1",
            "tags": "тема 1, тема 30",
            **more,
        }
        headers = f"{FORM}Cookie: {self._browser.cookie}\r\n"
        return await self._connections.ask(
            self._addresses[button], headers, urlencode(fields).encode()
        )
