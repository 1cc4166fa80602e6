"""The desk's routes of plain pages hang here; readers' are in `newsroom/site/`."""

from flask import Blueprint

blueprint = Blueprint("pages", __name__)
