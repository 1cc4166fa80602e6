"""What stands in an address: a number is one that the database can be asked for."""

from flask import Flask
from werkzeug.exceptions import NotFound
from werkzeug.routing import IntegerConverter

from newsroom.database import LARGEST_INTEGER


class RowNumber(IntegerConverter):
    """``<int:…>`` of every route. A larger number, or other digits, is a page that is not there."""

    regex = "[0-9]{1,10}"

    def to_python(self, value: str) -> int:
        number = int(value)
        if number > LARGEST_INTEGER:
            raise NotFound  # a ValidationError would make it 405 where another method has a rule
        return number


def init_app(app: Flask) -> None:
    app.url_map.converters["int"] = RowNumber
