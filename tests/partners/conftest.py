"""Partners are set up by people at the desk."""

from tests.articles.conftest import colleague, editor
from tests.articles.test_saving_at_once import send

__all__ = ["colleague", "editor", "send"]
