"""What Prometheus reads: in its format, of a bounded number of series, and only by who may."""

import re
import threading
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from newsroom.database import db
from newsroom.outbox.models import Job
from newsroom.watch import metrics as counted
from tests import factories
from tests.articles.desk import PUBLISH, address
from tests.moments import kyiv

ROOT = Path(__file__).parents[2]
CANARY = "c4n4ryQ7xT"


def families(client, **kwargs):
    answer = client.get("/metrics", **kwargs)
    assert answer.status_code == 200
    return {one.name: one for one in text_string_to_metric_families(answer.text)}


def values(client, name, **labels):
    """The value of the one series, or the sum of those, that have these labels."""
    found = [
        sample.value
        for family in families(client).values()
        for sample in family.samples
        if sample.name == name and labels.items() <= sample.labels.items()
    ]
    assert found, name
    return sum(found)


@pytest.fixture
def grows(client):
    """What a series has grown by since: `since = grows(name, …); …; since() == 1`."""

    def begin(name, **labels):
        before = values(client, name, **labels)
        return lambda: values(client, name, **labels) - before

    return begin


def test_it_is_text_for_prometheus_that_nobody_keeps(client):
    answer = client.get("/metrics")
    assert answer.content_type.startswith("text/plain; version=")
    assert answer.headers["Cache-Control"] == "no-store"
    for line in answer.text.splitlines():
        assert re.fullmatch(r"# (HELP|TYPE) .+|[a-z_]+(\{.+\})? [-+.e0-9Inf]+", line), line
    for name, family in families(client).items():
        assert family.documentation
        assert family.type != "unknown", name


@pytest.mark.one_database
def test_requests_are_counted_by_route_status_and_where_the_answer_came_from(client, grows):
    article = factories.live()
    route = {"route": "/news/<slug>", "status": "2xx"}
    client.get(f"/news/{article.slug}")
    made = grows("newsroom_http_requests_total", answer="made", **route)
    client.get(f"/news/{article.slug}")
    kept = grows("newsroom_http_requests_total", answer="made", **route)
    assert made() == 1
    client.get(f"/news/{article.slug}")
    client.get(f"/news/{article.slug}")
    assert kept() == 0
    assert values(client, "newsroom_http_requests_total", answer="kept", **route) >= 2
    took = grows("newsroom_http_request_duration_seconds_count", answer="kept", area="site")
    hits = grows("newsroom_kept_hits_total")
    client.get(f"/news/{article.slug}")
    assert (took(), hits()) == (1, 1)


@pytest.mark.one_database
def test_every_request_is_counted_once_also_while_they_are_added_up(client, grows, monkeypatch):
    series, name = counted.requests.labels("none", "2xx", "kept"), "duration_seconds"
    began, threads = series.inc, []

    def count(*took):
        for seconds in took:
            counted.passed("", "site", 200, True).count(seconds)

    def inc(number):
        threads.append(threading.Thread(target=count, args=[0.3]))
        threads[-1].start()
        threads[-1].join(0.1)  # it is done by now if nothing makes it wait
        began(number)

    count(0.0005, 0.0006, 11)
    of = {"area": "site", "answer": "kept"}
    grown = {
        one: grows(f"newsroom_http_request_{name}_{one}", **of, **bound)
        for one, bound in {"bucket": {"le": "0.5"}, "count": {}, "sum": {}}.items()
    }
    asked = grows("newsroom_http_requests_total", route="none", status="2xx", answer="kept")
    count(0.0005, 0.0006, 11)
    monkeypatch.setattr(series, "inc", inc)
    counted.add_up()
    monkeypatch.undo()
    threads[0].join()
    assert asked() == 4
    assert {one: round(since(), 4) for one, since in grown.items()} == {
        "bucket": 3,
        "count": 4,
        "sum": 11.3011,
    }


@pytest.mark.one_database
def test_what_nobody_has_a_page_for_is_one_series_and_names_nothing(client):
    for number in range(5):
        client.get(f"/{CANARY}/{number}", headers={"User-Agent": CANARY})
        client.get(f"/news/{CANARY}{number}?q={CANARY}")
        client.open(f"/{CANARY}", method=CANARY.upper())
    answer = client.get("/metrics")
    assert CANARY.lower() not in answer.text.lower()


@pytest.mark.one_database
def test_there_are_no_more_series_than_routes_allow(app, client):
    routes = {rule.rule for rule in app.url_map.iter_rules()} | {"none"}
    areas = {rule.endpoint.partition(".")[0] for rule in app.url_map.iter_rules()} | {"none"}
    counted.requests.clear()  # of other tests, which have routes of their own
    counted._passed.clear()
    client.get("/")
    for family in families(client).values():
        for sample in family.samples:
            assert sample.labels.get("route", "none") in routes
            assert sample.labels.get("area", "none") in areas
            assert set(sample.labels) <= {
                *("route", "area", "status", "answer", "le", "outcome", "change", "why", "state"),
                *("flask", "granian", "migration", "python", "sqlalchemy"),  # of build_info
                *("generation", "implementation", "major", "minor", "patchlevel", "version"),
            }


def test_saves_are_counted_by_what_became_of_them(client, grows):
    factories.sign_in(client, factories.staff())
    page = client.read("/desk/articles/new")
    saved, refused = (grows("newsroom_saves_total", outcome=one) for one in ("saved", "refused"))
    answer = client.press(page, "Зберегти", headline="Міст", body="Один.\n\nДва.")
    assert (saved(), refused()) == (1, 0)
    client.press(answer, "Зберегти", headline="Міст " * 5000)
    assert (saved(), refused()) == (1, 1)


def test_publications_and_take_downs_are_counted(client, grows):
    factories.sign_in(client, factories.staff())
    changes = ("published", "scheduled", "updated", "taken_down")
    grown = {one: grows("newsroom_publications_total", change=one) for one in changes}
    article = factories.draft(category_id=factories.category().id)
    page = client.press(client.read(address(article)), PUBLISH)
    assert {one: since() for one, since in grown.items()} == dict.fromkeys(changes, 0) | {
        "published": 1
    }
    client.press(page, "Зняти з публікації")
    assert grown["taken_down"]() == 1


def test_refused_sign_ins_are_counted(client, grows):
    person = factories.staff()
    wrong, too_many = (
        grows("newsroom_sign_in_failures_total", why=one) for one in ("wrong", "too_many")
    )
    page = client.read("/sign-in")
    for _ in range(6):
        client.press(page, "Увійти", email=person.email, password="не те")
    assert (wrong(), too_many()) == (5, 1)


def test_what_waits_in_the_outbox_is_looked_up(client, at):
    at("2026-11-24 14:12")
    late, early = kyiv("2026-11-24 14:10"), kyiv("2026-11-24 15:00")
    for kind, due, failed in (
        ("photos.develop", late, None),
        ("x", early, None),
        ("x", late, early),
    ):
        db.session.add(Job(kind=kind, subject="s", payload={}, run_at=due, failed_at=failed))
    db.session.commit()
    assert values(client, "newsroom_outbox_waiting_jobs") == 2
    assert values(client, "newsroom_outbox_failed_jobs") == 1
    assert values(client, "newsroom_outbox_overdue_seconds") == 120
    assert values(client, "newsroom_photos_waiting") == 1
    assert values(client, "newsroom_database_up") == 1


def test_without_the_database_the_rest_is_still_told(client, monkeypatch):
    from sqlalchemy.exc import OperationalError

    def refuse(*_, **__):
        raise OperationalError("SELECT", {}, Exception("away"))

    db.session.rollback()
    monkeypatch.setattr(type(db.engine), "connect", refuse)
    assert values(client, "newsroom_database_up") == 0
    assert "newsroom_outbox_waiting_jobs" not in families(client)
    assert values(client, "newsroom_processes") == 1


def test_memory_connections_and_what_runs_are_told(client):
    client.get("/")
    told = families(client)
    assert values(client, "newsroom_memory_bytes") > 10_000_000
    assert {one.labels["state"] for one in told["newsroom_database_connections"].samples} == {
        "used",
        "idle",
    }
    assert told["newsroom_build_info"].samples[0].labels["flask"]


TOKEN = "long-and-secret"
PROXY = {"X-Forwarded-For": "203.0.113.7"}


@pytest.mark.one_database
@pytest.mark.settings(METRICS_TOKEN=TOKEN)
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Authorization": f"Bearer {TOKEN}"}, 200),
        ({"Authorization": f"bearer {TOKEN}", **PROXY}, 200),
        ({"Authorization": f"Bearer {TOKEN}x"}, 404),
        ({"Authorization": f"Basic {TOKEN}"}, 404),
        ({"Authorization": "Bearer ключ"}, 404),
        ({"Authorization": "Bearer "}, 404),
        ({}, 404),
    ],
)
def test_with_a_token_who_has_it_reads(client, headers, status):
    encoded = {name: value.encode().decode("latin-1") for name, value in headers.items()}
    assert client.get("/metrics", headers=encoded).status_code == status


@pytest.mark.one_database
@pytest.mark.parametrize("proxies", [0, 1])
@pytest.mark.parametrize(
    ("environ", "status"),
    [
        ({"REMOTE_ADDR": "127.0.0.1"}, 200),
        ({"REMOTE_ADDR": "::1", "HTTP_HOST": "[::1]:8000"}, 200),
        ({"REMOTE_ADDR": "10.0.0.7"}, 404),
        ({"REMOTE_ADDR": ""}, 404),
        ({"HTTP_HOST": "news.example"}, 404),
        ({"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, 404),
        ({"HTTP_FORWARDED": "for=127.0.0.1"}, 404),
        ({"HTTP_VIA": "1.1 cache"}, 404),
    ],
)
def test_without_one_only_this_machine_reads_and_never_through_a_proxy(
    app, client, proxies, environ, status
):
    app.config["TRUSTED_PROXIES"] = proxies
    assert client.get("/metrics", environ_overrides=environ).status_code == status


@pytest.mark.one_database
def test_who_may_not_read_them_learns_nothing(client):
    hidden = client.get("/metrics", environ_overrides={"REMOTE_ADDR": "10.0.0.7"})
    assert hidden.soup.h1 == client.get("/nothing").soup.h1


def test_every_counter_of_ours_says_what_it_counts():
    for name, metric in vars(counted).items():
        if hasattr(metric, "_documentation") and not name.startswith("_"):
            assert metric._name.startswith("newsroom_")
            assert metric._documentation.endswith(".")


@pytest.mark.one_database
def test_the_alerts_of_the_documentation_ask_for_what_there_is(client):
    operating = (ROOT / "docs/operating.md").read_text()
    client.get("/")
    there = {sample.name for one in families(client).values() for sample in one.samples}
    asked = set(re.findall(r"newsroom_\w+", operating))
    assert len(asked) > 5
    assert asked <= there
