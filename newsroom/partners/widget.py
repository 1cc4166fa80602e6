"""The widget: our recent posts as a page that one partner's sites may frame."""

from flask import Blueprint, Response, abort, make_response, render_template
from sqlalchemy import select

from newsroom.articles.recent import answer, panel
from newsroom.database import db
from newsroom.headers import may_be_framed_by
from newsroom.partners.models import Partner

blueprint = Blueprint("partners", __name__)


@blueprint.get("/widget/<key>")
def widget(key: str) -> Response:
    partner = _partner(key)
    page = render_template(
        "partners/widget.html", partner=partner, recent=panel(".recent", key=partner.key)
    )
    return _for(partner, make_response(page))


@blueprint.get("/widget/<key>/recent")
def recent(key: str) -> Response:
    partner = _partner(key)
    return _for(partner, answer(panel(".recent", key=partner.key), for_widget=True))


def _partner(key: str) -> Partner:
    found = db.session.execute(select(Partner).where(Partner.key == key))
    return found.unique().scalar_one_or_none() or abort(404)


def _for(partner: Partner, response: Response) -> Response:
    return may_be_framed_by(response, [row.origin for row in partner.origins])
