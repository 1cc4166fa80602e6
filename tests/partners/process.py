"""A process that serves boxes, for tests to start several of and to kill.

Each line of its standard input says how many readers look at a box, at once; it answers when all
have been counted, and ends when its input does.
"""

import sys
from concurrent.futures import ThreadPoolExecutor

from newsroom import create_app
from newsroom.partners import ledger
from tests.partners.boxes import BROWSER


def main(database: str, url: str, origin: str) -> None:
    app = create_app({"SQLALCHEMY_DATABASE_URI": database, "SECRET_KEY": "only-for-tests"})
    ledger.EVERY_SECONDS = 0.5
    ledger.write_while_serving(app)
    headers = {"Origin": origin, "User-Agent": BROWSER}

    def look(_reader: int) -> None:
        assert app.test_client().post(url, headers=headers).status_code == 204

    with ThreadPoolExecutor(4) as readers:
        for line in sys.stdin:
            list(readers.map(look, range(int(line))))
            print("counted", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
