"""The newsroom for a server that dies often: what a dead worker had begun comes back in seconds."""

from dataclasses import replace
from datetime import timedelta

from app import app

LEASE = timedelta(seconds=4)  # longer than any job of these tests takes

kinds = app.extensions["outbox"].kinds
kinds.update({name: replace(kind, lease=LEASE) for name, kind in kinds.items()})
