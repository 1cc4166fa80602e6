"""A small app that keeps the house rules, for tests of the test client to break."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, Response, make_response, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from tests.client import Client

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class Base(DeclarativeBase):
    pass


class Word(Base):
    __tablename__ = "word"
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]


db = SQLAlchemy(model_class=Base)


@contextmanager
def small_app() -> Iterator[Flask]:
    app = Flask(__name__, static_folder=None)
    app.config.update(TESTING=True, SQLALCHEMY_DATABASE_URI="sqlite://")
    app.test_client_class = Client
    db.init_app(app)

    @app.after_request
    def stamp(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.path.startswith("/desk"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    with app.app_context():
        db.create_all()
        yield app
        db.session.remove()
        db.engine.dispose()


def page(body: str = "", head: str = "<title>Title</title>", html: str = "<html lang=uk>") -> str:
    return f"<!doctype html>{html}<head>{head}</head><body><h1>Heading</h1>{body}</body></html>"


def with_header(name: str, value: str, text: str = page()) -> Response:
    response = make_response(text)
    response.headers[name] = value
    return response


def serve(app: Flask, answer: object, path: str = "/", method: str = "GET") -> Client:
    view = answer if callable(answer) else lambda: answer
    app.add_url_rule(path, view_func=view, endpoint="view", methods=[method])
    return app.test_client()
