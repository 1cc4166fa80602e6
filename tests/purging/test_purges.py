"""Purges: to caches of ours only, until they have heard, and not for ever."""

from datetime import timedelta

import pytest

from newsroom import clock, outward
from newsroom.database import db
from newsroom.purging import purges
from tests.outward.servers import answer

pytestmark = pytest.mark.one_database
AWAY = answer(b"", "503 Service Unavailable")


def put(*keys, **how):
    purges.put(*keys, **how)
    db.session.commit()


@pytest.fixture
def listed(app):
    def look(*options):
        return app.test_cli_runner().invoke(args=["outbox", "list", *options]).output

    return look


@pytest.mark.parametrize("how", ["soft", "hard"])
def test_a_cache_that_does_not_answer_is_told_later(caches, how, do_due, listed, at):
    deaf, other = caches
    deaf.answers = AWAY
    put("site", is_hard=how == "hard")
    do_due()
    assert len(other.told()) == 1
    assert f"{deaf.url} {how} site" in listed() and "503" in listed()
    deaf.told()
    deaf.answers = answer(b"")
    at(clock.now() + purges.LAST + timedelta(seconds=1))
    do_due()
    assert deaf.told()[0].how == how
    assert deaf.url not in listed()


def test_what_has_become_old_by_itself_need_not_be_told(cache, do_due, listed, at, app):
    app.config["CACHES"] = (cache.url,)
    cache.server.close()
    put("site")
    put("article-1", "site", is_hard=True)
    do_due()
    assert "soft" in listed() and "hard" in listed()
    at(clock.now() + timedelta(minutes=2))
    do_due()
    assert "soft" in listed()  # partners' lists and the widget's loader are fresh for longer
    at(clock.now() + timedelta(minutes=8))
    do_due()
    assert "soft" not in listed() and "hard" in listed()


def test_a_cache_that_refuses_us_is_named_to_the_operator(cache, do_due, listed):
    cache.answers = answer(b"", "403 Forbidden")
    put("site")
    do_due()
    assert "403: is NEWSROOM_CACHES_KEY its key?" in listed("--failed")


def test_the_key_is_nowhere_but_in_the_question(cache, do_due, listed, caplog, app):
    cache.answers = AWAY
    put("site")
    do_due()
    assert app.config["CACHES_KEY"] in cache.told()[0].by
    assert app.config["CACHES_KEY"] not in listed() + caplog.text


def test_a_cache_that_is_no_longer_ours_is_not_asked(cache, do_due, app):
    put("site")
    app.config["CACHES"] = ()
    do_due()
    assert not cache.told()


def test_only_what_the_setting_names_may_stand_on_our_own_network(cache, app):
    assert outward.to_our_own(cache.url).send("PURGE", f"{cache.url}/", {}).status == 200
    with pytest.raises(outward.Refused):
        outward.to_our_own("http://127.0.0.1:1")
    with pytest.raises(outward.Refused):
        outward.way().get(f"{cache.url}/")


def test_no_answer_leads_anywhere_else(cache, caches, do_due, listed):
    other = caches[1]
    cache.answers = answer(b"", "302 Found", Location=f"{other.url}/")
    way = outward.to_our_own(cache.url)
    assert way.send("PURGE", f"{cache.url}/", {}).status == 302
    assert not other.told()
    with pytest.raises(outward.Refused):
        way.get("http://127.0.0.1:1/")
