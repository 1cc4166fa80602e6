"""What a browser would send when somebody types into a page's form and presses a button in it.

https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#constructing-form-data-set
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

HTMX_VERBS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Submission:
    method: str
    url: str
    fields: list[tuple[str, Any]]
    enctype: str
    headers: dict[str, str]


def find_button(scope: Tag, name: str) -> Tag:
    """The one button under ``scope`` that a person would call ``name``."""
    buttons = [
        button
        for button in scope.select("button, input[type=submit], input[type=image]")
        if button.get("type", "submit") in {"submit", "image"} or _htmx_verb(button)
    ]
    found = [button for button in buttons if _name(button) == name]
    if not found:
        raise LookupError(f"no button “{name}” among {sorted({_name(b) for b in buttons})}")
    if len(found) > 1:
        raise LookupError(
            f"{len(found)} buttons are called “{name}”: press inside one part of the page"
        )
    if _is_disabled(found[0]):
        raise LookupError(f"the button “{name}” is disabled")
    return found[0]


def submission(button: Tag, typed: dict[str, Any], htmx: bool = False) -> Submission:
    """What pressing ``button`` sends, with ``typed`` (field name → text or choice) in the form."""
    form = _form_of(button)
    controls = [control for control in _controls(form) if not _is_disabled(control)] if form else []
    _refuse_impossible(controls, typed)
    fields = [
        (control["name"], value)
        for control in controls
        for value in _values(control, typed, button)
    ]
    if htmx:
        return _by_htmx(button, form, fields)
    if form is None:
        raise LookupError(f"the button “{_name(button)}” is in no form")
    method = button.get("formmethod") or form.get("method") or "get"
    action = button.get("formaction") or form.get("action") or ""
    enctype = (
        button.get("formenctype") or form.get("enctype") or "application/x-www-form-urlencoded"
    )
    return Submission(method.upper(), _url(form, action), fields, enctype, {})


def _by_htmx(button: Tag, form: Tag | None, fields: list[tuple[str, Any]]) -> Submission:
    source = button if _htmx_verb(button) else form
    verb = _htmx_verb(source) if source else None
    if source is None or verb is None:
        raise LookupError(
            f"htmx does nothing with “{_name(button)}”: neither it nor its form has hx-…"
        )
    fields = fields + list(json.loads(source.get("hx-vals", "{}")).items())
    headers = {
        "HX-Request": "true",
        "HX-Request-Type": "partial",
        "HX-Source": _described(source),
        "HX-Target": _described(_target(source)),
    }
    enctype = source.get("hx-encoding") or source.get("enctype") or ""
    return Submission(verb.upper(), _url(source, source[f"hx-{verb}"]), fields, enctype, headers)


def _htmx_verb(element: Tag) -> str | None:
    return next((verb for verb in HTMX_VERBS if element.has_attr(f"hx-{verb}")), None)


def _target(source: Tag) -> Tag:
    inherited = (parent.get("hx-target:inherited") for parent in source.parents)
    selector = source.get("hx-target") or next(filter(None, inherited), "this")
    if selector == "this":
        return source
    return _page(source).select_one(selector) or source


def _described(element: Tag) -> str:
    return f"{element.name}#{element['id']}" if element.get("id") else element.name


def _page(element: Tag) -> BeautifulSoup:
    return [element, *element.parents][-1]


def _url(element: Tag, action: str) -> str:
    address = _page(element).address
    url = urlsplit(urljoin(f"http://here{address}", action))
    assert url.netloc == "here", f"the form goes to another site: {action}"
    return url._replace(scheme="", netloc="", fragment="").geturl()


def _name(element: Tag) -> str:
    by_id = (element.get("aria-labelledby") or "").split()
    labels = [_page(element).find(id=label) for label in by_id]
    text = " ".join(_spoken(label) for label in labels if label)
    return text or element.get("aria-label") or _spoken(element) or element.get("value") or ""


def _spoken(element: Tag) -> str:
    """The element's text, one space between words, without what is hidden from a screen reader."""
    hidden = [id(child) for child in element.select("[aria-hidden=true], [hidden], svg")]
    heard = (
        text for text in element.strings if not any(id(parent) in hidden for parent in text.parents)
    )
    return " ".join("".join(heard).split())


def _form_of(control: Tag) -> Tag | None:
    if control.get("form"):
        return _page(control).find("form", id=control["form"])
    return control.find_parent("form")


def _controls(form: Tag) -> Iterator[Tag]:
    for control in _page(form).select("input[name], select[name], textarea[name], button[name]"):
        if _form_of(control) is form:
            yield control


def _is_disabled(control: Tag) -> bool:
    return control.has_attr("disabled") or bool(control.find_parent("fieldset", disabled=True))


def _kind(control: Tag) -> str:
    return control.get("type", "text") if control.name == "input" else control.name


def _refuse_impossible(controls: list[Tag], typed: dict[str, Any]) -> None:
    """Nobody can type into a field that is not there, or choose what is not offered."""
    for name, given in typed.items():
        fields = [control for control in controls if control["name"] == name]
        open_fields = [c for c in fields if _kind(c) != "hidden" and not c.has_attr("readonly")]
        if not open_fields:
            names = sorted({control["name"] for control in controls})
            raise LookupError(f"nobody can type into “{name}”; the form's fields are {names}")
        choices = [choice for field in open_fields for choice in _choices(field)]
        wanted = given if isinstance(given, list) else [given]
        if choices and not isinstance(given, bool):
            for one in wanted:
                if not any(str(one) in choice for choice in choices):
                    raise LookupError(f"“{name}” does not offer “{one}”, but {choices}")


def _choices(control: Tag) -> list[tuple[str, str]]:
    """What can be chosen: pairs of value and text. Empty for what is typed."""
    if control.name == "select":
        options = [o for o in control.find_all("option") if not o.has_attr("disabled")]
        return [(_option_value(option), _spoken(option)) for option in options]
    if _kind(control) in {"radio", "checkbox"}:
        return [(control.get("value", "on"), _label(control))]
    return []


def _values(control: Tag, typed: dict[str, Any], button: Tag) -> list[Any]:
    """What this control adds to the form's data: nothing, one value or several."""
    given = typed.get(control["name"])
    kind = _kind(control)
    if kind in {"submit", "button", "reset", "image"}:
        return [control.get("value", "")] if control is button else []
    if kind in {"radio", "checkbox"}:
        value, label = _choices(control)[0]
        chosen = _is_chosen((value, label), given, control.has_attr("checked"))
        return [value] if chosen else []
    if kind == "select":
        return _selected(control, given)
    if kind == "file":
        return given if isinstance(given, list) else [given] if given else []
    text = control.get("value", "") if control.name == "input" else _text(control)
    # Browsers send every line end as CR LF.
    return [re.sub(r"\r\n|\r|\n", "\r\n", text if given is None else str(given))]


def _is_chosen(choice: tuple[str, str], given: Any, otherwise: bool) -> bool:
    if given is None or isinstance(given, bool):
        return otherwise if given is None else given
    return any(str(one) in choice for one in (given if isinstance(given, list) else [given]))


def _selected(select: Tag, given: Any) -> list[str]:
    options = [o for o in select.find_all("option") if not o.has_attr("disabled")]
    chosen = [
        _option_value(option)
        for option in options
        if _is_chosen((_option_value(option), _spoken(option)), given, option.has_attr("selected"))
    ]
    if select.has_attr("multiple"):
        return chosen
    return chosen[-1:] or [_option_value(option) for option in options[:1]]


def _option_value(option: Tag) -> str:
    return option["value"] if option.has_attr("value") else _spoken(option)


def _label(control: Tag) -> str:
    label = control.find_parent("label")
    if not label and control.get("id"):
        label = _page(control).find("label", attrs={"for": control["id"]})
    return _spoken(label) if label else ""


def _text(area: Tag) -> str:
    """A parser of HTML drops one line end right after the opening tag."""
    return area.get_text().removeprefix("\r").removeprefix("\n")
