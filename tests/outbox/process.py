"""A process with workers, for tests to start several of and to kill.

It writes down what it begins and what it has done, a line each in a file of its own, and ends when
its standard input does.
"""

import os
import sys
import time
from datetime import timedelta
from pathlib import Path

from newsroom import create_app, outbox
from newsroom.outbox import workers


def main(url: str, folder: str, count: int, work_seconds: float, lease_seconds: float) -> None:
    workers.LOOK_SECONDS = 0.1
    workers.STOP_SECONDS = 30  # a machine with much else to do leaves no job half done
    log = (Path(folder) / f"{os.getpid()}.log").open("a", buffering=1)
    app = create_app({"SQLALCHEMY_DATABASE_URI": url, "SECRET_KEY": "only-for-tests"})

    def work(order: outbox.Order) -> None:
        print("begun", order.subject, order.attempts, time.time(), file=log)
        time.sleep(work_seconds)
        print("done", order.subject, order.attempts, time.time(), file=log)

    kind = outbox.Kind("note", work, lease=timedelta(seconds=lease_seconds))
    outbox.register(app, kind)
    feed = outbox.Kind("feed", work, spacing=timedelta(minutes=1))
    outbox.register(app, feed)
    outbox.listen(app, "happened", lambda order: outbox.put("feed", "feed", key="feed"))
    threads = app.extensions["outbox-workers"]
    print("ready", "-", 0, time.time(), file=log)
    threads.start(count)
    sys.stdin.read()
    threads.stop()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4]), float(sys.argv[5]))
