"""Asking: one question, its redirects, and the answer."""

import ssl
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import urlencode

import httpcore

from newsroom.outward import wire
from newsroom.outward.answers import Answer, read
from newsroom.outward.numbers import Number, is_public
from newsroom.outward.problems import NotReached, Refused
from newsroom.outward.targets import Target, beside, target

MEGABYTE = 1024 * 1024
FOLLOWED = {"GET": {301, 302, 303, 307, 308}, "POST": {307, 308}}


@cache
def _tls() -> ssl.SSLContext:
    return httpcore.default_ssl_context()


@dataclass(frozen=True)
class Way:
    """How far we go. Only tests reach further, by ``reaches``, and whither a setting names a host
    of our own.
    """

    ports: Collection[int]
    agent: str
    seconds: float = 5  # from the first question about the name to the last byte
    most_bytes: int = MEGABYTE
    redirects: int = 3
    reaches: Callable[[Number], bool] = is_public
    lookup: wire.Lookup = wire.look_up
    tls: Callable[[], ssl.SSLContext] = field(default=_tls)

    def get(self, url: str, accept: str = "*/*") -> Answer:
        """Raises Refused or NotReached; any other answer is one, also 404 and 503."""
        return self._ask("GET", url, {"Accept": accept}, b"")

    def post(self, url: str, form: Mapping[str, str], accept: str = "*/*") -> Answer:
        """Send a form. A redirect that would turn it into a GET is the answer."""
        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", url, headers, urlencode(form).encode())

    def send(self, method: str, url: str, headers: Mapping[str, str]) -> Answer:
        """Ask by another method, which is never sent on elsewhere."""
        return self._ask(method, url, dict(headers), b"")

    def _ask(self, method: str, url: str, headers: dict[str, str], body: bytes) -> Answer:
        deadline = wire.Deadline(self.seconds)
        headers |= {"User-Agent": self.agent, "Accept-Encoding": "gzip", "Connection": "close"}
        there = target(url, self.ports)
        for _ in range(self.redirects + 1):
            answer = self._hop(method, there, headers, body, deadline)
            location = answer.headers.get("location")
            if answer.status not in FOLLOWED.get(method, ()) or not location:
                return answer
            there = beside(there, location, self.ports)
        raise NotReached(f"it redirects more than {self.redirects} times")

    def _hop(
        self,
        method: str,
        there: Target,
        headers: Mapping[str, str],
        body: bytes,
        deadline: wire.Deadline,
    ) -> Answer:
        network = wire.Wire(self._checked(there, deadline), deadline)
        # In parts, so that nobody takes the address apart once more, perhaps otherwise.
        url = httpcore.URL(scheme=there.scheme, host=there.host, port=there.port, target=there.path)
        sent = [("Host", there.authority), *headers.items()]
        try:
            with (
                httpcore.ConnectionPool(self.tls(), network_backend=network) as pool,
                pool.stream(method, url, headers=sent, content=body or None) as response,
            ):
                return Answer(there.url, response.status, *read(response, self.most_bytes))
        except httpcore.TimeoutException:
            raise NotReached(f"{there.host} takes too long") from None
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as problem:
            raise NotReached(f"{there.host}: {problem}"[:200]) from None

    def _checked(self, there: Target, deadline: wire.Deadline) -> list[Number]:
        """All numbers behind the host. One that is not public spoils the name."""
        found = (
            [there.number]
            if there.number
            else wire.numbers_of(there.host, there.port, self.lookup, deadline)
        )
        for number in found:
            if not self.reaches(number):
                raise Refused(f"{there.host} leads to {number}, which is not a public address")
        return found
