"""Save: every save is a revision."""

from typing import Any

from newsroom.articles import second_pair
from newsroom.articles.acting import act, back_to
from newsroom.articles.blueprint import blueprint
from newsroom.database import reads_first


@blueprint.post("/desk/articles")
@reads_first
def create() -> Any:
    return act(None, None, back_to)


@blueprint.post("/desk/articles/<int:article_id>/revisions")
@reads_first
def save(article_id: int) -> Any:
    return act(article_id, second_pair.note_reading, back_to)
