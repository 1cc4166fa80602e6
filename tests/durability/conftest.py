"""A real server for what befalls it, and people at it."""

import pytest

from tests.durability.desk import Desk
from tests.serving import Server

THREADS = ("--blocking-threads", "32", "--workers-kill-timeout", "5")  # as bin/dev has


@pytest.fixture
def serve(database, settings, photos_folder, tmp_path):
    """Starts servers of the newsroom, each on the database of the test unless another is named."""
    begun = []

    def start(url=database, environment=None, app="app:app", **more):
        settings_of_it = {"PHOTOS": photos_folder, **settings, **more}
        server = Server(
            url,
            tmp_path / "server.log",
            settings_of_it,
            options=THREADS,
            environment=environment,
            fresh="LD_PRELOAD" in (environment or {}),
            app=app,
        )
        begun.append(server)
        server.start()
        return server

    yield start
    for server in begun:
        server.kill()


@pytest.fixture
def at_the_desk():
    """A colleague who has signed in to a server."""
    return lambda server, email: Desk(server.url).sign_in(email)
