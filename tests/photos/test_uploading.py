"""Uploading from the desk: answered at once, the same file once, and every refusal in words."""

import json
from io import BytesIO

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from newsroom.database import db
from newsroom.outbox import running
from newsroom.outbox.models import Job
from newsroom.photos import FILES_AT_ONCE, intake
from newsroom.photos.models import Photo
from newsroom.photos.stores import Folder, store
from tests import factories
from tests.client import FROM_OUR_OWN_PAGE
from tests.photos import pictures

JSON = {**FROM_OUR_OWN_PAGE, "Accept": "application/json"}
SCRIPT = {**JSON, "HX-Request": "true"}
MEGABYTE = 1024 * 1024


@pytest.fixture
def send(reporter):
    """``send(bytes, …)``: what the desk answers a script that uploads these files."""
    token = reporter.read("/desk/account").select_one("[name=csrf_token]")["value"]

    def post(*contents, headers=JSON, token=token, path="/desk/photos"):
        files = [(f"{n}.jpg", each) for n, each in enumerate(contents)]
        return reporter.post(path, **multipart(token, "photo", files), headers=headers)

    return post


def multipart(token, field, files):
    """As a browser sends it; the test client leaves a file open when it puts much together."""
    parts = [('name="csrf_token"', token.encode())]
    parts += [(f'name="{field}"; filename="{name}"', content) for name, content in files]
    sent = [
        f"--limit\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + content + b"\r\n"
        for head, content in parts
    ]
    return {
        "data": b"".join(sent) + b"--limit--\r\n",
        "content_type": "multipart/form-data; boundary=limit",
    }


def number(of=Photo):
    return db.session.scalar(select(func.count()).select_from(of))


def test_a_script_is_told_at_once_and_asks_until_it_is_ready(app, reporter, send):
    answer = send(pictures.jpeg())
    assert answer.status_code == 200
    [told] = answer.json["photos"]
    assert (told["status"], told["is_new"], told["file"]) == ("waiting", True, "0.jpg")
    assert told["is_being_made"]
    assert db.session.scalar(select(Photo)).uploaded_by_id == reporter.person.id
    db.session.commit()
    running.run_due(app)
    told = reporter.get(f"/desk/photos/{told['name']}/status").json
    assert (told["status"], told["width"], told["height"]) == ("ready", 400, 300)
    assert reporter.get(told["thumbnail"]).status_code == 200


def test_the_same_file_is_the_same_photo(app, send):
    first, again = send(pictures.jpeg()), send(pictures.jpeg())
    assert not again.json["photos"][0]["is_new"]
    assert again.json["photos"][0]["name"] == first.json["photos"][0]["name"]
    assert (number(), number(Job)) == (1, 1)
    assert len(list(store().under("incoming"))) >= 1


@pytest.mark.one_database
def test_several_come_at_once_and_what_is_refused_leaves_the_others(send):
    answer = send(pictures.jpeg((50, 40)), b"", pictures.jpeg((60, 40)))
    assert answer.status_code == 200
    assert [told["file"] for told in answer.json["photos"]] == ["0.jpg", "2.jpg"]
    assert answer.json["refused"] == [
        {
            "file": "1.jpg",
            "code": 422,
            "error": "Цей файл порожній. Виберіть його ще раз або збережіть наново.",
        }
    ]


@pytest.mark.one_database
def test_without_scripts_the_library_says_what_became_of_them(reporter, send):
    answer = send(pictures.jpeg(), b"", headers=FROM_OUR_OWN_PAGE)
    assert (answer.status_code, answer.location) == (303, "/desk/photos")
    page = reporter.read("/desk/articles").text
    assert "Прийнято: 0.jpg." in page
    assert "1.jpg: Цей файл порожній." in page


@pytest.mark.one_database
@pytest.mark.settings(PHOTO_MEGABYTES=1)
def test_what_is_too_large_is_refused_in_words(send):
    answer = send(bytes(MEGABYTE + 1))
    assert answer.status_code == 413
    assert answer.json["refused"][0]["error"].startswith("Цей файл більший за 1 МБ.")
    assert number() == 0


@pytest.mark.one_database
@pytest.mark.settings(PHOTO_MEGABYTES=5)
def test_what_is_far_too_large_is_not_even_read(send):
    too_much = [bytes(5 * MEGABYTE)] * FILES_AT_ONCE
    for headers in (JSON, FROM_OUR_OWN_PAGE):
        for path in ("/desk/photos", "/desk/photos/aaaaaaaaaaaaaaaa/replace"):
            answer = send(*too_much, headers=headers, path=path)
            assert answer.status_code == 413
            said = answer.json["error"] if headers is JSON else answer.soup.main.text
            assert "Цей файл більший за 5 МБ." in said
    assert number() == 0


@pytest.mark.one_database
def test_only_an_upload_may_be_larger_than_any_text(app, reporter):
    longest = app.config["MAX_CONTENT_LENGTH"]
    for path, code in (("/desk/photos", 400), ("/desk/articles", 413)):
        sent = BytesIO(bytes(longest + 1))
        kind = "application/octet-stream"
        given = {"content_type": kind, "content_length": longest + 1}
        answer = reporter.post(path, input_stream=sent, **given)
        assert answer.status_code == code, path


@pytest.mark.one_database
def test_a_stranger_uploads_nothing(client, send):
    sent = {"photo": (BytesIO(pictures.jpeg()), "a.jpg")}
    assert client.post("/desk/photos", data=sent, headers=JSON).status_code in {400, 401}
    answer = send(pictures.jpeg(), token="wrong")
    assert answer.status_code == 400
    assert answer.json["error"]
    assert number() == 0


@pytest.mark.one_database
def test_a_pages_old_token_is_renewed(reporter, send):
    answer = send(pictures.jpeg(), token="old", headers=SCRIPT)
    assert answer.status_code == 401
    renewed = json.loads(answer.headers["HX-Trigger"])["session-renewed"]
    assert send(pictures.jpeg(), token=renewed["token"], headers=SCRIPT).json["photos"]


@pytest.mark.one_database
@pytest.mark.parametrize("size", [1, 4], ids=["small", "more-than-strangers-may-send"])
def test_whose_cookie_is_gone_is_asked_to_sign_in(client, size):
    sent = multipart("old", "photo", [("a.jpg", bytes(size * MEGABYTE))])
    answer = client.post("/desk/photos", **sent, headers=SCRIPT)
    assert (answer.status_code, bool(answer.soup.select("#sign-in-again"))) == (401, True)
    answer = client.post("/desk/photos", **sent, headers=FROM_OUR_OWN_PAGE)
    assert (answer.status_code == 401) or "/sign-in" in answer.location


@pytest.mark.one_database
def test_nothing_chosen_is_said(send):
    answer = send()
    assert answer.status_code == 422
    assert answer.json["refused"][0]["error"] == "Виберіть фото, яке хочете завантажити."


@pytest.mark.one_database
def test_a_full_disk_leaves_neither_row_nor_file(send, monkeypatch, tmp_path, app):
    app.extensions["photos-store"] = Folder(tmp_path / "photos")
    monkeypatch.setattr("newsroom.photos.stores.os.fsync", _no_room)
    answer = send(pictures.jpeg())
    assert answer.status_code == 507
    assert answer.json["refused"][0]["error"].startswith("Для фото зараз немає місця.")
    assert (number(), number(Job)) == (0, 0)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.one_database
def test_what_no_row_names_is_not_kept(app, tmp_path, monkeypatch):
    app.extensions["photos-store"] = Folder(tmp_path / "photos")
    photo = factories.photo()
    monkeypatch.setattr(db.session, "commit", _away)
    for take in (intake.take_in, intake.replace):
        with pytest.raises(OperationalError):
            take(*((BytesIO(b"a"), None) if take is intake.take_in else (photo, BytesIO(b"a"))))
        assert not list(store().under("incoming"))


@pytest.mark.one_database
def test_a_file_that_came_meanwhile_is_not_taken_twice(app, monkeypatch):
    photo = factories.photo(status="refused", refused_why="svg")
    intake.take_in(BytesIO(b"a"), None)
    uploads = len(list(store().under("incoming")))
    monkeypatch.setattr(intake, "_of", lambda _upload: None)
    with pytest.raises(intake.NotTaken, match="уже є у фототеці"):
        intake.replace(photo, BytesIO(b"a"))
    assert len(list(store().under("incoming"))) == uploads


def _away():
    raise OperationalError("commit", {}, Exception("the database is away"))


def _no_room(_descriptor):
    raise OSError(28, "No space left on device")


@pytest.mark.one_database
def test_a_photo_that_was_refused_gets_another_chance(app, send, monkeypatch):
    name = send(b"<svg/>").json["photos"][0]["name"]
    running.run_due(app)
    photo = db.session.scalar(select(Photo))
    assert (photo.status, photo.refused_why) == ("refused", "svg")
    again = send(b"<svg/>").json["photos"][0]
    assert (again["name"], again["status"], again["why"]) == (name, "waiting", "")
