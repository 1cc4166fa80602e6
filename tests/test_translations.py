"""Every sentence of the interface stands in both catalogues, and nothing else does."""

from io import BytesIO
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1]
LANGUAGES = ("uk", "en")
KEYWORDS = dict.fromkeys(["_", "_l", "gettext", "lazy_gettext"]) | {"ngettext": (1, 2)}
SOURCES = {"newsroom": [("**.py", "python")], "templates": [("**.html", "jinja2")]}
OPTIONS = {"**.html": {"trimmed": "true"}}


@pytest.fixture(scope="module")
def sentences() -> set:
    """What the code and the templates say: sentences, or pairs of singular and plural."""
    return {
        message
        for folder, methods in SOURCES.items()
        for _, _, message, _, _ in extract_from_dir(ROOT / folder, methods, OPTIONS, KEYWORDS)
    }


def gaps(catalogue: Catalog, sentences: set) -> list[str]:
    """What is missing in the catalogue, in doubt, wrong or no longer said."""
    known = {message.id: message for message in catalogue if message.id}
    found = [f"not there: {sentence}" for sentence in sentences - known.keys()]
    found += [f"nobody says: {sentence}" for sentence in known.keys() - sentences]
    found += [f"no longer said: {sentence}" for sentence in catalogue.obsolete]
    for message in known.values():
        words = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.fuzzy:
            found.append(f"in doubt: {message.id}")
        if not all(words) or len(words) < (catalogue.num_plurals if message.pluralizable else 1):
            found.append(f"not translated: {message.id}")
    found += [f"{message.id}: {problem}" for message, problem in catalogue.check()]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated(language, sentences):
    path = ROOT / "newsroom/translations" / language / "LC_MESSAGES/messages.po"
    assert sentences
    found = gaps(read_po(BytesIO(path.read_bytes()), locale=language), sentences)
    assert not found, "\n".join(found)


WHOLE = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

#, python-format
msgid "Saved by %(name)s"
msgstr "Зберіг %(name)s"

msgid "%(num)d article"
msgid_plural "%(num)d articles"
msgstr[0] "%(num)d стаття"
msgstr[1] "%(num)d статті"
msgstr[2] "%(num)d статей"
"""
SAID = {"Saved by %(name)s", ("%(num)d article", "%(num)d articles")}


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("", ""),
        ('"Saved by', '"Written by'),
        ('"Зберіг %(name)s"', '""'),
        ("#, python-format", "#, python-format, fuzzy"),
        ('"Зберіг %(name)s"', '"Зберіг %(who)s"'),
        ('msgstr[2] "%(num)d статей"', ""),
        ("#, python-format\nmsgid", '#~ msgid "Old"\n#~ msgstr "Старе"\n\nmsgid'),
    ],
)
def test_a_gap_would_be_seen(right, wrong):
    catalogue = read_po(BytesIO(WHOLE.replace(right, wrong, 1).encode()), locale="uk")
    assert bool(gaps(catalogue, SAID)) == (right != wrong)
