"""The programs that tests run: found, unpacked, missed."""

import pytest

from tests import programs


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty folder for what is unpacked, and a system that has nothing."""
    monkeypatch.setattr(programs, "HERE", tmp_path)
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr(programs, "SYSTEM", tmp_path / "system")
    programs.find.cache_clear()
    yield tmp_path
    programs.find.cache_clear()


def unpack(here, *files):
    for file in files:
        (here / "usr" / file).parent.mkdir(parents=True, exist_ok=True)
        (here / "usr" / file).touch()
    programs.find.cache_clear()


def test_what_was_unpacked_is_found_when_the_system_has_none(here):
    assert programs.find("nginx") is None
    unpack(here, "sbin/nginx")
    assert programs.find("nginx") == str(here / "usr/sbin/nginx")


def test_varnish_without_its_module_is_not_enough(here):
    unpack(here, "sbin/varnishd")
    assert programs.find("varnishd") is None
    unpack(here, "lib/a-linux-gnu/libvarnishapi.so.3")
    unpack(here, "lib/a-linux-gnu/varnish/vmods/libvmod_xkey.so")
    assert programs.find("varnishd") == str(here / "usr/sbin/varnishd")


def test_a_test_that_misses_its_program_says_which(here):
    unpack(here, "sbin/nginx")
    mark = programs.needs("nginx", "varnishd")
    assert mark.args == (True,)
    assert "varnishd" in mark.kwargs["reason"]
    assert programs.needs("nginx").args == (False,)
