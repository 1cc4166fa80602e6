"""The routes of articles hang here."""

from flask import Blueprint

blueprint = Blueprint("articles", __name__)
