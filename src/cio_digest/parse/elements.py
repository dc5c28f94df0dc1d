"""Element trees to what the readers of RSS and Atom ask for: children by short name, text, base."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from functools import lru_cache

from cio_digest.parse.addresses import absolute

Children = dict[str, list[ET.Element]]

# Namespaces as ``_plain`` leaves them: publishers spell them with https, other case, no last slash.
_PREFIXES = {
    "purl.org/rss/1.0": "",
    "purl.org/rss/2.0": "",
    "purl.org/net/rss1.1": "",
    "my.netscape.com/rdf/simple/0.9": "",
    "channel.netscape.com/rdf/simple/0.9": "",
    "my.netscape.com/publish/formats/rss-0.91.dtd": "",
    "backend.userland.com/rss": "",
    "backend.userland.com/rss2": "",
    "blogs.law.harvard.edu/tech/rss": "",
    "cyber.law.harvard.edu/rss": "",
    "rssboard.org/rss-specification": "",
    "w3.org/2005/atom": "atom:",
    "purl.org/atom/ns": "atom:",
    "purl.org/rss/1.0/modules/content": "content:",
    "purl.org/rss/1.0/modules/syndication": "sy:",
    "purl.org/rss/1.0/modules/slash": "slash:",
    "purl.org/syndication/thread/1.0": "thr:",
    "purl.org/dc/elements/1.0": "dc:",
    "purl.org/dc/elements/1.1": "dc:",
    "purl.org/rss/1.0/modules/dc": "dc:",
    "purl.org/dc/terms": "dcterms:",
    "purl.org/rss/1.0/modules/dcterms": "dcterms:",
    "itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "example.com/dtds/podcast-1.0.dtd": "itunes:",
    "search.yahoo.com/mrss": "media:",
    "tools.search.yahoo.com/mrss": "media:",
    "video.search.yahoo.com/mrss": "media:",
    "rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "w3.org/1999/02/22-rdf-syntax-ns": "rdf:",
    "w3.org/1999/xhtml": "xhtml:",
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
    return _PREFIXES.get(_plain(space), "?:") + local.lower()


def _plain(namespace: str) -> str:
    """A namespace without what its spellings differ in."""
    _, _, rest = namespace.strip().lower().rpartition("://")
    return rest.removeprefix("www.").rstrip("/#")


def children(element: ET.Element) -> Children:
    """An element's children by their short name, each in document order."""
    found: Children = {}
    for child in element:
        found.setdefault(name(child.tag), []).append(child)
    return found


def text(children: Children, *names: str) -> str:
    """The first text that is not empty among the children so named, in the order of ``names``."""
    for wanted in names:
        if wanted not in children:
            continue
        for element in children[wanted]:
            value = (element.text or "").strip()
            if value:
                return value
    return ""


def texts(children: Children, *names: str) -> list[str]:
    """All texts that are not empty among the children so named, in the order of ``names``."""
    if children.keys().isdisjoint(names):
        return []
    return [
        value
        for name in names
        if name in children
        for element in children[name]
        if (value := (element.text or "").strip())
    ]


def attribute(element: ET.Element, name: str) -> str:
    """An attribute's value, however its name is capitalised; "" where there is none."""
    if (value := element.get(name)) is None:
        value = next((text for key, text in element.items() if key.lower() == name.lower()), "")
    return value.strip()


def markup(children: Children, *names: str) -> str:
    """As ``text``, with markup that was not escaped turned back into a string."""
    for wanted in names:
        if wanted not in children:
            continue
        for element in children[wanted]:
            value = inner(element) if len(element) else (element.text or "").strip()
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
    inner = element.get(BASE)
    return absolute(inner, outer) or outer if inner else outer
