"""The routes of readers hang here."""

from flask import Blueprint

blueprint = Blueprint("site", __name__)
