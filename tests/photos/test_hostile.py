"""Files that mean harm or mean nothing: refused in words or shown as what they are, in limited time
and memory, whatever they do.
"""

import fcntl
import json
import os
import resource
import subprocess
import sys
from zipfile import ZipFile

import pytest
from PIL import Image

from newsroom import outbox
from newsroom.photos import hatch
from newsroom.photos.darkroom.refusal import Refused
from newsroom.photos.refusals import SENTENCES
from tests.photos import pictures
from tests.photos.conftest import SECONDS_TO_OPEN
from tests.photos.pictures import MARKER, drawn, encoded

MEGABYTE = 1024 * 1024
PHP = f"<?php {MARKER} ?>".encode()
# The system counts a parent's memory at the fork as the child's, so a small process is the parent.
MEASURE = """
import resource, subprocess, sys
subprocess.run([sys.executable, *sys.argv[1:]], stdout=subprocess.DEVNULL, check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


def outcome(darkroom, content):
    """How it was refused, or None: then `darkroom` has looked through all that it became."""
    try:
        darkroom(content)
    except Refused as refused:
        assert str(refused) in SENTENCES
        return str(refused)
    return None


@pytest.mark.shared
def test_the_known_hostile_ones_do_no_harm(darkroom, shared):
    files = sorted((shared / "vectors/images").iterdir())
    found = {path.name: outcome(darkroom, path.read_bytes()) for path in files}
    taken = {name for name, why in found.items() if why is None}
    assert len(taken) >= 5
    assert not {name for name in taken if name.endswith((".bmp", ".tif", ".ico"))}
    assert found["Pillow__Tests_images_hopper.tif"] == "tiff"
    assert found["Pillow__Tests_images_bmp_b_reallybig.bmp"] == "bmp"
    assert found["fuzzdb__attack_file-upload_malicious-images_lottapixel.jpg"] == "too-many-pixels"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
@pytest.mark.parametrize("part", [0.02, 0.5, 0.99])
def test_half_a_file_is_called_damaged(darkroom, form, part):
    whole = encoded(Image.effect_noise((200, 150), 90).convert("RGB"), form)
    assert outcome(darkroom, whole[: int(len(whole) * part)]) == "broken"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_what_is_two_things_at_once_stays_only_a_picture(darkroom, form, tmp_path):
    with ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.php", PHP)
    content = encoded(drawn(), form)
    assert outcome(darkroom, content + (tmp_path / "a.zip").read_bytes()) is None
    assert outcome(darkroom, content + PHP) is None


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf <?xml version='1.0'?><svg onload='alert(1)'/>", "svg"),
        (b"%PDF-1.7", "pdf"),
        (b"\0\0\0\x18ftypmp42", "video"),
        (b"\0\0\0\x18ftypavif", "avif"),
        (b"\0\0\0\x18ftypheic", "broken"),
        (b"8BPS", "photoshop"),
        (b"PK\3\4", "archive"),
        (b"\xff\xd8\xff<script>alert(1)</script>", "broken"),
        (b"GIF89a/*" + PHP, "broken"),
        (b"<html><script>alert(1)</script>", "unknown"),
        (b"#!/bin/sh", "unknown"),
        (b"push graphic-context\nviewbox 0 0 1 1\nfill 'url(https://a/|ls)'", "unknown"),
        (b"%!PS-Adobe-3.0 EPSF-3.0", "unknown"),
    ],
)
def test_what_is_no_photo_is_called_by_its_name(darkroom, content, why):
    assert outcome(darkroom, content) == why


def test_a_lying_size_is_found_out(darkroom):
    content = bytearray(pictures.jpeg())
    at = content.index(b"\xff\xc0") + 5
    content[at : at + 4] = (60_000).to_bytes(2) * 2
    assert outcome(darkroom, bytes(content)) == "too-many-pixels"
    content[at : at + 4] = (500).to_bytes(2) * 2
    assert outcome(darkroom, bytes(content)) in {None, "broken"}


def test_as_many_pixels_as_the_setting_says(darkroom):
    content = encoded(Image.new("L", (1001, 1000)), "PNG")
    with pytest.raises(Refused, match="too-many-pixels"):
        darkroom(content, PHOTO_MEGAPIXELS=1)
    darkroom(encoded(Image.new("L", (1000, 1000)), "PNG"), PHOTO_MEGAPIXELS=1)


def test_memory_is_limited(darkroom, monkeypatch):
    """The limit is the system's own: no process of the darkroom can have more."""
    assert hatch.LIMITS["RLIMIT_AS"] == [700 * MEGABYTE] * 2
    large = encoded(Image.new("RGB", (6000, 5000)), "PNG")
    monkeypatch.setitem(hatch.LIMITS, "RLIMIT_AS", [150 * MEGABYTE] * 2)
    assert outcome(darkroom, large) == "too-hard"


@pytest.fixture
def instead(monkeypatch, tmp_path):
    """``instead(script)``: this is run in the darkroom's place."""

    def run(script):
        (tmp_path / "room").mkdir()
        (tmp_path / "room/__main__.py").write_text(script)
        monkeypatch.setattr(hatch, "FOLDER", tmp_path / "room")

    return run


LIMITED = "import json, resource, sys\n" + (
    "for name, both in json.load(sys.stdin)['limits'].items():\n"
    "    resource.setrlimit(getattr(resource, name), both)\n"
)


def test_what_computes_for_ever_is_ended_by_its_own_time(darkroom, instead, monkeypatch):
    assert hatch.LIMITS["RLIMIT_CPU"][0] < 10
    monkeypatch.setitem(hatch.LIMITS, "RLIMIT_CPU", [1, 2])
    instead(LIMITED + "while True: pass")
    assert outcome(darkroom, b"any") == "too-hard"


@pytest.mark.parametrize(
    "script",
    ["import time; time.sleep(60)", "import os; os.kill(os.getpid(), 9)", "print('half', end='')"],
)
def test_what_hangs_or_is_killed_is_tried_again(darkroom, instead, monkeypatch, script):
    assert SECONDS_TO_OPEN < 10
    monkeypatch.setattr(hatch, "SECONDS_TO_OPEN", 1)
    instead(script)
    with pytest.raises(hatch.Gone):
        darkroom(b"any")


def test_a_full_disk_is_no_fault_of_the_file(darkroom, monkeypatch):
    monkeypatch.setitem(hatch.LIMITS, "RLIMIT_FSIZE", [1000, 1000])
    with pytest.raises(outbox.Later, match="OSError"):
        darkroom(pictures.jpeg())


def test_many_open_files_of_the_servers_do_not_matter():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    read, write = os.pipe()
    high = fcntl.fcntl(read, fcntl.F_DUPFD, 1500)
    os.write(write, b"said")
    os.close(write)
    assert hatch._heard(high) == b"said"
    os.close(read)
    os.close(high)
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_what_crashes_is_refused(darkroom, instead):
    instead("import os; os.kill(os.getpid(), 11)")
    assert outcome(darkroom, b"any") == "too-hard"


def test_what_talks_for_ever_is_not_listened_to(darkroom, instead):
    instead("while True: print('a' * 1000)")
    with pytest.raises((hatch.Gone, ValueError)):
        darkroom(b"any")


def test_it_has_nothing_of_the_servers(darkroom, instead, monkeypatch):
    monkeypatch.setenv("NEWSROOM_SECRET_KEY", MARKER)
    instead(
        "import json, os, sys\n"
        "print(json.dumps({'refused': repr([dict(os.environ), os.listdir('/proc/self/fd')])}))"
    )
    with pytest.raises(Refused) as told:
        darkroom(b"any")
    environment, descriptors = eval(str(told.value))
    assert environment.keys() <= {"LANG", "LC_CTYPE", "__CF_USER_TEXT_ENCODING"}
    assert len(descriptors) <= 4  # the three, and the one that reads them


def test_a_phones_photo_takes_little_time_and_memory(tmp_path):
    """Twelve megapixels with detail everywhere: processor time and memory, as the system counts."""
    detail = Image.effect_noise((1000, 750), 60).resize((4000, 3000))
    Image.merge("RGB", [detail] * 3).save(tmp_path / "source", "JPEG", quality=90)
    order = {"source": str(tmp_path / "source"), "folder": str(tmp_path), "focus": (0.5, 0.5)}
    order |= {"most_pixels": 50_000_000, "avif": False, "limits": hatch.LIMITS}
    command = [sys.executable, "-I", "-B", "-c", MEASURE, "-I", "-B", str(hatch.FOLDER)]
    said = subprocess.run(
        command, input=json.dumps(order), capture_output=True, text=True, check=True
    )
    assert (tmp_path / "1920.webp").exists()
    seconds, kilobytes = map(float, said.stdout.split())
    assert seconds <= 4
    assert 20 * 1024 < kilobytes <= 300 * 1024
