"""The test client presses what a person could press, and sends what a browser would send."""

from io import BytesIO

import pytest
from flask import redirect, request
from sqlalchemy import delete

from tests.small_app import Word, db, page, serve, small_app


@pytest.fixture
def app():
    with small_app() as app:
        yield app


def test_a_test_sees_what_a_request_changed(app):
    word = Word(text="before")
    db.session.add(word)

    def change():
        db.session.get(Word, 1).text = "after"
        db.session.commit()
        return "", 204

    serve(app, change, method="POST").post("/")
    assert word.text == "after"


def test_a_request_shares_nothing_with_the_test_but_the_database(app):
    word = Word(text="kept")
    db.session.add(word)

    def drop():
        assert word not in db.session
        db.session.execute(delete(Word))
        db.session.rollback()
        return "", 204

    serve(app, drop, method="POST").post("/")
    assert word.text == "kept"


FORM = page("""
<form action="/articles?kind=news" method="post" id="article">
  <input type="hidden" name="csrf_token" value="token">
  <label for="headline">Headline</label><input id="headline" name="headline" value="Old">
  <textarea name="body">
First
second</textarea>
  <input name="locked" value="as it was" readonly>
  <input name="gone" value="gone" disabled>
  <fieldset disabled><input name="gone" value="gone"></fieldset>
  <select name="category"><option value="1">Politics</option><option value="2">War</option></select>
  <select name="tags" multiple><option selected>a</option><option>b</option></select>
  <label><input type="radio" name="when" value="now" checked> Now</label>
  <label><input type="radio" name="when" value="later"> Later</label>
  <label><input type="checkbox" name="urgent"> Urgent</label>
  <button name="go" value="save">Save</button>
  <button name="go" value="publish" formaction="/publication">
    <span aria-hidden="true">✓</span> Publish
  </button>
  <button type="button">Preview</button>
  <button disabled>Delete</button>
</form>
<input name="note" form="article" value="">
<button form="article" aria-label="Save once more">⟳</button>
<form method="get" action="/search"><input name="q"><button>Find</button></form>
<form method="post" action="/photos" enctype="multipart/form-data">
  <input type="file" name="photo"><button>Upload</button>
</form>
<div id="panel"></div>
<form method="post" action="/full" hx-post="/part" hx-target="#panel"><button>Add</button></form>
<form method="post"><button>Twice</button></form>
<form method="post" id="second"><button>Twice</button></form>
""")


@pytest.fixture
def echo(app):
    """A client whose server shows FORM at /form and answers all else with what it was sent."""

    def answer(path: str):
        return {
            "path": request.full_path.rstrip("?"),
            "fields": [list(field) for field in request.values.items(multi=True)],
            "files": {name: file.read().decode() for name, file in request.files.items()},
            "headers": dict(request.headers),
        }

    app.add_url_rule("/form", view_func=lambda: FORM, endpoint="form")
    app.add_url_rule("/<path:path>", view_func=answer, endpoint="echo", methods=["GET", "POST"])
    return app.test_client()


def test_a_button_sends_what_stands_in_its_form(echo):
    sent = echo.press(echo.read("/form"), "Save").json
    assert sent["path"] == "/articles?kind=news"
    assert sent["fields"] == [
        ["kind", "news"],
        ["csrf_token", "token"],
        ["headline", "Old"],
        ["body", "First\r\nsecond"],
        ["locked", "as it was"],
        ["category", "1"],
        ["tags", "a"],
        ["when", "now"],
        ["go", "save"],
        ["note", ""],
    ]
    assert sent["headers"]["Sec-Fetch-Site"] == "same-origin"


def test_typed_text_and_choices_replace_what_stood_there(echo):
    typed = {
        "headline": "New",
        "category": "War",
        "tags": ["a", "b"],
        "when": "Later",
        "urgent": True,
    }
    sent = echo.press(echo.read("/form"), "Publish", note="Why", **typed).json
    assert sent["path"] == "/publication"
    assert [
        field for field in sent["fields"] if field[0] not in {"csrf_token", "body", "locked"}
    ] == [
        ["headline", "New"],
        ["category", "2"],
        ["tags", "a"],
        ["tags", "b"],
        ["when", "later"],
        ["urgent", "on"],
        ["go", "publish"],
        ["note", "Why"],
    ]


def test_a_button_outside_its_form_is_pressed_by_its_label(echo):
    assert ["headline", "Old"] in echo.press(echo.read("/form"), "Save once more").json["fields"]


def test_a_form_that_asks_puts_its_fields_into_the_address(echo):
    assert echo.press(echo.read("/form"), "Find", q="Плесо").json["fields"] == [["q", "Плесо"]]


def test_a_form_uploads_a_file(echo):
    sent = echo.press(echo.read("/form"), "Upload", photo=(BytesIO(b"bytes"), "a.jpg")).json
    assert sent["files"] == {"photo": "bytes"}


def test_htmx_sends_the_form_to_its_own_address(echo):
    sent = echo.press(echo.read("/form"), "Add", htmx=True).json
    assert sent["path"] == "/part"
    assert sent["headers"]["Hx-Request"] == "true"
    assert sent["headers"]["Hx-Target"] == "div#panel"
    assert sent["headers"]["Hx-Current-Url"] == "http://localhost/form"


def test_without_htmx_the_same_button_sends_the_plain_form(echo):
    assert echo.press(echo.read("/form"), "Add").json["path"] == "/full"


@pytest.mark.parametrize("name", ["Erase", "Delete", "Twice", "Preview"])
def test_a_button_that_nobody_could_press_is_refused(echo, name):
    with pytest.raises(LookupError, match=name):
        echo.press(echo.read("/form"), name)


@pytest.mark.parametrize("name", ["nothing", "csrf_token", "locked", "gone"])
def test_a_field_that_nobody_could_type_into_is_refused(echo, name):
    with pytest.raises(LookupError, match=name):
        echo.press(echo.read("/form"), "Save", **{name: "typed"})


def test_a_choice_that_is_not_offered_is_refused(echo):
    with pytest.raises(LookupError, match="Sport"):
        echo.press(echo.read("/form"), "Save", category="Sport")


def test_htmx_is_refused_where_the_page_has_none(echo):
    with pytest.raises(LookupError, match="htmx"):
        echo.press(echo.read("/form"), "Save", htmx=True)


def test_a_part_of_the_page_tells_two_buttons_apart(echo):
    part = echo.read("/form").select_one("#second")
    assert echo.press(part, "Twice").request.path == "/form"


def test_a_redirect_is_followed_to_where_it_leads(app):
    app.add_url_rule(
        "/done", view_func=lambda: redirect("/", 303), endpoint="done", methods=["POST"]
    )
    client = serve(app, page('<form method="post" action="/done"><button>Go</button></form>'))
    assert client.press(client.read("/"), "Go").request.path == "/"
