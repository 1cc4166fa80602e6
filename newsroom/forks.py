"""Which process this is, for whoever may not ask the system each time. A fork is another."""

import os

here = object()


def _begin() -> None:
    global here  # noqa: PLW0603 -- it is what this module is for
    here = object()


os.register_at_fork(after_in_child=_begin)
