"""A server starts at once: what only commands and jobs need is loaded when they do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

# Each takes a twentieth of the start or more, and no page is answered with its help.
HEAVY = {
    "PIL": "draws the demo's photos; readers' are opened in a process of its own",
    "alembic": "migrations",
    "flask_migrate": "brings Alembic",
    "httpcore": "asks other machines, by jobs",
    "mako": "Alembic's",
    "obstore": "photos in a bucket, where the settings say so",
    "pygments": "Mako's",
    "simplemma": "dictionaries of lemmas",
}
ASKED = """import {first}, gc, sys; print(*sorted({heavy} & set(sys.modules)))
assert gc.get_freeze_count(), 'a pause for everybody each time that all of it is looked through'"""


@pytest.fixture
def loaded(tmp_path):
    """What of that is there once ``first`` has been imported in a new process."""

    def find(first):
        settings = {
            "NEWSROOM_DATABASE_URL": f"sqlite:///{tmp_path}/newsroom.sqlite3",
            "NEWSROOM_SECRET_KEY": "only-for-tests",
        }
        done = subprocess.run(
            [sys.executable, "-c", ASKED.format(first=first, heavy=set(HEAVY))],
            cwd=Path(__file__).parents[1],
            env=os.environ | settings,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.split()

    return find


def test_a_server_loads_nothing_that_only_commands_and_jobs_need(loaded):
    assert loaded("app") == []


def test_what_is_loaded_is_seen(loaded):
    assert loaded("app, newsroom.outward") == ["httpcore"]
