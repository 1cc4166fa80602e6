"""Somebody's browser, without scripts, that goes through whatever stands in front."""

from typing import Any

import requests
from bs4 import BeautifulSoup, Tag

from tests.factories import PASSWORD
from tests.pressing import find_button, submission

SECONDS = 60  # a machine that does much else


class Person:
    def __init__(self, url: str) -> None:
        self.url = url
        self.session = requests.Session()
        self.session.headers["Sec-Fetch-Site"] = "same-origin"

    def get(self, path: str, **how: Any) -> requests.Response:
        return self.session.get(self.url + path, timeout=SECONDS, **how)

    def read(self, path: str) -> Tag:
        answer = self.get(path)
        assert answer.status_code == 200, f"{path}: {answer.status_code} {answer.text[:300]}"
        soup = BeautifulSoup(answer.text, "html.parser")
        soup.address = path
        return soup

    def press(
        self, page: Tag, button: str, /, *, redirects: bool = True, **typed: Any
    ) -> requests.Response:
        """Press it, and go where the answer leads."""
        sent = submission(find_button(page, button), typed)
        return self.send(sent.url, sent.fields, allow_redirects=redirects)

    def send(self, path: str, fields: Any, **how: Any) -> requests.Response:
        return self.session.post(self.url + path, data=fields, timeout=SECONDS, **how)

    def sign_in(self, email: str) -> "Person":
        answer = self.press(self.read("/sign-in"), "Увійти", email=email, password=PASSWORD)
        assert answer.status_code == 200, answer.text[:500]
        return self
