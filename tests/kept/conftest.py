"""Newsrooms that keep bytes, beside one that does not."""

import pytest


@pytest.fixture
def newsrooms(database, compiled_templates, monkeypatch):
    from tests.kept.newsrooms import Newsrooms

    found = Newsrooms(database, compiled_templates, monkeypatch)
    yield found
    found.close()
