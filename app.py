"""The newsroom, made for a WSGI server: `flask run`, granian or gunicorn find `app` here."""

import gc
import sys

from newsroom import create_app, stopping
from newsroom.outbox import serving
from newsroom.partners import ledger
from newsroom.settings import WrongSetting
from newsroom.watch import logs

try:
    app = create_app()
except WrongSetting as problem:
    print(problem, file=sys.stderr)
    sys.exit(2)
logs.begin(app)
serving.start_when_serving(app)
ledger.write_while_serving(app)
stopping.end_well(app)
gc.freeze()  # what is here now stays: to look through all of it was a pause of 70 ms for everybody
