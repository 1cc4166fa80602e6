"""What the places of tests stand on; each is begun once for its module."""

import pytest


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("place")


@pytest.fixture(scope="module")
def on_postgresql(postgresql):
    url = postgresql.copy()
    yield url
    postgresql.drop(url)


@pytest.fixture(scope="module")
def on_sqlite(sqlite):
    url = sqlite.copy()
    yield url
    sqlite.drop(url)
