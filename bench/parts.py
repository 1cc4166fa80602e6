"""The parts of `bin/bench`, by name, in the order of the document. A new one is a line here."""

from dataclasses import dataclass

from bench.cold import cold
from bench.dying import kills, power_cuts
from bench.growth import growth
from bench.kept import kept
from bench.memory import memory
from bench.of_wagtail import of_wagtail
from bench.pollers import pollers
from bench.rows import Measure
from bench.saving import saving
from bench.starting import starting
from bench.troubles import locks, postgresql


@dataclass(frozen=True)
class Part:
    title: str
    about: str
    measure: Measure


PARTS = {
    "kept": Part(
        "Kept bytes",
        "What is sent from memory, beside nginx with the same bytes and headers in files.",
        kept,
    ),
    "cold": Part(
        "Nothing kept",
        "A robot walks through the archive and asks for nothing twice.",
        cold,
    ),
    "wagtail": Part(
        "Beside Wagtail",
        "An article page that nobody keeps, with all that stands on it, beside pages of a site in"
        " Wagtail that show a title, a lead and a body: time of the processor, by turns.",
        of_wagtail,
    ),
    "growth": Part(
        "Growth",
        "The time of a page with the most articles, of that with a thousand: p50 in one process,"
        " nothing kept, the sizes by turns.",
        growth,
    ),
    "saving": Part(
        "Saving",
        "Twenty people at once on SQLite with `synchronous=FULL`.",
        saving,
    ),
    "pollers": Part(
        "Ten thousand who poll",
        "5,000 live lists every 15 s and 5,000 partners' boxes every 30 s, with what these count,"
        " while two people write and publish. Each is asked for at its time, whatever the answers"
        " take, and its answer's time counts from then.",
        pollers,
    ),
    "memory": Part("Memory", "Of one worker, while it is asked for all sorts of things.", memory),
    "start": Part("Start", "From the command to the first answer.", starting),
    "kills": Part(
        "Kills",
        "`kill -9` of the whole server at random moments, while people save, upload photos and"
        " publish; each keeps what was acknowledged, and it is compared with what is there.",
        kills,
    ),
    "power": Part(
        "Power cuts",
        "The same, and what was not synced is gone too, in whole or in part.",
        power_cuts,
    ),
    "locks": Part(
        "A lock",
        "Another program holds SQLite's one lock, while more people save than the server has"
        " threads.",
        locks,
    ),
    "postgresql": Part(
        "PostgreSQL away",
        "It is restarted in two ways, stands still, and has no connection left.",
        postgresql,
    ),
}
