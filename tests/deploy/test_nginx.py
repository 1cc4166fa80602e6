"""Two processes on one SQLite behind nginx alone, as on one small server."""

import socket
from functools import partial

import pytest
import requests
from sqlalchemy import select

from newsroom.articles.models import Article, Revision
from newsroom.database import db
from tests import programs
from tests.deploy.load import Readers, Writer, at_work, tries, until_more
from tests.deploy.place import Place
from tests.deploy.slow import BODY, HEAD, clients
from tests.deploy.waiting import seconds_until
from tests.mirror.conftest import Mirrored

pytestmark = programs.needs("nginx")
SENTENCE = "Редакція не відповідає"
TAKE_DOWN = "Зняти з публікації"
SLOW = 300  # connections
PRIVATE_ENDINGS = ("/x.css", ";x.js", "%2f..%2fx.png", "/x.css?a=1", "//x.js", "/..;/x.ico")


@pytest.fixture(scope="module")
def place(folder, on_sqlite):
    settings = {"PUBLIC_SECONDS": 1, "STALE_SECONDS": 3600}
    with Place(folder, on_sqlite, **settings) as place:
        place.first = place.live("Перша новина")
        place.apps = place.servers()
        place.edge = place.nginx(place.apps)
        yield place


@pytest.fixture
def apps(place):
    for app in place.apps:
        if app.is_over():
            app.start()
    seconds_until(lambda: reaches_both(place))
    return place.apps


def reaches_both(place):
    return all(requests.get(f"{place.edge.url}/healthz", timeout=60).ok for _ in range(6))


@pytest.fixture
def read(place):
    with requests.Session() as session:
        yield lambda path, **how: session.get(place.edge.url + path, timeout=60, **how)


def again(place, **settings):
    for app in place.apps:
        app.stop()
        app.settings |= settings
        app.start()
    seconds_until(lambda: reaches_both(place))


def kill(apps):
    for app in apps:
        app.kill()


def test_while_nobody_answers_readers_have_what_is_old(apps, read):
    assert read("/").status_code == read("/feed.rss").status_code == 200
    kill(apps)
    for _ in range(3):
        answer = read("/")
        assert (answer.status_code, "Перша новина" in answer.text) == (200, True)
        assert answer.headers["Cache-Control"] == "public, max-age=0"
    assert "Перша новина" in read("/feed.rss").text
    for refused in (read("/feed.json"), read("/desk/"), read("/sign-in")):
        assert refused.status_code == 503 and SENTENCE in refused.text
        assert refused.headers["Cache-Control"] == "no-store" and refused.headers["Retry-After"]


def test_what_nobody_has_asked_for_is_shown_from_the_mirror_where_there_is_one(apps, place, read):
    story, gone, draft = (place.live("Її ніхто не читав"), place.live("Б"), place.draft("Таємна"))
    db.session.get(Article, gone.id).take_down("неправда")
    mirror = Mirrored(place.app, place.folder / "mirror")
    mirror.pass_through()
    db.session.commit()
    edge = place.nginx(apps, "192.0.2.2/32", mirror.root)
    ask = partial(requests.request, timeout=60, allow_redirects=False)
    kill(apps)
    answer = ask("GET", edge.url + story.page)
    assert (answer.status_code, "Її ніхто не читав" in answer.text) == (200, True)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Security-Policy"]
    assert ask("GET", edge.url + gone.page).status_code == 410
    unknown = [("GET", f"{draft.desk}"), ("GET", "/sign-in"), ("GET", "/preview/Mg.secret")]
    unknown += [("GET", "/nothing"), ("POST", story.page), ("POST", "/widget/a1/count")]
    unknown += [("GET", "/healthz")]
    for method, path in unknown:
        refused = ask(method, edge.url + path)
        assert (refused.status_code, SENTENCE in refused.text) == (503, True), path
    assert ask("GET", place.edge.url + story.page).status_code == 503  # it has no mirror
    for_a_cache = place.nginx(apps, "127.0.0.1/32", mirror.root)
    assert ask("GET", for_a_cache.url + story.page).status_code == 503  # that has copies of its own


def test_what_was_taken_down_does_not_come_back_with_an_outage(apps, place, read):
    story = place.live("Сусід украв човен")
    paths = ("/", story.page, "/recent")
    seconds_until(lambda: all("Сусід" in read(path).text for path in paths))
    editor = place.editor(place.edge.url)
    assert editor.press(editor.read(story.desk), TAKE_DOWN, reason="неправда").ok
    seconds_until(lambda: not any("Сусід" in read(path).text for path in paths))
    kill(apps)
    for path in paths * 2:
        assert "Сусід" not in read(path).text, path


def test_what_is_old_is_shown_for_a_bounded_time(apps, place, read):
    again(place, STALE_SECONDS=2)
    assert read("/corrections").ok
    kill(apps)
    seconds_until(lambda: read("/corrections").status_code == 503)


def test_without_the_setting_nothing_old_is_shown(apps, place, read):
    again(place, STALE_SECONDS=0)
    assert read("/archive/2026-11-24").status_code in {200, 404}
    kill(apps)
    seconds_until(lambda: read("/archive/2026-11-24").status_code == 503)
    for app in apps:
        app.settings["STALE_SECONDS"] = 3600


@pytest.mark.parametrize("said", [HEAD, BODY], ids=["heads", "bodies"])
def test_slow_clients_keep_neither_readers_nor_editors_out(apps, place, read, said):
    with clients(place.edge.port, SLOW, said):
        for path in ("/", place.first.page, "/recent") * 5:
            assert read(path).status_code == 200
        place.editor(place.edge.url).read("/desk/")


def test_without_nginx_they_would_keep_editors_out(apps, place):
    """So few bodies are enough, as half of those on their way may be of strangers."""
    port = apps[0].port
    with clients(port, SLOW // 10, BODY):
        fields = {"email": "a@example.org", "password": "b"}
        answers = []
        seconds_until(lambda: answers.append(_sent(apps[0].url, fields)) or answers[-1] != 400)
        assert answers[-1] in {503, None}


def _sent(url, fields):
    try:
        return requests.post(f"{url}/sign-in", data=fields, timeout=3).status_code
    except requests.RequestException:
        return None


def test_nothing_of_the_staff_is_kept(apps, place, read):
    editor = place.editor(place.edge.url)
    draft = place.draft("Таємна чернетка").desk
    for ending in ("", *PRIVATE_ENDINGS):
        for start in (draft, "/desk"):
            editor.get(start + ending, allow_redirects=False)
            answer = read(start + ending, allow_redirects=False)
            assert "Таємна" not in answer.text and "Set-Cookie" not in answer.headers
    assert "Таємна" in editor.get(draft).text


def test_readers_learn_nothing_of_what_is_inside(apps, read):
    for path in ("/", "/", "/recent", "/nothing"):
        headers = read(path).headers
        assert not {"Surrogate-Key", "Set-Cookie"} & set(headers)
        assert headers["Cache-Control"] == "public, max-age=0"


def test_the_log_has_no_link_to_a_preview(apps, place, read):
    read("/preview/Mg.secret")
    log = place.edge.folder / "asked.log"
    seconds_until(lambda: " /preview/... " in log.read_text())
    assert "secret" not in log.read_text()


def test_another_host_in_the_question_leads_nobody_astray(apps, place, read):
    asked = b"GET //news//x HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
    with socket.create_connection(("127.0.0.1", place.edge.port), 30) as connection:
        connection.sendall(asked)
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert b"evil" not in answer


def test_staff_see_at_once_what_they_publish(apps, place, read):
    editor = place.editor(place.edge.url)
    read("/")
    place.live("Найсвіжіша новина")
    seconds_until(lambda: "Найсвіжіша" in editor.get("/").text)
    assert "Найсвіжіша" in read("/").text  # and freshen what readers get


def test_a_body_that_is_too_large_goes_no_further(apps, place):
    size = {"Content-Length": str(5 * 1024 * 1024)}
    answer = requests.post(f"{place.edge.url}/widget/a/count", headers=size, data=b"", timeout=60)
    assert answer.status_code == 413


def test_one_address_may_try_to_sign_in_so_often(apps, place):
    given = tries(place.edge.url, "127.0.0.99")
    refused = [answer for answer in given if answer.status_code == 429]
    assert refused and "Забагато запитів" in refused[0].text
    assert requests.get(f"{place.edge.url}/sign-in", timeout=60).ok


def test_it_speaks_tls_and_leads_there(apps, place):
    authority = str(place.edge.folder / "authority.pem")
    secure = f"https://127.0.0.1:{place.edge.tls_port}/"
    assert "Перша новина" in requests.get(secure, verify=authority, timeout=60).text
    plain = requests.get(place.edge.plain_url, allow_redirects=False, timeout=60)
    assert (plain.status_code, plain.headers["Location"]) == (301, "https://127.0.0.1/")


def test_a_process_that_dies_fails_no_reader(apps, place):
    readers = Readers(place.edge.url, ["/", "/recent", place.first.page, "/nothing?"])
    with at_work(readers.work, readers.work):
        until_more(readers.answers.total, 50)
        apps[1].kill()
        until_more(readers.answers.total, 150)
        apps[1].start()
        until_more(readers.answers.total, 50)
    assert set(readers.answers) == {"200", "404"}


def test_one_process_after_the_other_begins_anew_and_nobody_notices(apps, place):
    """As an upgrade does it. A page from before it asks for files of the former version."""
    former = "/static/0123456789ab/css/widget.css"
    readers = Readers(place.edge.url, ["/", former, "/recent"])
    editor, story = place.editor(place.edge.url), place.draft("Міст відкрили")
    writer = Writer(editor, story.id)
    with at_work(readers.work, writer.work):
        for app in apps * 2:
            until_more(lambda: len(writer.saved), 2)
            app.stop()
            until_more(readers.answers.total, 20)
            app.start()
    assert set(readers.answers) == {"200"}
    bodies = db.session.scalars(select(Revision.body).where(Revision.article_id == story.id)).all()
    db.session.rollback()
    assert writer.saved and {f"<p>{text}</p>" for text in writer.saved} <= set(bodies)
