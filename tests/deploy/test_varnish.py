"""Two servers behind nginx and Varnish: what is published is seen, what is taken down is gone."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count

import pytest
import requests
from sqlalchemy import delete, select

from newsroom import clock
from newsroom.articles.models import Revision
from newsroom.database import db
from newsroom.outbox.models import Job
from tests import programs
from tests.articles.desk import PUBLISH
from tests.deploy.load import Readers, Writer, at_work, tries, until_more
from tests.deploy.place import KEY, Place
from tests.deploy.waiting import seconds_until

pytestmark = programs.needs("nginx", "varnishd", "gcc")
EVERY_CACHE = "127.0.0.0/8"
FOR_LONG = 3600  # seconds that Varnish may keep an answer: only a purge makes it another
TAKE_DOWN = "Зняти з публікації"
SENTENCE = "Редакція не відповідає"
PRIVATE_ENDINGS = (
    "/x.css",
    ";x.js",
    "%2f..%2fx.png",
    "/x.css?a=1",
    "%0ax.css",
    "//x.js",
    "/..;/x.ico",
)


@pytest.fixture(scope="module")
def place(folder, on_postgresql):
    settings = {"PUBLIC_SECONDS": FOR_LONG, "STALE_SECONDS": FOR_LONG, "TRUSTED_PROXIES": 2}
    with Place(folder, on_postgresql, **settings) as place:
        place.live("Перша новина")
        place.settings["CACHES"] = f"http://127.0.0.1:{place.varnish_port}"
        place.apps = place.servers()
        place.edge = place.nginx(place.apps, EVERY_CACHE)
        place.cache = place.varnish(place.edge.port)
        yield place


@pytest.fixture
def apps(place):
    """Both servers, which serve and have nothing more to say of what the last test has done."""
    for app in place.apps:
        if app.is_over():
            app.start()
    seconds_until(lambda: reaches_both(place))
    seconds_until(has_told_all, 150)
    return place.apps


def again(place, **settings):
    """Begin both servers anew, with these settings."""
    for app in place.apps:
        app.stop()
        app.settings |= settings
        app.start()
    seconds_until(lambda: reaches_both(place))


def reaches_both(place):
    """Whether neither nginx nor Varnish holds anything against them: they come in turns."""
    urls = (place.edge.url, place.cache.url)
    return all(requests.get(f"{url}/healthz", timeout=60).ok for url in urls * 4)


def has_told_all():
    """What is to be said again later is left out: only the test before would need it."""
    waiting = select(Job.id).where(Job.waiting(), Job.kind.in_(["article", "purge"]))
    found = db.session.scalars(waiting).all()
    later = (Job.kind == "purge", Job.run_at > clock.now(), Job.leased_until.is_(None))
    db.session.execute(delete(Job).where(Job.waiting(), *later))
    db.session.commit()
    return not found


@pytest.fixture
def editor(apps, place):
    return place.editor(place.cache.url)


@pytest.fixture
def read(place):
    """What readers get of an address, from Varnish."""
    with requests.Session() as session:
        yield lambda path, **how: session.get(place.cache.url + path, timeout=60, **how)


@pytest.fixture
def purge(place):
    def tell(how, keys="site", key=KEY):
        headers = {"Purge": how, "Surrogate-Key": keys, "Authorization": f"Bearer {key}"}
        return requests.request("PURGE", f"{place.cache.url}/", headers=headers, timeout=60)

    return tell


@pytest.fixture
def nobody_connects(place, postgresql):
    """`with nobody_connects()`: to the database, as if it were away."""
    name = place.database.rpartition("/")[2].partition("?")[0]

    @contextmanager
    def away():
        db.session.remove()
        postgresql.admin.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        of_it = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
        postgresql.admin.execute(of_it, [name])
        try:
            yield
        finally:
            postgresql.admin.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")

    return away


@pytest.fixture
def asked(place):
    """How often the newsroom was asked for a path, through nginx."""

    def times(path):
        lines = (place.edge.folder / "asked.log").read_text().splitlines()
        return sum(line.split()[3] == path for line in lines)

    return times


@pytest.fixture
def is_kept(read, asked):
    """Whether Varnish keeps the front page. nginx writes of a request after it has answered, so
    that what came just before may be counted too, and what has just been answered not yet.
    """
    times = 5

    def kept():
        before = asked("/")
        for _ in range(times):
            read("/")
        return settled(lambda: asked("/")) - before <= 1

    return kept


def settled(number):
    """It, when it has stood still for a while."""
    found = []

    def stands():
        found.append(number())
        return len(found) > 4 and len(set(found[-4:])) == 1

    seconds_until(stands)
    return found[-1]


def publish(place, editor, headline):
    story = place.draft(headline)
    answer = editor.press(editor.read(story.desk), PUBLISH)
    assert answer.status_code == 200, answer.text[:500]
    return story


def shows(url, headline):
    return lambda: headline in requests.get(url, timeout=60).text


def test_a_publication_is_on_both_servers_and_through_varnish(apps, place, editor, read):
    assert "Міст" not in read("/").text
    publish(place, editor, "Міст відкрили")
    for url in (*(app.url for app in apps), place.cache.url, f"{place.cache.url}/feed.rss"):
        seconds_until(shows(url, "Міст відкрили"))


def test_without_a_purge_it_would_not_be(apps, place, editor, read):
    again(place, CACHES="")
    read("/")
    publish(place, editor, "Мовчазна новина")
    for app in apps:
        seconds_until(shows(app.url, "Мовчазна новина"))
    assert "Мовчазна новина" not in read("/").text
    again(place, CACHES=place.cache.url)  # who begins says so, for it may have missed something
    seconds_until(shows(place.cache.url, "Мовчазна новина"))


def test_what_is_taken_down_stays_gone_though_nobody_answers(apps, place, editor, read):
    story = publish(place, editor, "Сусід украв човен")
    page = story.page
    paths = ("/", page, "/feed.rss", "/recent")
    seconds_until(lambda: all("Сусід" in read(path).text for path in paths))
    assert editor.press(editor.read(story.desk), TAKE_DOWN, reason="неправда").ok
    seconds_until(lambda: not any("Сусід" in read(path).text for path in paths))
    for app in apps:
        app.kill()
    for path in (*paths, f"{page}?utm_source=a", f"{page}?embed=true"):
        assert "Сусід" not in read(path).text, path


def test_while_nobody_answers_readers_have_what_is_old(apps, read, purge):
    assert read("/").ok and purge("soft").ok
    for app in apps:
        app.kill()
    answer = read("/")
    assert (answer.status_code, "Перша новина" in answer.text) == (200, True)
    unseen, desk = read("/feed.json"), read("/desk/")
    for refused in (unseen, desk):
        assert refused.status_code == 503 and SENTENCE in refused.text
        assert refused.headers["Retry-After"]
    assert purge("hard").ok  # what shows that it was the old one
    assert read("/").status_code == 503


def test_what_is_only_last_known_is_not_kept(apps, read, purge, is_kept, nobody_connects):
    for app in apps * 3:
        requests.get(app.url, timeout=60)  # now it is in memory

    def is_last_known(answer):
        return "database-away" in answer.headers.get("Cache-Status", "")

    with nobody_connects():
        for app in apps:
            seconds_until(lambda url=app.url: is_last_known(requests.get(url, timeout=60)))
        assert purge("soft").ok
        seconds_until(lambda: is_last_known(read("/")))
        assert not is_kept()
    seconds_until(is_kept, 20)


def test_it_is_right_again_by_itself(apps, read):
    seconds_until(lambda: read("/").status_code == 200)


def test_a_purge_is_for_those_who_know_the_key(apps, place, purge):
    assert purge("hard", key="").status_code == purge("hard", key="other").status_code == 403
    assert requests.request("PURGE", f"{place.edge.url}/", timeout=60).status_code == 405


def test_many_who_ask_at_once_are_one_question(apps, read, purge, asked, is_kept):
    seconds_until(is_kept, 20)
    assert purge("soft").ok
    before = asked("/")
    with ThreadPoolExecutor(20) as readers:
        statuses = list(readers.map(lambda _: read("/").status_code, range(200)))
    assert set(statuses) == {200}
    assert asked("/") - before <= 5  # and one for each purge that the tests before have set off


def test_marks_of_campaigns_make_no_other_page(apps, read, asked):
    numbers = count()

    def marks_are_nothing():
        read("/")
        before = asked("/")
        for mark in ("?utm_source={0}", "?fbclid={0}&utm_medium=b", "?gclid={0}"):
            assert read(f"/{mark.format(next(numbers))}").status_code == 200
        return asked("/") == before

    seconds_until(marks_are_nothing)  # another test's purge may come between


def test_readers_learn_nothing_of_what_is_inside(apps, read):
    for path in ("/", "/", "/recent", "/nothing"):
        headers = read(path).headers
        assert not {"Surrogate-Key", "xkey", "Via", "X-Varnish", "Set-Cookie"} & set(headers)
        assert headers["Cache-Control"] == "public, max-age=0"


def test_one_reader_may_try_to_sign_in_so_often_and_hinders_no_other(apps, place):
    """Though to nginx all of them come from one address."""
    statuses = [answer.status_code for answer in tries(place.cache.url, "127.0.0.99")]
    assert set(statuses) == {200, 429}
    assert requests.get(f"{place.cache.url}/sign-in", timeout=60).ok
    named = {"X-Forwarded-For": "192.0.2.7"}  # what somebody says of himself changes nothing
    assert [one.status_code for one in tries(place.cache.url, "127.0.0.99", 1, **named)] == [429]


def test_nothing_of_the_staff_is_kept(apps, place, editor, read):
    draft = place.draft("Таємна чернетка").desk
    for ending in ("", *PRIVATE_ENDINGS):
        for start in (draft, "/desk", "/sign-in"):
            editor.get(start + ending, allow_redirects=False)
            given = [read(start + ending, allow_redirects=False) for _ in range(2)]
            assert not any("Таємна" in answer.text for answer in given)
            one, other = (answer.headers.get("Set-Cookie") for answer in given)
            assert one is None or one != other
    assert "Таємна" in editor.get(draft).text


def test_a_server_that_dies_fails_no_reader_and_loses_no_save(apps, place, editor, read, purge):
    story = place.live("Жива новина")
    writer = Writer(editor, story.id)
    through_all = Readers(place.cache.url, ["/", "/recent", "/feed.rss"])
    past_varnish = Readers(place.edge.url, ["/", story.page])
    with at_work(writer.work, through_all.work, past_varnish.work, past_varnish.work):
        until_more(lambda: len(writer.saved), 3)
        apps[0].kill()
        until_more(past_varnish.answers.total, 40)
        until_more(lambda: len(writer.saved), 3)
        assert purge("soft").ok
        until_more(through_all.answers.total, 40)
        apps[0].start()
        until_more(lambda: len(writer.saved), 3)
    assert set(through_all.answers) == set(past_varnish.answers) == {"200"}
    db.session.rollback()
    bodies = db.session.scalars(select(Revision.body).where(Revision.article_id == story.id))
    kept = Counter(body.removeprefix("<p>").removesuffix("</p>") for body in bodies)
    assert writer.saved and not set(writer.saved) - set(kept)
    assert set(kept.values()) == {1}  # what was said again is no second one
