"""Element trees to what the readers of RSS and Atom ask for: children by short name, text, base."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from functools import lru_cache

from cio_digest.parse.addresses import absolute

Children = dict[str, list[ET.Element]]

_NONE: list[ET.Element] = []
_PREFIXES = {
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://backend.userland.com/rss2": "",
    "http://www.w3.org/2005/Atom": "atom:",
    "http://purl.org/atom/ns#": "atom:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/rss/1.0/modules/syndication/": "sy:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "http://search.yahoo.com/mrss/": "media:",
    "http://search.yahoo.com/mrss": "media:",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "http://www.w3.org/1999/xhtml": "xhtml:",
}
_XML = "{http://www.w3.org/XML/1998/namespace}"
BASE = f"{_XML}base"
LANGUAGE = f"{_XML}lang"
ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_TAG_PREFIX = re.compile(r'(</?)\w+:| xmlns(?::\w+)?="[^"]*"')


@lru_cache(maxsize=2048)
def name(tag: str) -> str:
    """``{namespace}Local`` to ``prefix:local`` in lower case; unknown namespaces to ``?:local``."""
    if not tag.startswith("{"):
        return tag.lower()
    space, _, local = tag[1:].rpartition("}")
    prefix = _PREFIXES.get(space)
    if prefix is None:
        prefix = _PREFIXES.get(space.lower(), "?:")
    return prefix + local.lower()


def children(element: ET.Element) -> Children:
    """An element's children by their short name, each in document order."""
    found: Children = {}
    for child in element:
        found.setdefault(name(child.tag), []).append(child)
    return found


def text(found: Children, *names: str) -> str:
    """The first text that is not empty among the children so named, in the order of ``names``."""
    for wanted in names:
        for element in found.get(wanted, _NONE):
            value = (element.text or "").strip()
            if value:
                return value
    return ""


def markup(found: Children, *names: str) -> str:
    """As ``text``, with markup that was not escaped turned back into a string."""
    for wanted in names:
        for element in found.get(wanted, _NONE):
            value = inner(element)
            if value:
                return value
    return ""


def inner(element: ET.Element) -> str:
    """What stands between an element's tags, as HTML."""
    if not len(element):
        return (element.text or "").strip()
    parts = [(element.text or "").replace("&", "&amp;").replace("<", "&lt;")]
    parts += [ET.tostring(child, encoding="unicode", method="html") for child in element]
    return _TAG_PREFIX.sub(r"\1", "".join(parts)).strip()


def base(element: ET.Element, outer: str) -> str:
    """The address that links inside ``element`` are relative to (XML Base)."""
    return absolute(element.get(BASE, ""), outer) or outer
