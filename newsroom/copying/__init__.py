"""Copying a newsroom's rows from one database into another, of either kind, counted and compared.

What reads and writes rows here is what backups are made with and restored from, too.
"""

from flask import Flask


def init_app(app: Flask) -> None:
    from newsroom.copying import cli

    app.cli.add_command(cli.database)
