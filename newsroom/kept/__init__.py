"""Kept bytes: what hot addresses answer is made once and sent from memory while it stands.

`edition` counts the changes that readers can see, `standing` says until when what was made is what
would be made, `answers` keeps it within a size, `serving` sends it before Flask is entered. `parts`
keeps what many pages share.
"""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from flask import Flask, request

if TYPE_CHECKING:
    from newsroom.kept.answers import Form

P = ParamSpec("P")
R = TypeVar("R")
# In an environ:
STANDING = "newsroom.standing"  # what stands, where an answer may come from memory
DECLARED = "newsroom.kept"  # a view says that its answer may be kept
TOO_MANY = "newsroom.too_many"  # seconds to wait: what is not kept already will be refused
ROUTE = "newsroom.route"  # the pattern of the address, by whoever answered,
FROM_MEMORY = "newsroom.from_memory"  # or, where that was memory, here


def kept_for(*parameters: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """For a hot view that reads nothing of a request but these ``parameters``.

    Where its address ends with `.json` it may look at the Origin too.
    """

    def declare(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def declared(*args: P.args, **kwargs: P.kwargs) -> R:
            request.environ[DECLARED] = True
            return view(*args, **kwargs)

        declared.kept_for = frozenset(parameters)  # type: ignore[attr-defined]
        return declared

    return declare


def init_app(app: Flask) -> None:
    """Last of all: it stands before everything else, and knows every view and every table."""
    from newsroom.kept import parts
    from newsroom.kept.serving import KeptBytes

    parts.init_app(app)
    app.extensions["at_hand"] = nothing
    if app.config["KEPT_BYTES"]:
        app.extensions["kept"] = kept = KeptBytes(app)
        app.extensions["at_hand"] = kept.at_hand
        app.wsgi_app = kept  # type: ignore[method-assign]


def nothing(_environ: dict[str, Any]) -> "Form | None":
    """What is at hand where nothing is kept."""
    return None
