"""Plain pages are written by people at the desk."""

from tests.articles.conftest import colleague, editor

__all__ = ["colleague", "editor"]
