"""The mirror: a plain static copy of the public site, for when everything else of ours is down.

`asking` lets the app make each address as for a reader, `renewing` keeps what it says as a file of
the `folder`, `inventory` knows what stands there. `passing` goes through all there is, `sections`,
and `following` through what an announcement touches, `touched`. `server` writes what files cannot
carry into a configuration for nginx.
"""

from flask import Flask


def init_app(app: Flask) -> None:
    from newsroom.mirror import cli

    app.cli.add_command(cli.mirror)
    if app.config["MIRROR"]:
        from newsroom.mirror import following

        following.init_app(app)
