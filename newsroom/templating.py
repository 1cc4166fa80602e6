"""How templates are run: as Flask does, but that each knows its globals by heart."""

from collections.abc import MutableMapping
from typing import Any

from flask import Flask
from flask.templating import Environment


class Templates(Environment):
    """Jinja's, for pages that are put together of many small templates."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """One dictionary instead of a chain of two: each include and each import copies it, which
        Python does with a chain name by name. So globals are set before any template is loaded.
        """
        return {**self.globals, **(d or {})}


def init_app(app: Flask) -> None:
    """First of all: whoever adds globals and filters adds them to it."""
    app.jinja_environment = Templates
