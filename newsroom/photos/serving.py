"""Photos for browsers: immutable, from our own list of files, and harmless whatever is in them.

No session and no database is read: what has a name was made by us, and nobody guesses the name.
"""

from flask import Response, abort, current_app, request

from newsroom.headers import has_policy
from newsroom.photos.addresses import FILE, NAME, TYPES, key
from newsroom.photos.blueprint import blueprint
from newsroom.photos.stores import store

FOR_EVER = "public, max-age=31536000, immutable"
POLICY = "default-src 'none'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


@blueprint.get("/photos/<name>/<int:version>/<filename>")
def file(name: str, version: int, filename: str) -> Response:
    if not NAME.fullmatch(name) or not FILE.fullmatch(filename):
        abort(404)
    try:
        content = store().read(key(name, version, filename))
    except FileNotFoundError:
        abort(404)
    except OSError as problem:
        current_app.logger.warning("photos: the store does not answer: %s", problem)
        abort(503)
    response = Response(content, mimetype=TYPES[filename.rpartition(".")[2]])
    headers = response.headers
    headers["Cache-Control"] = FOR_EVER
    headers["Content-Disposition"] = f'inline; filename="{name}-{version}-{filename}"'
    headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # partners and cards show them
    has_policy(POLICY)
    response.set_etag(f"{name}-{version}-{filename}")
    response.make_conditional(request)
    return response
