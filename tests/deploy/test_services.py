"""systemd's units and the container: what can be tried of them without a system and a registry."""

import json
import re
import shlex
import shutil
import signal
import subprocess
from configparser import RawConfigParser
from pathlib import Path

import pytest

from tests import standby
from tests.deploy.rendered import DEPLOY, replaced
from tests.serving import Server

ROOT = DEPLOY.parent
UNITS = sorted((DEPLOY / "systemd").iterdir())
SERVING = ["newsroom@.service", "newsroom-outbox.service"]
MIRROR = "newsroom-mirror.service"
HARDENED = [*SERVING, MIRROR, "newsroom.service", "newsroom-backup.service"]
WORST = 18  # tenths of systemd's measure of what a service could reach, of 100
needs_systemd = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")


class Unit(RawConfigParser):
    """As far as a test needs it: of a setting that stands twice, the last."""

    def __init__(self, name: str) -> None:
        super().__init__(strict=False, interpolation=None, delimiters=("=",))
        self.optionxform = str
        self.read(DEPLOY / "systemd" / name)


def analyze(*words):
    command = ["systemd-analyze", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def here(tmp_path):
    """The units as they are, of a newsroom that is installed here."""
    (tmp_path / "newsroom.env").touch()
    for unit in UNITS:
        text = unit.read_text()
        if "/opt/newsroom" in text:
            text = replaced(text, {"/opt/newsroom": str(ROOT)})
        text = re.sub("^User=newsroom$", "User=daemon", text, flags=re.MULTILINE)
        (tmp_path / unit.name).write_text(text)
    (tmp_path / "newsroom@8000.service").write_text((tmp_path / "newsroom@.service").read_text())
    return tmp_path


@needs_systemd
def test_systemd_finds_nothing_wrong(here):
    for unit in here.glob("newsroom*.*"):
        if unit.suffix in {".service", ".timer", ".path"} and "@." not in unit.name:
            said = analyze("verify", "--man=no", "--recursive-errors=no", str(unit))
            assert said.returncode == 0 and str(here) not in said.stderr, said.stderr


@needs_systemd
def test_it_would_find_what_is_wrong(here):
    unit = here / "newsroom.service"
    unit.write_text(unit.read_text().replace("ExecStart=", "ExecStart=/nowhere"))
    assert analyze("verify", "--man=no", str(unit)).returncode


@needs_systemd
@pytest.mark.parametrize("name", HARDENED)
def test_what_serves_can_reach_little(here, name):
    name = name.replace("@.", "@8000.")
    said = analyze("security", "--offline=true", f"--threshold={WORST}", str(here / name))
    assert said.returncode == 0, said.stdout[-2000:]


def test_both_kinds_of_process_are_confined_alike():
    one, other = ({*Unit(name)["Service"].items()} for name in SERVING)
    own = {"ExecStart", "LimitNOFILE"}
    assert {name for name, _ in one ^ other} == own


def test_only_who_may_write_nothing_reads_what_the_newsroom_writes():
    """Whoever writes what root's nginx reads is root."""
    unit = Unit(MIRROR)["Service"]
    assert unit["ExecStart"].endswith(" /opt/newsroom/deploy/nginx/mirror.conf")
    assert unit["DynamicUser"] == "yes" and not {"User", "ReadWritePaths", "StateDirectory"} & {
        *unit
    }
    same = set(Unit("newsroom.service")["Service"].items())
    own = {"Type", "RemainAfterExit", "User", "WorkingDirectory", "EnvironmentFile", "ExecStart"}
    own |= {"Restart", "RestartSec", "TimeoutStartSec", "ReadWritePaths"}
    assert {name for name, _ in same - set(unit.items())} <= own
    assert not re.search(r"^\s*include\b", (DEPLOY / "nginx/newsroom.conf").read_text(), re.M)


@pytest.mark.one_database
def test_the_command_of_the_unit_serves_and_ends_well(app, database, tmp_path):
    command = shlex.split(Unit("newsroom@.service")["Service"]["ExecStart"])
    program, words = Path(command[0]), command[1:]
    assert program.parent == Path("/opt/newsroom/.venv/bin") and program.name == "granian"
    server = Server(database, tmp_path / "log", options=tuple(_options(words)))
    server.start()
    process = server.process
    process.send(signal.SIGTERM)
    assert process.is_over(within=30)
    server.process = None
    assert isinstance(process, standby.Group)


def _options(words):
    """What the unit says beside what a test's server says itself."""
    left = iter(words)
    for word in left:
        if word in {"--interface", "--port"}:
            next(left)
        elif word != "app:app":
            yield word


def test_what_the_unit_the_container_and_bin_dev_say_is_the_same():
    unit = Unit("newsroom@.service")["Service"]["ExecStart"]
    said = (ROOT / "bin/dev").read_text().replace("\\\n", " ")
    container = (DEPLOY / "Containerfile").read_text()
    for option in ("--blocking-threads 32", "--http 1", "--workers-kill-timeout 5", "--no-ws"):
        assert option in unit and option in said and option in container


def steps():
    """The container's, as pairs of instruction and rest."""
    lines = (DEPLOY / "Containerfile").read_text().splitlines()
    return [tuple(line.split(" ", 1)) for line in lines if line and not line.startswith("#")]


def test_the_container_runs_as_nobody_and_says_how_it_is():
    last = dict(steps()[[word for word, _ in steps()].index("USER") :])
    assert last["USER"] == "10001"
    check = json.loads(last["HEALTHCHECK"].partition("CMD ")[2])
    compile(check[2], "check", "exec")
    assert check[:2] == ["python", "-c"]
    assert last["STOPSIGNAL"] == "SIGTERM"
    unit = Unit("newsroom@.service")["Service"]["ExecStart"].split(" --port %i ")[1]
    assert unit in json.loads(last["CMD"])[2]


def test_the_container_is_made_of_what_there_is_and_nothing_else():
    copied = [rest.split() for word, rest in steps() if word == "COPY" and "--from" not in rest]
    assert all((ROOT / source).exists() for source, _there in copied)
    assert {source for source, _there in copied} >= {"newsroom", "templates", "static", "app.py"}
    assert not {".", "instance", "tests"} & {source for source, _there in copied}
    bases = [rest.split()[0] for word, rest in steps() if word == "FROM"]
    assert len(set(bases)) == 1 and not bases[0].endswith((":latest", "python"))


def test_nothing_else_is_sent_to_whoever_builds_the_container():
    let_in = (ROOT / ".dockerignore").read_text().splitlines()
    copied = {rest.split()[0] for word, rest in steps() if word == "COPY" and "--from" not in rest}
    assert let_in[1] == "*" and {line[1:] for line in let_in if line[0] == "!"} == copied


def test_the_container_runs_programs_that_there_are_and_compiles_them_once():
    ran = " ".join(rest for word, rest in steps() if word in {"RUN", "CMD"})
    programs = {*re.findall(r"\.venv/bin/(\w+)", ran)} | {"flask", "granian"}
    assert all((ROOT / ".venv/bin" / program).exists() for program in programs)
    assert {"flask db upgrade", "exec granian"} <= {
        *re.findall(r"flask db upgrade|exec granian", ran)
    }
    # A layer rounds times: what is stale then is compiled at each start, if nothing can be written.
    assert "--no-compile" in ran and "--invalidation-mode unchecked-hash .venv/lib newsroom" in ran


def test_the_shell_of_the_container_can_be_read():
    for word, rest in steps():
        if word == "RUN":
            subprocess.run(["sh", "-n", "-c", rest], check=True)


@pytest.mark.parametrize("name", ["NEWSROOM_CACHES", "NEWSROOM_STALE_SECONDS"])
def test_the_example_of_settings_names_what_belongs_to_the_proxies(name):
    assert name in (DEPLOY / "newsroom.env").read_text()


def test_the_example_of_settings_names_only_what_there_is(monkeypatch):
    from newsroom.config import SETTINGS

    lines = (DEPLOY / "newsroom.env").read_text().splitlines()
    named = [re.match(r"#?NEWSROOM_(\w+)=(.*)", line) for line in lines]
    for found in filter(None, named):
        reader = SETTINGS[found[1]][1]
        assert reader(found[2]) is not None
