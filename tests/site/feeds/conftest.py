"""One story as feed readers get it, whatever the format."""

import pytest

from newsroom import clock
from newsroom.articles.corrections import Correction
from newsroom.database import db


@pytest.fixture(params=["rss", "atom", "json"])
def format(request):
    return request.param


@pytest.fixture
def correct():
    """Add a correction to an article, as publishing one does."""

    def correct(article, text="Правильно: сто."):
        db.session.add(Correction(article_id=article.id, text=text, created_at=clock.now()))
        db.session.commit()

    return correct
