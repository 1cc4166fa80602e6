"""The routes of partners hang here."""

from flask import Blueprint, request

from newsroom import surrogates

blueprint = Blueprint("partners", __name__)


@blueprint.before_request
def _tell_caches_whose_it_is() -> None:
    if key := (request.view_args or {}).get("key"):
        surrogates.shows(surrogates.of_partner(key))
