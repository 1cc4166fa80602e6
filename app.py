"""The newsroom, made for a WSGI server: `flask run`, granian or gunicorn find `app` here."""

from newsroom import create_app

app = create_app()
