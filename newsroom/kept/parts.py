"""Parts that many pages share: each is made once while what it shows stands.

The same idea as of whole answers: a part is made from what it is given and from what stands, and
from nothing else of a request. Whoever may not be answered from memory gets it made anew.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from threading import Lock
from typing import Any, TypeVar, cast

from flask import Flask, current_app, has_request_context, request
from markupsafe import Markup, escape

from newsroom.i18n import language
from newsroom.kept import STANDING
from newsroom.kept.standing import Standing

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)

MOST = 2_000  # of one standing; the oldest goes first


class Parts:
    """What was made while the newest standing stands."""

    def __init__(self) -> None:
        self._standing: Standing | None = None
        self._made: dict[Hashable, Any] = {}
        self._lock = Lock()

    def get(self, standing: Standing, key: Hashable, make: Callable[[], T]) -> T:
        made = self._while(standing)
        try:
            return cast("T", made[key])
        except KeyError:
            one = make()
        self._put(made, {key: one})
        return one

    def known(self, standing: Standing, make: Hashable, keys: Iterable[K]) -> dict[K, Any]:
        """Of these, those that ``make`` has made."""
        made = self._while(standing)
        return {key: one for key in keys if (one := made.get((make, key))) is not None}

    def put(self, standing: Standing, make: Hashable, new: Mapping[Any, Any]) -> None:
        self._put(self._while(standing), {(make, key): one for key, one in new.items()})

    def _put(self, made: dict[Hashable, Any], new: Mapping[Hashable, Any]) -> None:
        with self._lock:
            made |= new
            while len(made) > MOST:
                del made[next(iter(made))]

    def _while(self, standing: Standing) -> dict[Hashable, Any]:
        with self._lock:
            if standing is not self._standing:
                self._standing, self._made = standing, {}
            return self._made


def init_app(app: Flask) -> None:
    app.extensions["parts"] = Parts()
    app.jinja_env.globals["part"] = rendered


def part(make: Callable[..., T], *given: Hashable) -> T:
    """What ``make`` makes of ``given``, which nobody may change: others are shown it too."""
    standing = _standing()
    if standing is None:
        return make(*given)
    return _parts().get(standing, (make, given), lambda: make(*given))


def parts(
    make: Callable[[Sequence[K]], dict[K, T]], shared: Sequence[K], own: Sequence[K]
) -> dict[K, T]:
    """What ``make`` makes of each: of those of ``shared`` that are not kept and of ``own``, which
    are nobody else's, at once.
    """
    standing = _standing()
    known: dict[K, T] = _parts().known(standing, make, shared) if standing else {}
    asked = [*(key for key in shared if key not in known), *own]
    made = make(asked) if asked else {}
    if standing:
        shareable = {key: one for key, one in made.items() if key not in own}
        _parts().put(standing, make, shareable)
    return known | made


def _standing() -> Standing | None:
    return request.environ.get(STANDING) if has_request_context() else None


def _parts() -> Parts:
    parts: Parts = current_app.extensions["parts"]
    return parts


def rendered(template: str, **given: Hashable) -> Markup:
    """``template`` with what it is given, for a place in another one."""
    return part(_render, template, language(), tuple(given.items()))


def _render(template: str, _language: str, given: tuple[tuple[str, Any], ...]) -> Markup:
    context = dict(given)
    current_app.update_template_context(context)
    return escape(current_app.jinja_env.get_template(template).make_module(context))
