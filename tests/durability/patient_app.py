"""The newsroom for a server, with a kind of job that never ends by itself."""

import os
import time
from pathlib import Path

from app import app
from newsroom import outbox

KIND = "endless"


def work(_order: outbox.Order) -> None:
    Path(os.environ["JOB_BEGUN"]).touch()
    time.sleep(600)


outbox.register(app, outbox.Kind(KIND, work))
