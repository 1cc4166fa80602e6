"""On a real server: its log, what several processes count together, and an end without a loss."""

import fcntl
import json
import os
import time
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.serving import Server

CANARY = "c4n4ryQ7xT"
SECONDS = 60


def ask(server, path, **headers):
    try:
        with urlopen(Request(f"{server.url}{path}", headers=headers), timeout=30) as answer:
            return answer.read().decode()
    except HTTPError as refusal:
        with refusal:
            return refusal.read().decode()


def counted(server, name, **labels):
    families = text_string_to_metric_families(ask(server, "/metrics"))
    samples = [one for family in families for one in family.samples]
    return sum(
        one.value for one in samples if one.name == name and labels.items() <= one.labels.items()
    )


def until(happens):
    deadline = time.monotonic() + SECONDS
    while not happens() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert happens()


@pytest.fixture
def serve(app, database, photos_folder, tmp_path):
    """Two processes that tell their numbers together: `serve(log, SETTING=…)`."""
    begun = []

    def start(log, **settings):
        metrics = tmp_path / f"metrics{len(begun)}"
        metrics.mkdir()
        server = Server(
            database,
            log,
            {"PHOTOS": photos_folder, "OUTBOX_WORKERS": 0, **settings},
            options=("--workers", "2", "--blocking-threads", "2", "--log-level", "error"),
            environment={"PROMETHEUS_MULTIPROC_DIR": str(metrics)},
            fresh=True,  # what counts is chosen when it is imported
        )
        begun.append(server)
        server.start()
        return server

    yield start
    for server in begun:
        server.kill()


@pytest.mark.one_database
def test_two_processes_have_one_log_and_tell_of_both(serve, tmp_path):
    server = serve(tmp_path / "log")
    until(lambda: counted(server, "newsroom_processes") == 2)  # each has been asked
    before = counted(server, "newsroom_http_requests_total", route="/news/<slug>", status="4xx")
    asked = 40
    for number in range(asked):
        path = f"/news/{CANARY}%1b[31m%0a{number}?token={CANARY}"
        ask(server, path, **{"User-Agent": CANARY, "Cookie": CANARY})
    after = counted(server, "newsroom_http_requests_total", route="/news/<slug>", status="4xx")
    assert after - before == asked
    assert counted(server, "newsroom_memory_bytes") > 50_000_000
    server.stop()
    lines = [json.loads(line) for line in server.logged.splitlines()]  # none is anything else
    of_news = [line for line in lines if line.get("route") == "/news/<slug>"]
    assert len(of_news) == asked  # of those just before the end too
    assert len({line["id"] for line in of_news}) == asked
    assert CANARY not in server.logged
    assert "\x1b" not in server.logged


@pytest.mark.one_database
def test_a_log_that_nobody_reads_and_one_that_is_gone_stop_no_reader(serve, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)  # who reads nothing
    fcntl.fcntl(reader, fcntl.F_SETPIPE_SZ, 4096)
    server = serve(pipe)
    for _ in range(100):  # more than it holds
        assert ask(server, "/healthz") == "ok\n"
    os.close(reader)
    for _ in range(20):
        assert ask(server, "/healthz") == "ok\n"
