"""Who is a reader: a browser with somebody before it, as far as its request tells.

Only scripts in a page that is being shown ask to be counted, so few robots come this far. A list of
those that fetch pages without showing them, however well kept, would add nothing.
"""

import re

from flask import Request

LONGEST_AGENT = 1_000
# «Cubot» makes telephones.
ROBOTS = re.compile(
    r"(?<!cu)bot|crawl|spider|slurp|headless|lighthouse|pagespeed|preview|prerender|scrap|archiv"
    r"|monitor|phantom|selenium|puppeteer|playwright|externalhit|mediapartners|ptst/|https?://",
    re.I,
)
BEFOREHAND = re.compile("prefetch|prerender|preview", re.I)
PURPOSES = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")


def is_reader(request: Request) -> bool:
    agent = request.headers.get("User-Agent", "")[:LONGEST_AGENT]
    if not agent.startswith("Mozilla/") or ROBOTS.search(agent):
        return False
    return not any(BEFOREHAND.search(request.headers.get(name, "")) for name in PURPOSES)
