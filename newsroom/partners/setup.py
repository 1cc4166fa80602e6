"""A partner's own page: what to paste, how it looks, which reasons there are to choose what."""

from flask import render_template

from newsroom.headers import frames_our_own
from newsroom.partners import snippets
from newsroom.partners.blueprint import blueprint
from newsroom.partners.showing import asked


@blueprint.get("/partners/<key>")
def setup(key: str) -> str:
    """For whoever has the key: it opens nothing that the widget does not show."""
    showing = asked(key)
    frames_our_own()
    return render_template(
        "partners/setup.html",
        showing=showing,
        frame=snippets.frame(showing),
        script=snippets.script(showing),
        listener=snippets.listener(),
        pinned=snippets.script(showing, is_pinned=True),
        addresses=snippets.addresses(showing),
    )
