"""What the newsroom hears from nginx of who asks, whatever they say of themselves."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import ClassVar

import pytest
import requests

from tests import programs
from tests.deploy import rendered
from tests.nginx import Nginx
from tests.serving import free_port

pytestmark = programs.needs("nginx")
FORGED = {
    "X-Forwarded-For": "6.6.6.6",
    "X-Forwarded-Proto": "gopher",
    "X-Request-Id": "theirs",
    "Host": "elsewhere.example",
}


class Listener(BaseHTTPRequestHandler):
    heard: ClassVar[dict[str, str]] = {}

    def do_GET(self):
        Listener.heard = dict(self.headers)
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_what):
        """Nothing."""


@pytest.fixture(scope="module")
def behind():
    with ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.fixture
def heard(tmp_path, behind):
    running = []

    def ask(path, cache):
        port, *others = (free_port() for _ in range(4))
        nginx = Nginx.configured(
            tmp_path, port, rendered.nginx(tmp_path, port, others, [behind], cache)
        )
        running.append(nginx)
        assert requests.get(nginx.url + path, headers=FORGED, timeout=60).ok
        return Listener.heard

    yield ask
    for nginx in running:
        nginx.stop()


@pytest.mark.parametrize("path", ["/", "/desk/", "/sign-in"])
def test_a_stranger_chooses_nothing_of_it(heard, path):
    told = heard(path, "10.0.0.5/32")
    assert told["Host"] == "news.example"
    assert told["X-Forwarded-For"] == "127.0.0.1, 127.0.0.1"  # true behind one of ours and two
    assert told["X-Forwarded-Proto"] == "http"
    assert "X-Request-Id" not in told


@pytest.mark.parametrize("path", ["/", "/desk/"])
def test_a_cache_of_ours_is_believed(heard, path):
    assert heard(path, "127.0.0.1/32")["X-Forwarded-For"] == "6.6.6.6, 127.0.0.1"
