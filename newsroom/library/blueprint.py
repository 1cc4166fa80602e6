"""The routes of the library hang here."""

from flask import Blueprint

blueprint = Blueprint("library", __name__)
