"""The editor as it is delivered: small, made from its sources, on pages that edit and no others."""

import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from newsroom.language.body import MAX_CHARACTERS
from tests import factories

ROOT = Path(__file__).parents[2]
BUNDLE = ROOT / "static/vendor/editor@1"
SOURCES = ROOT / "static/js/editor"


def build(folder):
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    subprocess.run([ROOT / "bin/vendor-editor", folder], env=environment, check=True)


def test_it_is_at_most_80_kb():
    assert len(gzip.compress((BUNDLE / "editor.js").read_bytes(), 9)) <= 80_000


def test_the_same_sources_give_the_same_bytes(tmp_path):
    build(tmp_path)
    for path in BUNDLE.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


def test_the_editor_holds_as_much_as_the_server():
    assert f"const MOST = {MAX_CHARACTERS:_};" in (SOURCES / "rich-text.js").read_text()


def test_every_package_in_it_has_its_licence():
    licences = (BUNDLE / "LICENSES.txt").read_text()
    assert licences.count("Permission is hereby granted") == licences.count("\n---- ") >= 9


def test_every_version_is_pinned_and_the_lock_names_no_registry():
    package = json.loads((SOURCES / "package.json").read_text())
    versions = (package["dependencies"] | package["devDependencies"]).values()
    assert all(re.fullmatch(r"[\d.]+", version) for version in versions)
    assert "http" not in (SOURCES / "package-lock.json").read_text()


@pytest.mark.parametrize("address", ["/", "/sign-in", "/desk/articles", "/desk/categories"])
def test_only_pages_that_edit_fetch_it(page, sign_in, address):
    sign_in(page, factories.staff())
    page.goto(address)
    assert page.locator("script[src*='editor@1']").count() == 0
