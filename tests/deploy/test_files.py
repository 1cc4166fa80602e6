"""The files of deploy/: the programs that read them find nothing wrong."""

import re
import subprocess

import pytest

from tests import programs
from tests.deploy import rendered


@programs.needs("nginx")
def test_nginx_takes_its_configuration(tmp_path):
    text = rendered.nginx(tmp_path, 1, [2, 3, 4], [8000], "10.0.0.5/32")
    around = "events {{ }} http {{ {temporary} {text} }} pid {folder}/pid;"
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = " ".join(f"{kind}_temp_path {tmp_path}/{kind};" for kind in kinds)
    own = tmp_path / "nginx.conf"
    own.write_text(around.format(temporary=temporary, text=text, folder=tmp_path))
    command = [programs.find("nginx"), "-t", "-c", str(own), "-e", str(tmp_path / "errors")]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert said.returncode == 0 and "[warn]" not in said.stderr, said.stderr


@programs.needs("varnishd", "gcc")
def test_varnish_compiles_its_own(tmp_path):
    file = tmp_path / "newsroom.vcl"
    file.write_text(rendered.varnish(8080))
    command = [programs.find("varnishd"), "-C", "-f", str(file), "-n", str(tmp_path / "work")]
    said = subprocess.run(
        [*command, "-p", f"vmod_path={programs.vmods()}"],
        env=programs.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stderr


def test_a_line_that_is_gone_is_missed():
    with pytest.raises(AssertionError, match="no longer"):
        rendered.replaced("listen 80;", {"listen 81;": ""})


def test_behind_a_cdn_the_last_but_one_is_who_asks():
    """The line that is a comment: what somebody says in front of it counts for nothing."""
    lines = re.findall(
        r'"~(\(\?<the_last>.*)" \$the_last;', (rendered.DEPLOY / "nginx/newsroom.conf").read_text()
    )
    last, but_one = (re.compile(line.replace("?<", "?P<")) for line in lines)
    for said in ("203.0.113.9, 198.51.100.2", "8.8.8.8, 203.0.113.9,198.51.100.2"):
        assert last.search(said)["the_last"] == "198.51.100.2"
        assert but_one.search(said)["the_last"] == "203.0.113.9"
    assert not but_one.search("198.51.100.2")
