"""What stands in an address: a number is one that the database can be asked for."""

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

from newsroom.database import LARGEST_INTEGER


class RowNumber(IntegerConverter):
    """``<int:…>`` of every route. A larger number, or other digits, is a page that is not there."""

    regex = "[0-9]{1,10}"

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=LARGEST_INTEGER)


def init_app(app: Flask) -> None:
    app.url_map.converters["int"] = RowNumber
