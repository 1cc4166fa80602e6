"""Photos: taken in, opened in a process of their own, kept in several sizes, and served.

They know no article. A page asks `address` and `newsroom/photos/renditions.py` what to show.
"""

import re

from flask import Flask

from newsroom.photos.addresses import absolute, address

__all__ = ["absolute", "address", "init_app"]

UPLOADS = re.compile(r"/desk/photos(?:/[a-z0-9]{16}/replace)?")
FILES_AT_ONCE = 4  # of the largest, from a form without scripts; these send one at a time
MEGABYTE = 1024 * 1024


def init_app(app: Flask) -> None:
    from newsroom import bodies, outbox
    from newsroom.photos import cli, developing, removing, serving, uploading  # noqa: F401 -- routes
    from newsroom.photos.blueprint import blueprint

    outbox.register(app, outbox.Kind(developing.KIND, developing.develop, lease=developing.LEASE))
    outbox.register(app, outbox.Kind(removing.KIND, removing.remove))
    bodies.take_larger(app, UPLOADS, FILES_AT_ONCE * app.config["PHOTO_MEGABYTES"] * MEGABYTE)
    app.register_blueprint(blueprint)
    app.cli.add_command(cli.photos)
