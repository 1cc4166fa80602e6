"""After a power cut all is there that was acknowledged; without our care it would not be."""

import shutil

import pytest

from tests import programs
from tests.databases import quick_folder
from tests.durability import killing, power
from tests.durability.newsroom import Newsroom

pytestmark = [programs.needs("gcc")]
CUTS = 6
MOST_CUTS = 12  # until one of a careless newsroom's promises is broken


@pytest.fixture(scope="module")
def folder():
    folder = quick_folder()
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def library(folder):
    return power.library(folder)


@pytest.fixture
def place(folder, sqlite):
    """A folder with a newsroom's database."""
    place = folder / str(len(list(folder.iterdir())))
    place.mkdir()
    shutil.copyfile(sqlite.template, place / "newsroom.sqlite3")
    return place


@pytest.fixture
def cuts(place, library):
    """What came of so many power cuts."""

    def run(number, app, strict=None, **environment):
        newsroom = Newsroom(place, f"sqlite:///{place}/newsroom.sqlite3")
        newsroom.sign_in(len(killing.PEOPLE))
        disk = power.Disk(place, library)
        server = newsroom.server(app=app, environment=disk.environment | environment)
        server.log = place.with_name(f"{place.name}.log")
        try:
            return killing.run(newsroom, server, number, die=power.PowerCut(disk, strict))
        finally:
            newsroom.close()

    return run


def test_power_cuts_lose_nothing_that_was_acknowledged(cuts):
    found = cuts(CUTS, killing.APP)
    assert not found.broken, "\n".join(found.broken)
    assert found.deaths == CUTS
    assert found.saves and found.published and found.photos


@pytest.mark.parametrize(
    ("careless", "lost"), [("normal", "save "), ("files", "photo "), ("folders", "photo ")]
)
def test_a_careless_newsroom_loses_something(cuts, careless, lost):
    found = cuts(MOST_CUTS, "tests.durability.careless_app:app", strict=True, CARELESS=careless)
    assert any(line.startswith(lost) for line in found.broken)
