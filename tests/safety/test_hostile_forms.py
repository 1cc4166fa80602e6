"""Forms that no page of ours has: an answer in words, and the text in them is kept."""

import pytest
from sqlalchemy import select

from newsroom.articles.models import Revision
from newsroom.database import db
from tests import factories

FORMS = [
    ("application/x-www-form-urlencoded", b"%"),
    ("application/x-www-form-urlencoded", b"headline=%ff%fe%00&body=\xff\xfe"),
    ("application/x-www-form-urlencoded", b"headline=x&" * 2000),
    ("multipart/form-data", b"x"),
    ("multipart/form-data; boundary=", b"x"),
    ("multipart/form-data; boundary=x", b"--x\r\n\r\n--x--"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\nx\r\n--x--"),
    (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="body"; filename="../x"\r\n\r\nx\r\n--x--',
    ),
    (
        "multipart/form-data; boundary=x",
        b"".join(
            b'--x\r\nContent-Disposition: form-data; name="a%d"\r\n\r\nx\r\n' % number
            for number in range(1500)
        )
        + b"--x--",
    ),
    ("application/json", b'{"headline": "x"'),
    ("application/json", b"[" * 100_000),
    ("text/plain; charset=nonsense", b"\xff"),
    ("", b"\x00"),
]


@pytest.mark.one_database
@pytest.mark.parametrize(("kind", "body"), FORMS, ids=range(len(FORMS)))
def test_a_form_that_is_none_is_answered_in_words(app, client, kind, body):
    factories.sign_in(client, factories.staff("chief"))
    for url in ("/desk/articles", "/sign-in", "/sign-in/again", "/"):
        answer = client.post(url, data=body, content_type=kind)
        assert answer.status_code in {400, 405, 413}, url
        assert len(answer.data) < 30_000, url  # nobody makes us say much by saying little


BROKEN_FIELDS = {
    "base": ["", "x", "-1", "²", "9" * 5000, "١"],
    "save_id": ["", "x", "0" * 36, "\x00", "9" * 5000],
    "category": ["", "x", "-1", str(2**63), "9" * 5000],
    "going_out": ["", "x"],
    "publish_date": ["x", "0000-00-00", "9999-12-31", "2026-02-30", "9" * 5000],
    "publish_time": ["x", "25:00", "00:00:60", "9" * 5000],
    "fold": ["x", "2", "9" * 5000],
}


def by_hand(page):
    """What the page for choosing holds of the person's own text."""
    return [field.get("value") or field.text.strip() for field in page.select("[name^=hand-]")]


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in BROKEN_FIELDS.items() for value in values]
)
def test_a_field_that_no_form_offers_never_loses_the_text(client, name, value):
    factories.sign_in(client, factories.staff("chief"))
    token = client.read("/desk/account").select_one("[name=csrf_token]")["value"]
    form = {
        "csrf_token": token,
        "headline": "Міст відкрили",
        "body": "Рух відновлено.",
        "going_out": "schedule",
        "publish_date": "2099-01-01",
        "publish_time": "12:00",
    }
    saving = f"/desk/articles/{factories.draft().id}/revisions"
    for url in ("/desk/articles", "/desk/articles/publication", saving):
        answer = client.post(url, data=form | {name: value})
        assert answer.status_code in {303, 409, 422}, url
        if answer.status_code == 303:
            newest = db.session.scalars(select(Revision).order_by(Revision.id.desc())).first()
            assert (newest.headline, newest.body) == ("Міст відкрили", "<p>Рух відновлено.</p>")
        else:
            page = answer.soup
            assert page.select_one("textarea[name=headline]").text.strip() == "Міст відкрили"
            assert page.select_one("textarea[name=body]").text.strip() == "Рух відновлено."
