"""The routes of partners hang here."""

from flask import Blueprint

blueprint = Blueprint("partners", __name__)
