"""The timer starts what there is, and the drill is written as the program takes it."""

import configparser
import re
from pathlib import Path

import pytest

from newsroom import create_app
from newsroom.backup.cli import backup, restore

ROOT = Path(__file__).parents[2]
UNITS = ROOT / "deploy" / "systemd"
OPERATING = (ROOT / "docs" / "operating.md").read_text()


def unit(name):
    found = configparser.ConfigParser(interpolation=None, strict=False)
    found.optionxform = str
    found.read(UNITS / name)
    return found


def test_the_unit_starts_what_there_is():
    service = unit("newsroom-backup.service")["Service"]
    program, *words = service["ExecStart"].split()
    assert program.endswith("/.venv/bin/flask") and words[0] == "backup"
    made = backup.make_context("backup", words[1:])
    assert (made.params["keep"], str(made.params["to"])) == (14, "/var/backups/newsroom")
    assert service["Type"] == "oneshot"  # so that its exit code is the unit's
    assert unit("newsroom-backup.timer")["Timer"]["Persistent"] == "true"


@pytest.mark.parametrize("command", [backup, restore], ids=lambda command: command.name)
def test_each_line_of_the_drill_is_one_that_the_program_takes(command):
    lines = re.findall(rf"flask {command.name} (.*)", OPERATING)
    assert lines
    for line in lines:
        words = [word for word in re.sub(r"[`#].*", "", line).split() if word != "…"]
        assert command.make_context(command.name, words)


def test_every_command_has_help():
    app = create_app({"SQLALCHEMY_DATABASE_URI": "sqlite://", "SECRET_KEY": "only-for-tests"})
    for words in (["backup"], ["restore"], ["backup-key"], ["database", "copy"]):
        shown = app.test_cli_runner().invoke(args=[*words, "--help"])
        assert (shown.exit_code, len(shown.output) > 100) == (0, True)
