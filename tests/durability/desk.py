"""Somebody at the desk of a real server, who minds what each answer is and how long it took."""

import re
import time
import uuid
from dataclasses import dataclass, field

import requests

from tests.factories import PASSWORD

FROM_OUR_OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
FROM_HTMX = {"HX-Request": "true"}
LONGEST = 60  # seconds: who waits so long has waited for ever


@dataclass
class Met:
    """All answers that somebody got, and how long the slowest was waited for."""

    statuses: list[int] = field(default_factory=list)
    slowest: float = 0.0

    def add(self, status: int, seconds: float) -> None:
        self.statuses.append(status)
        self.slowest = max(self.slowest, seconds)


class Desk:
    def __init__(self, url: str) -> None:
        self.url, self.met = url, Met()
        self._session = requests.Session()
        self._session.headers.update(FROM_OUR_OWN_PAGE)
        self._token = ""

    def sign_in(self, email: str) -> "Desk":
        self._read_token("/sign-in")
        said = self.post("/sign-in", email=email, password=PASSWORD)
        assert said.status_code == 200, said.text[:500]
        self._read_token("/desk/articles/new")
        return self

    def again(self) -> "Desk":
        """Another window of the same browser."""
        other = Desk(self.url)
        other._session.cookies.update(self._session.cookies)
        other._token = self._token
        return other

    def get(self, path: str, **headers: str) -> requests.Response:
        return self._ask("GET", path, headers=headers)

    def post(self, path: str, **fields: str) -> requests.Response:
        return self._ask("POST", path, data={"csrf_token": self._token, **fields})

    def post_from_elsewhere(self, path: str, headers: dict[str, str]) -> requests.Response:
        """As a page of another site does, which knows no session."""
        return requests.post(self.url + path, headers=headers, timeout=LONGEST)

    def save(self, body: str, article: int | None = None, **fields: str) -> requests.Response:
        """As the page's own script does, which keeps the text until it is told that it is kept."""
        where = f"/desk/articles/{article}" if article else "/desk/articles"
        typed = {"headline": body[:40], "body": body, "save_id": str(uuid.uuid4()), "base": "0"}
        sent = {"csrf_token": self._token, "by_itself": "1", **typed, **fields}
        return self._ask("POST", f"{where}/autosaves", data=sent, headers=FROM_HTMX)

    def upload(self, content: bytes) -> requests.Response:
        files = {"photo": ("photo.jpg", content, "image/jpeg")}
        sent = {"csrf_token": self._token}
        headers = {"Accept": "application/json", **FROM_HTMX}
        return self._ask("POST", "/desk/photos", data=sent, files=files, headers=headers)

    def _read_token(self, path: str) -> None:
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.get(path).text)
        assert found, path
        self._token = found[1]

    def _ask(self, method: str, path: str, **how: object) -> requests.Response:
        began = time.monotonic()
        answer = self._session.request(method, self.url + path, timeout=LONGEST, **how)
        self.met.add(answer.status_code, time.monotonic() - began)
        return answer


class Reader:
    """Reads the same pages again and again until it is told to stop."""

    def __init__(self, desk: Desk, *paths: str) -> None:
        self.desk, self.paths, self.is_done = desk, paths, False

    def __call__(self) -> Met:
        self.desk.met = Met()
        while not self.is_done:
            for path in self.paths:
                self.desk.get(path)
            time.sleep(0.02)
        return self.desk.met
