"""Photos: taken in, opened in a process of their own, kept in several sizes, and served.

They know no article. A page asks `address` and `newsroom/photos/renditions.py` what to show.
"""

from flask import Flask

from newsroom.photos.addresses import absolute, address

__all__ = ["absolute", "address", "init_app"]


def init_app(app: Flask) -> None:
    from newsroom import outbox
    from newsroom.photos import developing, removing, serving, uploading  # noqa: F401 -- routes
    from newsroom.photos.blueprint import blueprint

    outbox.register(
        app,
        outbox.Kind(
            developing.KIND, developing.develop, tries=developing.TRIES, lease=developing.LEASE
        ),
    )
    outbox.register(app, outbox.Kind(removing.KIND, removing.remove))
    app.register_blueprint(blueprint)
