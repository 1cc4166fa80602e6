"""What files cannot carry, written down for nginx: which file an address is, of what type it is,
and the headers that the newsroom itself would send with it.

All of it is read off the newsroom's own answers. `maps.conf` belongs into `http`, and `server.conf`
into `server`.
"""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import select

from newsroom.mirror import names, places
from newsroom.mirror.folder import PUBLIC, SERVER
from newsroom.mirror.mirror import Mirror
from newsroom.mirror.sections import read
from newsroom.partners.models import Partner, PartnerOrigin

MAPS, SERVER_FILE = "maps.conf", "server.conf"
DATA = "/widget/<key>.json"  # whose answer depends on the origin that asks
ARTICLE = "/news/<slug>"
ERROR = "/404.html . ."  # has what is sent with what has nothing of its own
TYPE = "Content-Type"
NINJS = f"{ARTICLE}{names.NINJS}"
CURSOR = "[A-Za-z0-9_-]+"
Headers = list[tuple[str, str]]

ALWAYS = """
root {root};
absolute_redirect off;
gzip on; gzip_vary on; gzip_min_length 600; gzip_proxied any;
gzip_types text/plain text/css text/javascript text/xml application/json application/xml
  application/rss+xml application/atom+xml application/feed+json application/manifest+json
  image/svg+xml;
error_page 404 /404.html;
error_page 410 /410.html;
if ($mirror_moved) {{ return 301 $mirror_moved$is_args$args; }}
location ~ ^/widget/[0-9a-f]+/count$ {{
  add_header Cross-Origin-Resource-Policy cross-origin always;
  return 204;
}}
"""
# What else lies there is the web server's to serve, but nothing that is hidden.
REST = """
location ~ /\\.(?!well-known/) { return 404; }
location / { try_files $uri $uri/index.html =404; }
"""


class Place(NamedTuple):
    """Files of one route, or one file of another kind, and what is sent with them."""

    place: str
    path: str  # of the one; "" for all
    headers: Headers


def write(mirror: Mirror) -> None:
    """Both files, each whole; nginx takes them up when it is told to reload."""
    for name, text in ((MAPS, _maps(mirror)), (SERVER_FILE, _server(mirror))):
        path = mirror.folder.root / SERVER / name
        if not path.exists() or path.read_text() != text:
            mirror.folder.write(name, text.encode(), under=SERVER)


def _maps(mirror: Mirror) -> str:
    moved = (
        f"  {old}{suffix} {new}{suffix};"
        for old, new in mirror.inventory.moves()
        if not names.is_file(old)
        for suffix in ("", names.NINJS)
    )
    allowed = (
        f'  "~^/widget/{key}\\.json {_pattern(origin)}$" $http_origin;'
        for key, origin in _origins()
    )
    return "\n".join(
        [
            "map_hash_bucket_size 512; map_hash_max_size 65536;",
            *("map $uri $mirror_moved {", '  default "";', *moved, "}"),
            *('map "$uri $http_origin" $mirror_origin {', '  default "";', *allowed, "}"),
            "",
        ]
    )


def _origins() -> Iterator[tuple[str, str]]:
    for (key,) in read(select(Partner.key).order_by(Partner.id)):
        yield key, "null"
    query = select(Partner.key, PartnerOrigin.origin).join(PartnerOrigin.__table__)
    yield from read(query.order_by(Partner.id, PartnerOrigin.origin))


def _pattern(origin: str) -> str:
    return re.escape(origin).replace(r"\*", "[a-z0-9.-]+")


def _server(mirror: Mirror) -> str:
    begins = ALWAYS.format(root=_quoted(str(mirror.folder.root.resolve() / PUBLIC)))
    found = _places(mirror)
    locations = [line for place in found for line in _location(place)]
    usual = [line for place in found if place.place == ERROR for line in _sending(place)]
    return "\n".join([begins.strip(), *usual, *locations, REST.strip(), ""])


def _places(mirror: Mirror) -> list[Place]:
    """One for each route, with the headers that most of its files have, and one for each file that
    has others. The longer a route is, the more it says: it comes first.
    """
    found: list[Place] = []
    usual: dict[str, int] = {}
    for place, headers, text in mirror.inventory.headers_by_place():
        if usual.setdefault(place, headers) == headers:
            found.append(Place(place, "", json.loads(text)))
            continue
        for address in mirror.inventory.addresses_with(place, headers):
            found.append(Place(place, address.partition("?")[0], json.loads(text)))
    return sorted(found, key=lambda one: (not one.path, -len(one.place), one))


def _location(place: Place) -> Iterator[str]:
    rule, suffix, asked = place.place.split(" ")
    where = re.escape(place.path) if place.path else _regex(rule, suffix)
    if asked == places.EMBED:
        where += rf"/{names.CARD}\.html"
    headers = [f"  {line}" for line in (*_type(place), *_sending(place))]
    yield from (f'location ~ "^{where}\\z" {{', *_finding(place, rule, asked), *headers, "}")
    if rule in places.LISTS:
        # An old page of the list that was open leads to where it begins.
        other = "  if (!-f $request_filename) { rewrite ^(.*)/before=[^/]*$ $1/index.html break; }"
        yield from (f'location ~ "^{where}/before={CURSOR}\\.html\\z" {{', other, *headers, "}")


def _finding(place: Place, rule: str, asked: str) -> Iterator[str]:
    if rule == NINJS:
        yield f'  if ($uri ~ "^(/news/[^/\\s]+){re.escape(names.NINJS)}$") {{ set $mirror_of $1; }}'
        yield f"  if (-f $document_root$mirror_of/{names.GONE}) {{ return 410; }}"
    if asked == places.EMBED or places.is_file(place.place):
        yield "  try_files $uri =404;"
        return
    if rule == ARTICLE:
        yield f"  if (-f $document_root$uri/{names.GONE}) {{ return 410; }}"
        yield f'  if ($arg_embed = "true") {{ rewrite ^(.*)$ $1/{names.CARD}.html? last; }}'
    if rule in places.LISTS:
        following = "rewrite ^(.*)$ $1/before=$arg_before.html? last;"
        yield f'  if ($arg_before ~ "^{CURSOR}$") {{ {following} }}'
    yield "  try_files $uri/index.html =404;"


def _sending(place: Place) -> Iterator[str]:
    for name, value in place.headers:
        if name != TYPE:
            yield f"add_header {name} {_quoted(value)} always;"
    if place.place.startswith(DATA):
        yield "add_header Access-Control-Allow-Origin $mirror_origin always;"


def _type(place: Place) -> Iterator[str]:
    mimetype, _, charset = dict(place.headers).get(TYPE, "").partition("; charset=")
    yield f"types {{ }} default_type {mimetype};"
    if charset:
        yield f"charset {charset};"
    if charset and mimetype != "text/html":  # that it always knows
        yield f"charset_types {mimetype};"


def _regex(rule: str, suffix: str) -> str:
    parts = re.split("(<[^>]+>)", rule)
    found = [_argument(part) if part.startswith("<") else re.escape(part) for part in parts]
    if suffix != ".":
        found[-2 if not found[-1] else -1] += re.escape(suffix)
    return "".join(found)


def _argument(part: str) -> str:
    """No white space: an address stands in headers, where a line break would begin another."""
    return r"\S+" if part.startswith("<path:") else r"[^/\s]+"


def _quoted(value: str) -> str:
    """Raises ValueError for what nginx would take for a variable of its own."""
    if "$" in value.replace(places.ITSELF, "") or "\n" in value:
        raise ValueError(f"nginx cannot say {value}")
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
