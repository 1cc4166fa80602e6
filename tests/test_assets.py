"""Static files: addresses that change with their content, so that caches keep them for ever."""

import pytest

from newsroom import assets


@pytest.fixture
def url(app):
    def find(filename):
        with app.test_request_context():
            return assets.asset(filename)

    return find


@pytest.fixture
def files(tmp_path, monkeypatch):
    """A folder of static files; its edition is worked out anew each time."""
    monkeypatch.setattr(assets, "FOLDER", tmp_path)
    monkeypatch.setattr(assets, "static_edition", assets.static_edition.__wrapped__)
    (tmp_path / "css").mkdir()
    (tmp_path / "css/site.css").write_text("p { color: red }")
    return tmp_path


def test_a_file_is_kept_for_ever_under_the_address_of_today(client, url):
    answer = client.get(url("css/site.css"))
    assert answer.mimetype == "text/css"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_page_from_before_an_update_still_gets_its_files_but_keeps_them_briefly(client, url):
    old = url("css/site.css").replace(assets.static_edition(), "0123456789ab")
    answer = client.get(old)
    assert answer.status_code == 200
    assert "immutable" not in answer.headers["Cache-Control"]


@pytest.mark.parametrize("change", ["content", "name", "another"])
def test_the_address_changes_with_any_file(files, change):
    before = assets.static_edition()
    if change == "content":
        (files / "css/site.css").write_text("p { color: blue }")
    elif change == "name":
        (files / "css/site.css").rename(files / "css/page.css")
    else:
        (files / "icon.svg").write_text("<svg/>")
    assert assets.static_edition() != before


def test_the_address_stays_while_the_files_do(files):
    assert assets.static_edition() == assets.static_edition()


@pytest.mark.one_database
@pytest.mark.parametrize(
    "path",
    [
        "nothing.css",
        "",
        "css",
        "../app.py",
        "..%2fapp.py",
        "%2e%2e/app.py",
        "css/../../app.py",
        "/etc/hosts",
        "..\\app.py",
        "%00",
    ],
)
def test_nothing_outside_the_folder_is_served(client, path):
    answer = client.get(f"/static/{assets.static_edition()}/{path}")
    assert answer.status_code == 404
    assert "create_app" not in answer.text


@pytest.mark.one_database
def test_only_what_pages_ask_for_is_served(client, url):
    others = [
        path.relative_to(assets.FOLDER).as_posix()
        for path in assets.FOLDER.rglob("*")
        if path.is_file() and path.suffix not in {".css", ".js", ".png", ".svg", ".ico", ".woff2"}
    ]
    assert {"js/editor/.npmrc", "js/editor/package-lock.json"} <= set(others)
    for path in others:
        assert client.get(url(path)).status_code == 404, path


def test_every_file_that_a_page_names_is_there(client):
    for page in ("/", "/sign-in"):
        soup = client.read(page)
        named = [tag.get("href") or tag.get("src") for tag in soup.select("link, script")]
        local = [address for address in named if (address or "").startswith("/static/")]
        assert len(local) > 5
        for address in local:
            assert client.get(address).status_code == 200, address


def test_modules_find_each_other_in_the_same_edition(client, url):
    """An edition is a folder: a relative import stays inside it."""
    assert url("js/polling.js").rpartition("/")[0] == url("js/words.js").rpartition("/")[0]


def test_a_file_seen_before_is_not_sent_again(client, url):
    answer = client.get(url("css/site.css"))
    again = client.get(url("css/site.css"), headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_our_scripts_come_without_their_comments(client, url):
    script, sheet = client.get(url("js/polling.js")).text, client.get(url("css/site.css")).text
    assert "class Polling" in script
    assert "https://" not in script
    assert not [line for line in script.splitlines() if line.strip().startswith("//")]
    assert "/* What every" in sheet
    vendored = client.get(url("vendor/htmx@4.0.1/htmx.min.js"))
    assert vendored.data == (assets.FOLDER / "vendor/htmx@4.0.1/htmx.min.js").read_bytes()


def test_no_script_has_a_string_that_looks_like_a_comment():
    """A line of a template literal would be left out too."""
    for path in set((assets.FOLDER / "js").rglob("*.js")) - {*assets.FOLDER.glob("js/editor/*")}:
        is_inside = False
        for line in path.read_text().splitlines(keepends=True):
            if assets.COMMENT.fullmatch(line.encode()):
                assert not is_inside, f"{path}: {line}"
            elif line.count("`") % 2:
                is_inside = not is_inside
