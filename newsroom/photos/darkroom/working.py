"""An order, done: the file opened, its words read, its files written. The answer is a line of JSON.

Before that comes a line once the picture is decoded: what is hostile does not get there.
"""

import json
import resource
from pathlib import Path
from typing import Any, TextIO

from newsroom.photos.darkroom.cutting import MASTER as AS_MASTER
from newsroom.photos.darkroom.cutting import all_files, placeholder, write
from newsroom.photos.darkroom.opening import developed, opened
from newsroom.photos.darkroom.reading import words_of
from newsroom.photos.darkroom.refusal import Refused, head_of, why
from newsroom.photos.sizes import MASTER

DECODED = "decoded"


def work(order: dict[str, Any], out: TextIO) -> None:
    """``order``: source, folder, most_pixels, focus, avif."""
    try:
        answer = develop(order, lambda: _say_decoded(out))
    except Refused as refused:
        answer = {"refused": str(refused)}
    except MemoryError:
        answer = {"refused": "too-hard"}
    except Exception as problem:  # ours, since it was decoded: a full disk, a mistake
        answer = {"broke": f"{type(problem).__name__}: {problem}"[:200]}
    print(json.dumps(answer), file=out, flush=True)


def develop(order: dict[str, Any], when_decoded: Any = lambda: None) -> dict[str, Any]:
    """All files of one picture, and what is to be known of it. Raises Refused."""
    source, folder = Path(order["source"]), Path(order["folder"])
    try:
        with opened(source, order["most_pixels"]) as image:
            words = words_of(image)
            picture = developed(image)
            del image  # what it holds is not needed again
    except (Refused, MemoryError):
        raise
    except Exception as problem:  # decoders of broken files raise whatever they stumble over
        raise Refused(why(head_of(source))) from problem
    when_decoded()
    write(picture, folder / MASTER, AS_MASTER)
    tiny = all_files(picture, folder, tuple(order["focus"]), order["avif"])
    size = {"width": picture.width, "height": picture.height}
    return {**size, **words, "placeholder": placeholder(tiny), "avif": order["avif"]}


def _say_decoded(out: TextIO) -> None:
    """From here on only our own work is to be done: it may take longer than opening a file."""
    print(DECODED, file=out, flush=True)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (hard, hard))
