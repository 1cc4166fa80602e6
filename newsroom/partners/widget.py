"""The widget: our recent posts as a page that one partner's sites may frame."""

from flask import Response, make_response, render_template, request

from newsroom.headers import may_be_framed_by
from newsroom.kept import kept_for
from newsroom.partners.blueprint import blueprint
from newsroom.partners.showing import Showing, asked, kept_by_caches


@blueprint.get("/widget/<key>")
@kept_for("posts")
def widget(key: str) -> Response:
    showing = asked(key)
    return _for(showing, make_response(render_template("partners/widget.html", showing=showing)))


@blueprint.get("/widget/<key>/recent")
@kept_for("posts", "seen")
def recent(key: str) -> Response:
    showing = asked(key)
    if request.args.get("seen") == showing.edition:
        return _for(showing, Response(status=204))
    return _for(showing, Response(render_template("partners/_posts.html", showing=showing)))


def _for(showing: Showing, response: Response) -> Response:
    """Their sites may frame it, and our own pages, for the preview."""
    kept_by_caches(response)
    # WordPress's frame has no origin, and its script asks for what is new as «null».
    response.headers["Access-Control-Allow-Origin"] = "null"
    return may_be_framed_by(response, ["'self'", *(row.origin for row in showing.partner.origins)])
