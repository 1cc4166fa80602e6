"""A disk that is full, takes nothing or breaks: readers read on, and no word of a text is lost."""

import re
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from newsroom.database import db, sqlite
from tests import factories
from tests.durability.disks import SmallDisk, ToldDisk, Trouble
from tests.photos import pictures
from tests.programs import needs

pytestmark = [pytest.mark.one_database, needs("gcc")]
WORDS = {
    Trouble.FULL: "На диску сервера немає місця",
    Trouble.READ_ONLY: "На диск сервера не вдається записати",
    Trouble.BROKEN: "На диск сервера не вдається записати",
}
TEXT = "Речення, якого ніхто не втратить. "
MOST_SAVES, READERS = 300, 8


@pytest.fixture(params=[ToldDisk, SmallDisk])
def disk(tmp_path, request):
    disk = request.param(tmp_path)
    yield disk
    disk.go()


@pytest.fixture
def scene(app, database, disk, serve, at_the_desk, tmp_path):
    """A server whose database, photos, temporary files and log lie on ``disk``; who is there."""
    email = factories.staff(language="uk").email
    slug = factories.live(headline="Міст відкрили").slug
    db.session.commit()
    db.engine.dispose()
    here = disk.folder / "newsroom.sqlite3"
    shutil.copy(database.removeprefix("sqlite:///"), here)
    (tmp_path / "server.log").symlink_to(disk.folder / "server.log")
    server = serve(f"sqlite:///{here}", disk.environment, PHOTOS=disk.folder / "photos")
    return server, at_the_desk(server, email), slug, here


def test_a_disk_in_trouble_costs_no_reader_and_no_word(scene, disk):
    server, desk, slug, here = scene
    text = Text(desk)
    pages = ["/", "/recent", f"/news/{slug}", "/desk/", f"/desk/articles/{text.article}"]
    for trouble in disk.troubles:
        disk.be(trouble)
        said = text.save_until_refused()
        assert WORDS[trouble] in said.text
        assert said.headers["Retry-After"] == "5"
        assert is_offered_again(desk, text.article, WORDS[trouble])
        assert is_photo_refused(desk, disk, WORDS[trouble])
        assert read_by_many(desk, pages) == {200}
        disk.be(Trouble.NONE)
        assert text.seconds_until_taken() < 5
    assert set(desk.met.statuses) <= {200, 201, 503, 507}
    assert "Traceback" not in server.logged
    server.stop()
    with closing(sqlite.connect(here)) as left:
        assert left.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        bodies = {
            re.sub("</?p>", "", body) for (body,) in left.execute("SELECT body FROM revisions")
        }
    assert bodies >= set(text.acknowledged)


class Text:
    """One article, each save of it longer than the last: so much must find room."""

    def __init__(self, desk):
        self.desk, self.article, self.acknowledged = desk, None, []
        self.number = 0
        self.save()

    def save(self):
        body = f"{len(self.acknowledged)} " + TEXT * (1 + len(self.acknowledged))
        said = self.desk.save(body.strip(), self.article, base=str(self.number))
        if said.status_code in {200, 201}:
            told = said.json()
            self.acknowledged.append(body.strip())
            self.number = told["number"]
            self.article = int(re.search(r"[0-9]+", told["addresses"]["edit"])[0])
        return said

    def save_until_refused(self):
        """A full disk still takes what fits into the room that its files have already."""
        for _ in range(MOST_SAVES):
            said = self.save()
            if said.status_code not in {200, 201}:
                return said
        raise AssertionError("the disk takes everything")

    def seconds_until_taken(self):
        began = time.monotonic()
        while self.save().status_code != 200:
            assert time.monotonic() - began < 20, "it is not well again by itself"
            time.sleep(0.1)
        return time.monotonic() - began


def read_by_many(desk, pages):
    """At once, so that connections are made while the disk is as it is."""
    windows = [desk.again() for _ in range(READERS)]
    with ThreadPoolExecutor(READERS) as readers:
        read = [readers.submit(one.get, page) for page in pages * 3 for one in windows]
        return {answer.result().status_code for answer in read}


def is_offered_again(desk, article, words):
    """Without scripts the answer is a page, with the text in it."""
    typed = {"headline": "Міст", "body": TEXT * 300, "base": "1", "save_id": "a" * 32}
    said = desk.post(f"/desk/articles/{article}/revisions", **typed)
    return said.status_code == 503 and words in said.text and typed["body"] in said.text


def is_photo_refused(desk, disk, words):
    """In words, and nothing of it is left lying about."""
    before = disk.files()
    small = desk.upload(pictures.jpeg((800, 600)))
    large = desk.upload(pictures.jpeg((80, 60)) + bytes(5_000_000))  # it waits on the disk
    for said in (small, large):
        by_the_store = said.status_code == 507
        sentence = said.json()["refused"][0]["error"] if by_the_store else said.text
        assert ("Для фото зараз немає місця" if by_the_store else words) in sentence
    return disk.files() <= before
