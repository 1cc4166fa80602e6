"""The routes of photos hang here; the library's pages are elsewhere."""

from flask import Blueprint

blueprint = Blueprint("photos", __name__)
