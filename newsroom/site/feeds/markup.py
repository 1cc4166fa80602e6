"""Writing XML: elements in order, nothing in them that XML 1.0 cannot hold."""

from xml.etree.ElementTree import Element, SubElement, tostring

from newsroom.site.xml_text import possible

# Prefixes are written as they stand; what they mean is said once, on the root.
ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
MEDIA = "http://search.yahoo.com/mrss/"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"


def root(name: str, **attributes: str) -> Element:
    return Element(name, attributes)


def add(parent: Element, name: str, text: str = "", /, **attributes: str) -> Element:
    """A child with ``text``; every attribute that has a value is written."""
    kept = {key: possible(value) for key, value in attributes.items() if value}
    child = SubElement(parent, name, kept)
    child.text = possible(text)
    return child


def written(element: Element) -> bytes:
    body: bytes = tostring(element, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body
