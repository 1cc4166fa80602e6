"""A browser without scripts: it reads pages, presses real buttons, and minds the house rules."""

import gzip
from contextvars import Context
from functools import cached_property
from typing import Any

from bs4 import BeautifulSoup, Tag
from flask import has_app_context
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.answer_rules import Exchange, problems
from tests.database_journal import journal
from tests.pressing import Submission, find_button, submission

FROM_OUR_OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
FROM_HTMX = {**FROM_OUR_OWN_PAGE, "HX-Request": "true", "HX-Request-Type": "partial"}


class Answer(TestResponse):
    @property
    def text(self) -> str:
        is_packed = self.data and self.headers.get("Content-Encoding") == "gzip"
        return (gzip.decompress(self.data) if is_packed else self.data).decode()

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The answer's HTML; `press` takes it, or any part of it."""
        soup = BeautifulSoup(self.text, "html.parser")
        soup.address = (
            self.request.full_path.rstrip("?") if self.request.query_string else self.request.path
        )
        return soup


class Client(FlaskClient):
    """Flask's test client, which checks every answer against the rules of `answer_rules`.

    Each request runs in a context of its own, as in a server, while the test keeps its session:
    what the test changed is committed before, and its objects then show what the request changed.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.response_wrapper = type("Answer", (Answer, self.response_wrapper), {})

    def open(self, *args: Any, **kwargs: Any) -> Answer:
        if has_app_context():
            self.application.extensions["sqlalchemy"].session.commit()
        kwargs["buffered"] = True
        exchange = Context().run(self._exchange, *args, **kwargs)
        found = problems(exchange)
        request = exchange.answer.request
        assert not found, "\n".join([f"{request.method} {request.path}:", *found])
        return exchange.answer

    def _exchange(self, *args: Any, **kwargs: Any) -> Exchange:
        with journal(self.application) as here:
            answer = super().open(*args, **kwargs)
        return Exchange(answer, here.statements, here.uncommitted)

    def read(self, url: str, **kwargs: Any) -> BeautifulSoup:
        """The page at ``url``, which must be there."""
        answer = self.get(url, **kwargs)
        assert answer.status_code == 200, f"{url} answers {answer.status}: {answer.text[:300]}"
        return answer.soup

    def press(
        self, page: Answer | Tag, button: str, /, *, htmx: bool = False, **typed: Any
    ) -> Answer:
        """Type into the form of the button with this name, press it, and go where the answer leads.

        ``typed``: field name → text; for choices a value or the text beside it, True or False for a
        lone checkbox, a list for several, (file, name) for a file. With ``htmx`` htmx sends it.
        """
        scope = page if isinstance(page, Tag) else page.soup
        answer = self._send(submission(find_button(scope, button), typed, htmx), scope)
        return self.follow(answer, headers=FROM_HTMX if htmx else FROM_OUR_OWN_PAGE)

    def follow(self, answer: Answer, **kwargs: Any) -> Answer:
        """Where the redirects lead."""
        for _ in range(5):
            if not 300 <= answer.status_code < 400:
                return answer
            answer = self.get(answer.location, **kwargs)
        raise AssertionError(f"redirected in circles at {answer.request.path}")

    def _send(self, sent: Submission, scope: Tag) -> Answer:
        address = [scope, *scope.parents][-1].address
        headers = {**FROM_OUR_OWN_PAGE, "Referer": f"http://localhost{address}", **sent.headers}
        if "HX-Request" in headers:
            headers["HX-Current-URL"] = headers["Referer"]
        fields = MultiDict(sent.fields)
        if sent.method == "GET":
            path = sent.url.partition("?")[0]
            return self.get(path, query_string=fields, headers=headers)
        content_type = sent.enctype if sent.enctype == "multipart/form-data" else None
        return self.open(
            sent.url, method=sent.method, data=fields, headers=headers, content_type=content_type
        )
