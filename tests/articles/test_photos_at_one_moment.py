"""An article goes out in the very moment in which one of its photos is described anew.

On SQLite one of the two waits for its one lock; PostgreSQL lets both go on together.
"""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text, update

from newsroom.articles.models import Article
from newsroom.database import db
from newsroom.photos.models import Photo
from tests import factories
from tests.articles.desk import PUBLISH, address, error
from tests.outbox.waiting import until

pytestmark = pytest.mark.one_database  # this one
WAITING = "SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted"


@pytest.fixture
def database(postgresql):
    url = postgresql.copy()
    yield url
    postgresql.drop(url)


@pytest.mark.parametrize("place", ["lead_photo", "body"])
def test_no_article_goes_out_with_a_photo_whose_credit_was_just_emptied(editor, place):
    photo = factories.photo(author="Ганна В’юн", agency="")
    figure = f'<p>Слово.</p><figure data-photo="{photo.name}"></figure>'
    given = {place: photo.name if place == "lead_photo" else figure}
    article = factories.draft(editor.person, headline="Човен", **given)
    page, article_id = editor.read(address(article)), article.id
    emptied = update(Photo).where(Photo.id == photo.id).values(author="")
    db.session.commit()
    with ThreadPoolExecutor(1) as threads, db.engine.connect() as other:
        other.execute(emptied)
        pressed = threads.submit(editor.press, page, PUBLISH)
        until(lambda: pressed.done() or other.scalar(text(WAITING)))
        other.commit()
        answer = pressed.result()
    assert answer.status_code == 422
    assert "Вкажіть, чиє це фото" in error(answer.soup, place)
    assert not db.session.get(Article, article_id).is_live


def test_a_photo_is_described_when_what_shows_it_is_out(editor, colleague):
    """By then readers see it, and it may not lose its credit."""
    photo, other = factories.photo(author="Ганна В’юн", agency=""), colleague("editor")
    article = factories.draft(editor.person, headline="Човен", lead_photo=photo.name)
    page, described = editor.read(address(article)), other.read(f"/desk/photos/{photo.name}")
    db.session.commit()
    with ThreadPoolExecutor(2) as threads, db.engine.connect() as between:
        between.execute(text("LOCK TABLE outbox IN SHARE MODE"))  # where a publication ends
        pressed = threads.submit(editor.press, page, PUBLISH)
        until(lambda: pressed.done() or between.scalar(text(WAITING)))
        emptied = threads.submit(other.press, described, "Зберегти", author="", agency="")
        until(lambda: emptied.done() or between.scalar(text(WAITING)) == 2)
        between.rollback()
        assert (pressed.result().status_code, emptied.result().status_code) == (200, 422)
