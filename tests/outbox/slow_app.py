"""The newsroom for a server, with one worker and a kind of job that takes its time."""

import os
import time
from pathlib import Path

from newsroom import create_app, outbox
from newsroom.outbox import serving, workers

FOLDER = Path(os.environ["SLOW_APP_FOLDER"])


def work(order: outbox.Order) -> None:
    (FOLDER / "begun").touch()
    time.sleep(0.7)
    (FOLDER / "done").touch()


workers.STOP_SECONDS = 30
app = create_app({"OUTBOX_WORKERS": 1})
outbox.register(app, outbox.Kind("slow", work))
serving.start_when_serving(app)
