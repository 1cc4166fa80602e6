"""The routes of staff hang here."""

from flask import Blueprint

blueprint = Blueprint("staff", __name__)
