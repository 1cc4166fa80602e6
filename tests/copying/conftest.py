"""A second database beside the app's own, of the other kind."""

import pytest

from newsroom.copying.places import newsroom_on
from newsroom.database import db


@pytest.fixture
def other(app, request):
    """The address of an empty one."""
    is_sqlite = db.engine.dialect.name == "sqlite"
    kind = request.getfixturevalue("postgresql" if is_sqlite else "sqlite")
    url = kind.copy()
    yield url
    kind.drop(url)


@pytest.fixture
def there(other):
    """The engine of the other one."""
    with newsroom_on(other) as engine:
        pass
    yield engine
    engine.dispose()


@pytest.fixture
def copy(app, other):
    """``copy(*words)``: the exit code and the lines of `flask database copy`."""

    def run(*words, to=other):
        db.session.rollback()
        ended = app.test_cli_runner().invoke(args=["database", "copy", to, *words])
        assert ended.exception is None or isinstance(ended.exception, SystemExit), ended.exception
        return ended.exit_code, ended.output

    return run
