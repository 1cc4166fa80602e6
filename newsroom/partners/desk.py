"""The desk's pages of partners: who shows our posts, how they look there, pause and revoke."""

from typing import Any

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from sqlalchemy import select

from newsroom.database import LARGEST_INTEGER, commit_or_again, db
from newsroom.headers import frames_our_own, may_be_framed_by
from newsroom.i18n import gettext as _
from newsroom.partners import numbers
from newsroom.partners.blueprint import blueprint
from newsroom.partners.forms import NewPartnerForm, PartnerForm
from newsroom.partners.ledger import ledger
from newsroom.partners.models import Partner, Status
from newsroom.partners.showing import shown_by
from newsroom.security import editors_only


@blueprint.get("/desk/partners")
@editors_only
def partners() -> str:
    return _list(NewPartnerForm(formdata=None))


@blueprint.post("/desk/partners")
@editors_only
def add() -> Any:
    form = NewPartnerForm()

    def work() -> Partner | None:
        if not form.validate():
            return None
        partner = Partner.named(form.name.data, form.typed_origins)
        db.session.add(partner)
        return partner

    partner = commit_or_again(work)
    if partner is None:
        return _list(form), 422
    flash(_("Added the partner “%(name)s”.", name=partner.name), "done")
    return redirect(url_for(".partner", partner_id=partner.id), 303)


@blueprint.get("/desk/partners/<int:partner_id>")
@editors_only
def partner(partner_id: int) -> str:
    found = _found(partner_id)
    return _page(found, PartnerForm.of(found))


@blueprint.post("/desk/partners/<int:partner_id>")
@editors_only
def change(partner_id: int) -> Any:
    found = _found(partner_id)
    form = PartnerForm(but=found)

    def work() -> bool:
        if is_good := form.validate():
            form.fill(found)
        return bool(is_good)

    if not commit_or_again(work):
        return _page(found, form), 422
    ledger().roster.forget()
    flash(_("Saved. Their pages show it within a minute."), "done")
    return redirect(url_for(".partner", partner_id=found.id), 303)


@blueprint.get("/desk/partners/<int:partner_id>/preview")
@editors_only
def preview(partner_id: int) -> Any:
    """The box as it would look with what stands in the form; nothing is kept."""
    found = _found(partner_id)
    form = PartnerForm(request.args, but=found, meta={"csrf": False})
    drawn = found
    if form.validate():  # on a partner that is never kept
        drawn = form.fill(Partner(key=found.key, status=found.status))
    answer = render_template("partners/widget.html", showing=shown_by(drawn))
    return may_be_framed_by(make_response(answer), ["'self'"])


@blueprint.post("/desk/partners/<int:partner_id>/status")
@editors_only
def set_status(partner_id: int) -> Any:
    found = _found(partner_id)
    try:
        found.status = Status(request.form.get("status", "")).value
    except ValueError:
        abort(400)
    db.session.commit()
    ledger().roster.forget()
    said = {
        Status.ACTIVE: _("“%(name)s” shows our posts again.", name=found.name),
        Status.PAUSED: _("Paused: their pages say that the list is resting.", name=found.name),
        Status.REVOKED: _("Revoked: their pages show a link to our site.", name=found.name),
    }
    flash(said[Status(found.status)], "done")
    return redirect(url_for(".partner", partner_id=found.id), 303)


def _found(partner_id: int) -> Partner:
    if partner_id > LARGEST_INTEGER:
        abort(404)
    return db.session.get(Partner, partner_id) or abort(404)


def _list(form: NewPartnerForm) -> str:
    query = select(Partner).order_by(Partner.name).options(*numbers.ALONE)
    everyone = list(db.session.scalars(query).unique())
    weeks = numbers.of_a_week(everyone)
    return render_template(
        "partners/partners.html", partners=everyone, weeks=weeks, form=form, nav="partners"
    )


def _page(partner: Partner, form: PartnerForm) -> str:
    frames_our_own()
    return render_template("partners/partner.html", partner=partner, form=form, nav="partners")
