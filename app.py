"""The newsroom, made for a WSGI server: `flask run`, granian or gunicorn find `app` here."""

from newsroom import create_app
from newsroom.outbox import serving

app = create_app()
serving.start_when_serving(app)
