"""Somebody of the staff, with a browser that is signed in; no password is hashed for it."""

from dataclasses import dataclass

from flask import Flask, session
from flask_wtf.csrf import generate_csrf

from newsroom.articles.bylines import Author
from newsroom.database import db
from newsroom.staff.models import Staff


@dataclass(frozen=True)
class Browser:
    staff_id: int
    cookie: str  # the whole header
    csrf_token: str  # of every form


def signed_in(app: Flask, name: str, role: str = "editor") -> Browser:
    slug = f"staff-{name}"
    with app.test_request_context():
        person = Staff(email=f"{slug}@bench.example", name=name, role=role, password_hash="")
        db.session.add(person)
        db.session.flush()
        db.session.add(Author(name=name, slug=slug, staff_id=person.id))
        session["sign_in"] = person.begin_session(hours=20)
        db.session.commit()
        token = generate_csrf()
        value = app.session_interface.get_signing_serializer(app).dumps(dict(session))
        return Browser(person.id, f"{app.config['SESSION_COOKIE_NAME']}={value}", token)
