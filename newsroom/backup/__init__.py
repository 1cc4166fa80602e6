"""Backups: database and photos in one archive while people work, and a newsroom made from one."""

from flask import Flask


def init_app(app: Flask) -> None:
    from newsroom.backup import cli

    for command in (cli.backup, cli.backup_key, cli.restore):
        app.cli.add_command(command)
