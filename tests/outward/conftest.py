"""Ways that reach this machine, which no setting of the newsroom can."""

import pytest

from newsroom.outward import Way
from tests.outward import servers


@pytest.fixture
def serve():
    """A server on this machine: ``serve(handler)``; it ends with the test."""
    from contextlib import ExitStack

    with ExitStack() as stack:
        yield lambda *how, **more: stack.enter_context(servers.serving(*how, **more))


@pytest.fixture
def way():
    """A way to everywhere, at any port, with what a test says else."""

    def make(**how):
        everywhere = {"ports": range(1, 65536), "reaches": lambda number: True}
        return Way(**{"agent": "Newsroom", **everywhere, **how})

    return make
