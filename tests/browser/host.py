"""Somebody else's site: it serves whatever HTML a test gives it, under the policy it is given."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


class Host:
    def __init__(self) -> None:
        self.pages: dict[str, str] = {}  # path → HTML
        self.policy = ""  # the Content-Security-Policy of its pages
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.origin = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, daemon=True).start()

    def serve(self, path: str, html: str) -> str:
        """The address at which ``html`` can be read from now on."""
        self.pages[path] = html
        return self.origin + path

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        pages, site = self.pages, self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                html = pages.get(self.path)
                self.send_response(404 if html is None else 200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                if site.policy:
                    self.send_header("Content-Security-Policy", site.policy)
                self.end_headers()
                self.wfile.write((html or "").encode(errors="surrogatepass"))

            def log_message(self, *_: Any) -> None:
                pass

        return Handler
