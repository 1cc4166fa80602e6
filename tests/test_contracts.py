"""The contracts of import-linter name every module that they are about."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
TABLES = re.compile(r"__tablename__|^\w+ = Table\(", re.MULTILINE)


def with_tables(folder):
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in folder.rglob("*.py")
        if TABLES.search(path.read_text())
    }


def test_every_module_with_a_table_is_kept_from_the_web():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = settings["tool"]["importlinter"]["contracts"]
    (contract,) = [one for one in contracts if one["type"] == "forbidden"]
    assert not contract.get("allow_indirect_imports")
    found = with_tables(ROOT / "newsroom")
    assert "newsroom.staff.models" in found
    assert found <= set(contract["source_modules"])
