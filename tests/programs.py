"""Programs that are no Python packages and that tests run for real: nginx, Varnish, age, gcc.

As a program: brings Debian's nginx, Varnish and age into .cache/programs, unpacked and not
installed, so that nobody need be root and no service starts, and installs the compiler.
bin/setup-tests runs it. It fails for root on Debian, where all are to be had; elsewhere the tests
that need one say so.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
HERE = ROOT / ".cache" / "programs"
SYSTEM = Path("/usr")


class Program(NamedTuple):
    packages: tuple[str, ...]  # Debian's
    parts: tuple[str, ...]  # files under usr/ that must be there, the program itself first
    is_installed: bool = False  # what does not run from where it was unpacked


PROGRAMS = {
    "nginx": Program(("nginx",), ("sbin/nginx",)),
    # It compiles its configuration, so it needs gcc beside this.
    "varnishd": Program(
        ("varnish", "libvarnishapi3", "libjemalloc2", "varnish-modules"),
        (
            "sbin/varnishd",
            "lib/*/libvarnishapi.so.*",
            "lib/*/varnish/vmods/libvmod_xkey.so",
        ),
    ),
    "age": Program(("age",), ("bin/age",)),
    "gcc": Program(("gcc", "libc6-dev"), ("bin/gcc", "include/stdio.h"), is_installed=True),
}


@cache
def find(name: str) -> str | None:
    """Where it is: the system's own, or else the one unpacked here."""
    known = shutil.which(name)
    of_the_system = Path(known).resolve().parents[1] if known else SYSTEM
    for usr in (of_the_system, SYSTEM, HERE / "usr"):
        found = [next(usr.glob(part), None) for part in PROGRAMS[name].parts]
        if all(found):
            return str(found[0])
    return None


def needs(*names: str) -> pytest.MarkDecorator:
    """The mark of a test that runs these."""
    missing = [name for name in names if not find(name)]
    reason = f"no {', '.join(missing)} here, and apt-get brought none"
    return pytest.mark.skipif(bool(missing), reason=reason)


def environment() -> dict[str, str]:
    """In which what is unpacked here finds its libraries."""
    libraries = [str(folder) for folder in HERE.glob("usr/lib/*-linux-*")]
    known = os.environ.get("LD_LIBRARY_PATH", "")
    return os.environ | {"LD_LIBRARY_PATH": ":".join([*libraries, known]).strip(":")}


def vmods() -> str:
    """The folders in which Varnish looks for what a configuration imports."""
    folders = [found for usr in (SYSTEM, HERE / "usr") for found in usr.glob("lib/*/varnish")]
    return ":".join(f"{folder}/vmods" for folder in folders)


def listens(program: "subprocess.Popen[bytes]", port: int, seconds: float) -> bool:
    """Whether it does, within so long; not when it has ended instead."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and program.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except OSError:
            time.sleep(0.02)
        else:
            return True
    return False


def bring(names: list[str]) -> None:
    HERE.mkdir(parents=True, exist_ok=True)
    if not _fetch(names) and os.getuid() == 0:
        _apt("update")
        _fetch(names)
    for package in HERE.glob("*.deb"):
        subprocess.run(["dpkg-deb", "-x", package, HERE], check=True)
    compiler = list(_packages(names, is_installed=True))
    if compiler and os.getuid() == 0:
        subprocess.run([ROOT / "bin/install-debian", *compiler], check=False)


def _fetch(names: list[str]) -> bool:
    packages = list(_packages(names, is_installed=False))
    return not packages or not _apt("download", *packages)


def _packages(names: list[str], is_installed: bool) -> Iterator[str]:
    for program in map(PROGRAMS.__getitem__, names):
        if program.is_installed is is_installed:
            yield from program.packages


def _apt(*words: str) -> int:
    command = ["apt-get", "-qq", *words]
    return subprocess.run(command, check=False, cwd=HERE, capture_output=True).returncode


def _missing() -> list[str]:
    find.cache_clear()
    return [name for name in PROGRAMS if not find(name)]


def _all_can_be_had() -> bool:
    system = Path("/etc/os-release")
    return os.getuid() == 0 and system.exists() and "\nID=debian\n" in f"\n{system.read_text()}"


if __name__ == "__main__":
    if shutil.which("apt-get") and _missing():
        bring(_missing())
    if _missing():
        print(f"Not here, and apt-get brought none: {', '.join(_missing())}.", file=sys.stderr)
    sys.exit(1 if _missing() and _all_can_be_had() else 0)
