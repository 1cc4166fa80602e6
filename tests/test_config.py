"""Settings: defaults that are right for one small machine, and what the environment changes."""

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

from newsroom import config, create_app
from newsroom.settings import WrongSetting


@pytest.fixture
def load(tmp_path, monkeypatch):
    """A new installation's settings, with these variables in the environment."""
    for name in [name for name in os.environ if name.startswith("NEWSROOM_")]:
        monkeypatch.delenv(name)

    def load_it(overrides=None, **environment):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        app = Flask("newsroom", instance_path=str(tmp_path / "instance"))
        config.load(app, overrides or {})
        return app

    load_it.instance = tmp_path / "instance"
    return load_it


def test_without_any_setting_it_runs_on_sqlite_in_its_own_folder(load):
    app = load()
    assert app.config["SQLALCHEMY_DATABASE_URI"] == f"sqlite:///{load.instance}/newsroom.sqlite3"
    assert app.config["SITE_LANGUAGE"] == "uk"
    assert app.config["SITE_ZONE"] == "Europe/Kyiv"
    assert app.config["SESSION_COOKIE_SECURE"] is False


def test_the_secret_is_made_once_and_only_its_owner_reads_it(load):
    first, second = load(), load()
    kept = load.instance / "secret-key"
    assert first.config["SECRET_KEY"] == second.config["SECRET_KEY"] == kept.read_text()
    assert len(kept.read_text()) == 64
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_workers_that_start_at_once_have_one_secret(load):
    with ThreadPoolExecutor(8) as workers:
        secrets = list(workers.map(lambda _: config._kept_secret(load.instance), range(64)))
    assert len(set(secrets)) == 1
    assert len(secrets[0]) == 64
    assert [path.name for path in load.instance.iterdir()] == ["secret-key"]


def test_a_secret_that_a_crash_left_empty_is_made_again(load):
    load.instance.mkdir()
    (load.instance / "secret-key").touch()
    secret = load().config["SECRET_KEY"]
    assert len(secret) == 64
    assert load().config["SECRET_KEY"] == secret


def test_nobody_ever_reads_half_a_secret(load, monkeypatch):
    def crash(*_):
        raise OSError("no power")

    monkeypatch.setattr("os.fsync", crash)
    with pytest.raises(OSError, match="no power"):
        load()
    assert not (load.instance / "secret-key").exists()


def test_two_installations_have_two_secrets(load):
    first = load().config["SECRET_KEY"]
    (load.instance / "secret-key").unlink()
    assert load().config["SECRET_KEY"] != first


def test_a_secret_that_is_given_is_used_and_none_is_written(load):
    app = load(NEWSROOM_SECRET_KEY="given")
    assert app.config["SECRET_KEY"] == "given"
    assert not (load.instance / "secret-key").exists()


FORMER = ("the,last,of,them", "16-of-characters")


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("SITE_NAME", "Плесо", "Плесо"),
        ("SITE_LANGUAGE", "en", "en"),
        ("SITE_ZONE", "Europe/Warsaw", "Europe/Warsaw"),
        ("BASE_URL", "https://news.example/", "https://news.example"),
        ("DATABASE_URL", "postgresql+psycopg://db/news", "postgresql+psycopg://db/news"),
        ("SESSION_HOURS", "8", 8),
        ("RECENT_POSTS", "5", 5),
        ("OUTBOX_WORKERS", "0", 0),
        ("OUTWARD_PORTS", "80,443,8443", (80, 443, 8443)),
        ("RECENT_SECONDS", "30", 30),
        ("PUBLIC_SECONDS", "10", 10),
        ("STALE_SECONDS", "600", 600),
        ("CACHES", "", ()),
        ("CACHES", "http://10.0.0.5:6081, http://b/", ("http://10.0.0.5:6081", "http://b")),
        ("TRUSTED_PROXIES", "2", 2),
        ("SECRET_KEY_FALLBACKS", "", ()),
        ("SECRET_KEY_FALLBACKS", " the,last,of,them\t16-of-characters ", FORMER),
        ("FEED_TEXT", "excerpt", "excerpt"),
        ("FEED_ITEMS", "50", 50),
        ("FEED_AUTHORITY", "old.example,2019", "old.example,2019"),
        ("WEBSUB_HUB", "https://hub.example/", "https://hub.example/"),
    ],
)
def test_the_environment_sets_it(load, name, text, value):
    assert load(**{f"NEWSROOM_{name}": text}).config[name] == value


WRONG = {
    "SITE_LANGUAGE": (["ua", "EN", ""], "має бути одним із: uk, en"),
    "FEED_TEXT": (["whole", ""], "має бути одним із: full, excerpt"),
    "SECOND_PAIR_OF_EYES": (["true", "yes", "2", "", " 1"], "має бути одним із: 0, 1"),
    "AI_CRAWLERS": (["true", "on", "2", "", " 1"], "має бути одним із: 0, 1"),
    "SITE_ZONE": (
        ["Kyiv", "", "../UTC", "Europe", "Europe/Київ"],
        "має бути назвою часового поясу",
    ),
    "BASE_URL": (
        [
            "",
            "news.example",
            "ftp://news.example",
            "https://",
            "https://a b",
            "https://a:b",
            "https://[",
            "https://news.example/paper",
            "https://news.example?a",
            "https://me@news.example",
        ],
        "має бути вебадресою без шляху, як-от https://news.example:8443",
    ),
    "WEBSUB_HUB": (["hub.example", "ftp://hub.example", "//hub"], "має бути повною вебадресою"),
    "TRUSTED_PROXIES": (["many", "-1", "21", "1.5", "", "٣", "1_0"], "має бути числом від 0 до 20"),
    "BODIES_AT_ONCE": (["0", "x"], "має бути числом від 1 до 10000"),
    "DATABASE_CONNECTIONS": (["1"], "має бути числом від 2 до 10000"),
    "WRITERS_WAITING": (["0"], "має бути числом від 1 до 10000"),
    "SESSION_HOURS": (["0", "9" * 5000], "має бути числом від 1 до 10000"),
    "RECENT_POSTS": (["0", "101"], "має бути числом від 1 до 100"),
    "RECENT_SECONDS": (["0", "15s"], "має бути числом від 1 до 86400"),
    "OUTBOX_WORKERS": (["-1", "two", "65"], "має бути числом від 0 до 64"),
    "OUTWARD_PORTS": (["", "80,", "80;443", "0", "65536"], "має бути портами через кому"),
    "FEED_ITEMS": (["0", "all"], "має бути числом від 1 до 1000"),
    "FEED_AUTHORITY": (["news.example", "news.example,26", "a b,2026"], "має бути вашою назвою"),
    "PHOTOS_URL": (
        ["photos.example", "https://a/b", "https://a;b", "https://a b", "http://фото.example"],
        "має бути схемою і сервером, як-от https://photos.example, або порожнім",
    ),
    "PHOTO_MEGABYTES": (["0", "25M"], "має бути числом від 1 до 1000"),
    "PHOTO_MEGAPIXELS": (["0"], "має бути числом від 1 до 1000"),
    "PHOTO_AVIF": (["yes", ""], "має бути одним із: 0, 1"),
    "BACKUP_KEY": (["age1", "AGE-SECRET-KEY-1X", "x,y"], "має бути ключами, що починаються з age1"),
    "COUNT_DAYS": (["0", "рік"], "має бути числом від 1 до 10000"),
    "WIDGET_SECONDS": (["0"], "має бути числом від 1 до 86400"),
    "KEPT_BYTES": (["-1", "16 MB"], "має бути числом від 0 до 100000"),
    "PUBLIC_SECONDS": (["-5"], "має бути числом від 0 до 86400"),
    "STALE_SECONDS": (["-1"], "має бути числом від 0 до 604800"),
    "CACHES": (
        ["cache:6081", "http://a/b", "http://a;http://b"],
        "має бути адресами без шляху",
    ),
}


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name, (texts, _) in WRONG.items() for text in texts]
)
def test_what_a_setting_cannot_be_stops_the_start_in_words(load, name, text):
    with pytest.raises(WrongSetting) as refusal:
        load(**{f"NEWSROOM_{name}": text})
    assert str(refusal.value).startswith(f"NEWSROOM_{name}=“{text}”: {WRONG[name][1]}")


def test_only_what_is_a_text_takes_any_text():
    """Each of the others has a reader of newsroom/settings.py, which says what it may be."""
    for name, (default, reader) in config.SETTINGS.items():
        if reader is str:
            assert isinstance(default, str), name
            continue
        with pytest.raises(ValueError, match="має бути"):
            reader("що завгодно")


def test_every_default_is_what_the_setting_may_be():
    for name, (default, reader) in config.SETTINGS.items():
        text = ",".join(map(str, default)) if isinstance(default, tuple) else str(default)
        assert reader(str(int(default)) if isinstance(default, bool) else text) == default, name


def test_an_english_newsroom_is_told_in_english(load):
    with pytest.raises(WrongSetting, match="must be a number from 0 to 64"):
        load(NEWSROOM_SITE_LANGUAGE="en", NEWSROOM_OUTBOX_WORKERS="two")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("newsroom.db", "…"),
        ("mysql://db/news", "mysql://db/…"),
        ("mysql://news:s3cret@db/news", "mysql://db/…"),
        ("postgresql://db:5432", "postgresql://db/…"),
        ("postgresql://db/news?password=s3cret", "postgresql://db/…"),
        ("postgresql+psycopg://db:x/news", "postgresql+psycopg://db/…"),
        ("postgres://news:s3cret/ss+W0rd==@db/news", "postgres://…"),
        ("postgres://news:s3cret:more@db/news", "postgres://…"),
        ("postgres://news:s3cret@more@db/news", "postgres://…"),
        ("postgres://news:12/s3cret@db/news", "postgres://…"),
        ("postgresql+psycopg://news:p@s3cret@db/news", "postgresql+psycopg://…"),
        ("news:s3cret@db://news", "…"),
    ],
)
def test_of_a_wrong_database_only_kind_and_host_are_told(load, text, told):
    """A password may hold any sign, so what could be a part of one is left out."""
    with pytest.raises(WrongSetting) as refusal:
        load(NEWSROOM_DATABASE_URL=text)
    must_be = "має бути sqlite:////тека/файл або postgresql+psycopg://"
    assert str(refusal.value).startswith(f"NEWSROOM_DATABASE_URL=“{told}”: {must_be}")
    assert "s3cret" not in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "text", "must_be"),
    [
        ("SECRET_KEY", "s3cret-s3cret-s3cret s3cret-s3cret-s3cret", "має бути без пробілів"),
        ("SECRET_KEY", "s3cret-s3cret-s3cret\n", "має бути без пробілів"),
        ("SECRET_KEY_FALLBACKS", "s3cret-of-15-ch", "має бути колишніми ключами через пробіл"),
        ("SECRET_KEY_FALLBACKS", "s3cret-s3cret-s3cret s3cret", "має бути колишніми ключами"),
    ],
)
def test_of_a_wrong_secret_nothing_is_told(load, name, text, must_be):
    with pytest.raises(WrongSetting) as refusal:
        load(**{f"NEWSROOM_{name}": text})
    assert str(refusal.value).startswith(f"NEWSROOM_{name}=“…”: {must_be}")
    assert "s3cret" not in str(refusal.value)


@pytest.mark.parametrize("password", ["s3cret", "s3cret/more", "s3cret@more", "a:s3cret"])
def test_a_password_in_any_address_is_not_told(load, password):
    with pytest.raises(WrongSetting) as refusal:
        load(NEWSROOM_BASE_URL=f"https://me:{password}@news.example")
    assert "“https://…@news.example”" in str(refusal.value)


def test_a_database_without_its_folder_is_said(load, tmp_path):
    assert load(NEWSROOM_DATABASE_URL=f"sqlite:///{tmp_path}/news.sqlite3")
    with pytest.raises(WrongSetting, match="немає теки /nowhere"):
        load(NEWSROOM_DATABASE_URL="sqlite:////nowhere/news.sqlite3")


def test_in_the_terminal_it_is_one_line_and_no_traceback():
    ended = subprocess.run(
        [sys.executable, "-m", "flask", "staff", "list"],
        cwd=Path(__file__).parents[1],
        env=os.environ | {"NEWSROOM_OUTBOX_WORKERS": "two"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "NEWSROOM_OUTBOX_WORKERS=“two”: має бути числом від 0 до 64\n"


SWITCHES = ("SECOND_PAIR_OF_EYES", "AI_CRAWLERS")


@pytest.mark.parametrize("name", SWITCHES)
@pytest.mark.parametrize(("text", "meant"), [("0", False), ("1", True)])
def test_a_switch_is_off_or_on(load, name, text, meant):
    assert load(**{f"NEWSROOM_{name}": text}).config[name] is meant


def test_the_database_of_the_environment_is_used(load):
    app = load(NEWSROOM_DATABASE_URL="postgresql+psycopg://db/news")
    assert app.config["SQLALCHEMY_DATABASE_URI"] == "postgresql+psycopg://db/news"


def test_what_the_code_gives_counts_more_than_the_environment(load):
    assert load({"SITE_NAME": "Плесо"}, NEWSROOM_SITE_NAME="Інше").config["SITE_NAME"] == "Плесо"


@pytest.mark.parametrize(
    ("url", "name", "secure"),
    [
        ("http://127.0.0.1:8000", "newsroom", False),
        ("https://news.example", "__Host-newsroom", True),
        ("HTTPS://news.example", "__Host-newsroom", True),
    ],
)
def test_the_session_cookie_is_as_strict_as_the_address_allows(load, url, name, secure):
    settings = load(NEWSROOM_BASE_URL=url).config
    assert settings["SESSION_COOKIE_NAME"] == name
    assert settings["SESSION_COOKIE_SECURE"] is secure
    assert settings["SESSION_COOKIE_HTTPONLY"] is True
    assert settings["SESSION_COOKIE_SAMESITE"] == "Lax"


def visitor(hops):
    """Whom the newsroom sees behind so many proxies, when the visitor lies about it too."""
    app = create_app(
        {"SQLALCHEMY_DATABASE_URI": "sqlite://", "SECRET_KEY": "x", "TRUSTED_PROXIES": hops}
    )
    app.add_url_rule(
        "/who", view_func=lambda: f"{request.remote_addr} {request.scheme} {request.host}"
    )
    headers = {
        "X-Forwarded-For": "10.9.9.9, 198.51.100.1",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Prefix": "/evil",
    }
    return app.test_client().get("/who", headers=headers).text


def test_no_proxy_is_believed_unless_it_is_ours():
    assert visitor(0) == "127.0.0.1 http localhost"


def test_our_own_proxy_is_believed_about_the_visitor_but_not_about_our_name():
    assert visitor(1) == "198.51.100.1 https localhost"


def test_a_proxy_stands_in_front_only_when_it_was_asked_for(load):
    assert not isinstance(load().wsgi_app, ProxyFix)
    assert isinstance(load(NEWSROOM_TRUSTED_PROXIES="1").wsgi_app, ProxyFix)


def test_a_form_is_read_whole_up_to_the_limit_of_a_body(load):
    settings = load().config
    assert settings["MAX_CONTENT_LENGTH"] == settings["MAX_FORM_MEMORY_SIZE"] == 16 * 1024 * 1024


def test_nobody_else_on_the_machine_reads_the_database(tmp_path):
    instance = tmp_path / "instance"
    config._sqlite_url(instance)
    assert stat.S_IMODE(instance.stat().st_mode) == 0o700
    assert stat.S_IMODE((instance / "newsroom.sqlite3").stat().st_mode) == 0o600
