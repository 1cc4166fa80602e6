"""The programs in bin/ say what went wrong; a skipped test of the shared input is a failure."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def run(*command: object, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command],
        cwd="/",
        env=os.environ | variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_ci_runs_the_one_command_that_a_person_runs():
    lines = (ROOT / ".ci/run").read_text().splitlines()
    assert lines[0].startswith("#!")
    assert [line for line in lines[1:] if line] == ['exec "$(dirname "$0")/../bin/test"']


@pytest.mark.parametrize("name", ["audit", "dev", "setup", "setup-tests", "test"])
def test_a_program_can_be_started_from_anywhere(name):
    path = ROOT / "bin" / name
    assert os.access(path, os.X_OK)
    assert 'cd -P "$(dirname "$0")/.."' in path.read_text()


def test_setup_has_nothing_to_do_the_second_time():
    again = run(ROOT / "bin/setup")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")


def test_setup_refuses_what_it_does_not_know():
    refused = run(ROOT / "bin/setup", "--test")
    assert refused.returncode == 1
    assert "no argument but --tests" in refused.stderr


def test_a_port_that_is_taken_is_said_in_a_sentence():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = run(ROOT / "bin/dev", PORT=str(port))
    assert refused.returncode != 0
    assert refused.stderr.startswith(f"Port {port} cannot be used")


@pytest.mark.parametrize(
    ("is_there", "workers", "status"), [(True, 0, 1), (True, 2, 1), (False, 0, 0)]
)
def test_a_skipped_test_of_the_shared_input_fails_where_that_is_there(
    tmp_path, is_there, workers, status
):
    tests = tmp_path / "project/tests"
    tests.mkdir(parents=True)
    shutil.copy(ROOT / "tests/conftest.py", tests)
    (tests / "test_input.py").write_text(
        "import pytest\n"
        "@pytest.mark.shared\n"
        "def test_input(): pytest.skip('not today')\n"
        "def test_other(): pass\n"
    )
    if is_there:
        (tmp_path / "shared").mkdir()
    settings = ["-c", ROOT / "pyproject.toml", "--rootdir", tests.parent, "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", *settings, "-n", workers, tests]
    ran = run(*command, PYTHONPATH=str(ROOT))  # where conftest.py finds what it imports
    assert ran.returncode == status, ran.stdout
    assert ("skipped, though ../shared is there" in ran.stdout) == is_there
