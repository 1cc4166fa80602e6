"""A form changes what it shows, whatever else is posted with it."""

import pytest
from sqlalchemy import Boolean, Integer, inspect, select

from newsroom.articles.models import Article, Revision
from newsroom.database import UtcDateTime, db
from newsroom.staff.models import Staff
from tests import factories
from tests.pressing import find_button, submission

FORM_FIELDS = {
    "headline",
    "lede",
    "body",
    "byline",
    "tags",
    "source_name",
    "source_url",
    "photo_credit",
    "note",
    "save_id",
}
# Values that a column would take, if one let them through.
VALUES = {Integer: "1", Boolean: "1", UtcDateTime: "2020-01-01T00:00:00+00:00"}


def extras(*models):
    """Every column of the models, and the names by which forms of other pages set things."""
    columns = [column for model in models for column in inspect(model).columns]
    sent = {column.key: VALUES.get(type(column.type), "pidkynute") for column in columns}
    more = {"article_id": "1", "by": "1", "now": "x", "at": "x", "state": "live", "live": "1"}
    return {name: value for name, value in (sent | more).items() if name not in FORM_FIELDS}


def state(row, *but):
    """The columns of a row, without those that a save is there to change."""
    db.session.expire_all()
    return {c.key: getattr(row, c.key) for c in inspect(type(row)).columns if c.key not in but}


@pytest.fixture
def reporter(app):
    return factories.staff("reporter")


@pytest.fixture
def own(client, reporter):
    return factories.sign_in(client, reporter)


def form_of(client, url, **typed):
    """What pressing the button would send."""
    return dict(submission(find_button(client.read(url), "Зберегти"), typed).fields)


def test_a_save_keeps_no_column_that_the_form_does_not_show(own, reporter):
    article = factories.draft(reporter)
    other = factories.live()
    changing = (
        "working_revision_id",
        "saved_at",
        "headline",
        "excerpt",
        "slug",
        "find_text",
        "byline",
        "revision_count",
    )
    before, untouched = state(article, *changing), state(other)
    url = f"/desk/articles/{article.id}"
    sent = extras(Article, Revision, Staff) | form_of(own, url, headline="Чесний заголовок")
    answer = own.post(f"{url}/revisions", data=sent)
    assert answer.status_code == 303
    assert state(article, *changing) == before
    assert state(other) == untouched
    assert article.working.author_id == reporter.id
    assert article.working.number == 2
    assert article.slug == "chesnyi-zaholovok"


def test_a_new_article_is_a_draft_of_who_wrote_it(own, reporter):
    chief = factories.staff("chief")
    sent = extras(Article, Revision) | {"created_by_id": str(chief.id), "author_id": str(chief.id)}
    sent |= form_of(own, "/desk/articles/new", headline="Нове")
    answer = own.post("/desk/articles", data=sent)
    article = db.session.get(Article, int(answer.location.rpartition("/")[2]))
    assert article.created_by_id == article.working.author_id == reporter.id
    assert article.state == "draft"
    assert article.publish_at is None
    assert article.slug == "nove"


def test_a_save_that_names_a_publication_publishes_nothing(own, reporter):
    article = factories.draft(reporter)
    sent = form_of(own, f"/desk/articles/{article.id}") | {"going_out": "now", "publish": "1"}
    own.post(f"/desk/articles/{article.id}/revisions", data=sent)
    assert article.state == "draft"


def test_an_account_gives_nobody_another_role(own, reporter):
    token = own.read("/desk/account").select_one("[name=csrf_token]")["value"]
    before = state(reporter, "language")
    sent = extras(Staff) | {"role": "chief", "language": "en", "csrf_token": token}
    assert own.post("/desk/account/language", data=sent).status_code == 303
    assert state(reporter, "language") == before
    assert reporter.language == "en"


def test_a_category_keeps_its_address_and_place_when_it_is_renamed(client):
    factories.sign_in(client, factories.staff())
    category = factories.category("Громада")
    before = state(category, "name")
    token = client.read("/desk/account").select_one("[name=csrf_token]")["value"]
    sent = extras(type(category)) | {"name": "Місто", "csrf_token": token}
    assert client.post(f"/desk/categories/{category.id}", data=sent).status_code == 303
    assert state(category, "name") == before
    assert category.name == "Місто"


def test_a_field_sent_twice_is_taken_once(own, reporter):
    form = form_of(own, "/desk/articles/new")
    form["headline"] = ["Перший", "Другий"]
    assert own.post("/desk/articles", data=form).status_code == 303
    assert db.session.scalars(select(Revision.headline)).one() in {"Перший", "Другий"}
