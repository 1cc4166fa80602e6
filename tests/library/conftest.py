"""Photos are kept and described by people at the desk."""

from tests.articles.conftest import colleague, editor, reporter, statements

__all__ = ["colleague", "editor", "reporter", "statements"]
