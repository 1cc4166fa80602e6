"""Sitemaps as others read them: the protocol’s own schema, and the parser of npm’s sitemap."""

import json
import subprocess

from lxml import etree

from tests.vocabulary import PACKAGES, node

SCHEMA = PACKAGES / "sitemap/schema/sitemap.xsd"
READ = """
const { parseSitemap, parseSitemapIndex, ErrorLevel } = require("sitemap");
const { Readable } = require("stream");
const read = process.argv[1] === "index" ? parseSitemapIndex : parseSitemap;
const chunks = [];
process.stdin.on("data", chunk => chunks.push(chunk)).on("end", async () => {
  const found = await read(Readable.from([Buffer.concat(chunks)]), { level: ErrorLevel.THROW });
  console.log(JSON.stringify(found));
});
"""


def breaks_of_the_schema(xml: bytes) -> list[str]:
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    schema.validate(etree.fromstring(xml))
    return [str(error) for error in schema.error_log]


def read_by_others(xml: bytes, kind: str = "urls") -> list[dict]:
    """What npm's sitemap finds in it (``kind``: urls or index). It throws at the first mistake."""
    done = subprocess.run(
        [node(), "-e", READ, kind], input=xml, capture_output=True, cwd=PACKAGES, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)
