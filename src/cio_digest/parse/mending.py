"""Documents that are nearly well-formed XML to well-formed ones, so that no text in them suffers.

What publishers get wrong is mended where it stands: a bare ``&`` or ``<``, HTML's entities without
their DTD, characters and references that XML forbids, prefixes without a namespace, warnings and
scripts before or behind the feed. CDATA sections are left as they are, but for the marks that begin
and end them.
"""

from __future__ import annotations

import itertools
import re
from html.entities import html5
from typing import TYPE_CHECKING

from cio_digest.parse import limits

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROOT_TAG = re.compile(r"<(?:[\w-]+:)?(rss|rdf|feed)(?=[\s>/])[^<>]*", re.IGNORECASE)
_CHANNEL = re.compile(r">\s{0,99}<((?:[\w-]+:)?channel)[\s>]", re.IGNORECASE)
_NAME = re.compile(r"<([\w:-]+)")
_DECLARATION = re.compile(r"<\?xml\s[^<>]*>")
_ENDS = ("</rss>", "</feed>", "rdf>")
_LONGEST_END = max(map(len, _ENDS))
_PIECE = 1 << 20  # characters
_DOCTYPE = re.compile(r"<!DOCTYPE\s[^<>\[\]]*>", re.IGNORECASE)
_FORBIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BARE = re.compile(
    r"&(?:#(?:([0-9]{1,9})|[xX]([0-9a-fA-F]{1,8}));|([A-Za-z][A-Za-z0-9]{0,31});)?"
    r"|<(?![A-Za-z_/!?])"
)
_SIGN = re.compile("[&<]")
_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
_PREFIX = re.compile(r"(?:</?|\s)([A-Za-z_][\w.-]{0,30}):(?=[A-Za-z_])")
_ITEM = re.compile(r"<(?:[\w-]+:)?(?:item|entry)(?=[\s/>])", re.IGNORECASE)
_ITEM_END = re.compile(r"</(?:[\w-]+:)?(?:item|entry)\s*>", re.IGNORECASE)
# The end tag of an item at which a document breaks off, behind an element that has ended.
_ENDING = re.compile(
    r"(?<!\]\])>\s{0,99}</(?:i(?:t(?:em?)?)?|e(?:n(?:t(?:ry?)?)?)?)$", re.IGNORECASE
)
_SECTION, _SECTION_END = "<![CDATA[", "]]>"
# Also as it is misspelled, in a text that is not well-formed.
_SECTION_START = re.compile(r"<!?\s?\[\s?CDATA\s?\[", re.IGNORECASE)
# An element that begins with a section, and what of such a section belongs to the items behind it.
_SECTION_FIELD = re.compile(r"<([\w:-]+)(?:\s[^<>]*)?>\s{0,99}<!\[CDATA\[")
_SWALLOWED = re.compile(r"<!\[CDATA\[|</(?:[\w-]+:)?(?:item|entry)\s*>", re.IGNORECASE)
_BROKEN_END = re.compile(r"\]\]\s{0,9}(?:>|&gt;)?\s*$")
_MODULES = {
    "atom": "http://www.w3.org/2005/Atom",
    "a10": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "xhtml": "http://www.w3.org/1999/xhtml",
}


def root(text: str) -> int:
    """Where the root of a feed begins, or -1."""
    match = _ROOT_TAG.search(text)
    return match.start() if match else -1


def mended(text: str) -> str:
    """The feed in a text, as nearly well-formed as can be without knowing what was meant."""
    text = _FORBIDDEN.sub("", _DOCTYPE.sub("", _trimmed(text), count=1))
    text = with_section_ends(_SECTION_START.sub(_SECTION, text))
    if len(text) > limits.SMALL:
        beyond = next(itertools.islice(_SIGN.finditer(text), limits.MENDED, None), None)
        text = text[: beyond.start()] if beyond else text
    own = "<!ENTITY" in text
    mended = "".join(
        _BARE.sub(lambda match: _legal(match, own_entities=own), outside.replace(_SECTION_END, ""))
        + cdata[: len(_SECTION)]
        + cdata[len(_SECTION) :].replace(_SECTION, "")
        for outside, cdata in parted(text, _SECTION, _SECTION_END)
    )
    return _with_namespaces(mended)


def swallows(text: str, kind: str, count: int) -> bool:
    """Whether sections of a document of this kind may hold items beside the ``count`` outside."""
    tag = "</entry>" if kind.startswith("Atom") else "</item>"
    return _SECTION in text and text.count(tag) > count


def with_section_ends(text: str) -> str:
    """The text with an end for each CDATA section that would go on into what follows its element.

    Up to the end of the next section all would be its text, the next item with its address and all.
    """
    parts: list[str] = []
    at, end = 0, text.find(_SECTION_END)
    while field := _SECTION_FIELD.search(text, at):
        if 0 <= end < field.end():  # each end is looked for once
            end = text.find(_SECTION_END, field.end())
        tag = text.find(f"</{field[1]}", field.end(), len(text) if end < 0 else end)
        if tag < 0 and end < 0:
            break
        if tag >= 0 and (end < 0 or _SWALLOWED.search(text, tag, end)):
            parts += _BROKEN_END.sub("", text[at:tag]), _SECTION_END
            at = tag
        else:
            parts.append(text[at : end + len(_SECTION_END)])
            at = end + len(_SECTION_END)
    return "".join((*parts, text[at:]))


def is_ended(text: str) -> bool:
    """Whether the root of a mended document ends."""
    return text.rstrip()[-_LONGEST_END:].lower().endswith((*_ENDS, "/>"))


def after_items(text: str, count: int) -> int:
    """Where the item or entry after so many begins; the length of the text where there is none."""
    beyond = next(itertools.islice(_ITEM.finditer(text), count, None), None)
    return beyond.start() if beyond else len(text)


def whole_items(text: str) -> str:
    """The document without the item in whose midst it breaks off.

    Half an item has neither its address nor its id, and would be taken for another one; one that
    breaks off in its own end tag is whole. Where no item ends at all, they are left as they are,
    unless there is but one.
    """
    if text.rstrip().lower().endswith(_ENDS) or _ENDING.search(text):
        return text
    end = 0
    for tag in _ITEM_END.finditer(text):
        end = tag.end()
    begun = _ITEM.search(text, end)
    if begun is None or (not end and after_items(text, 1) < len(text)):
        return text
    return text[: begun.start()]


def beginning(text: str, count: int) -> str:
    """A document that ends after so many items and entries, with the tags closed that are open."""
    found = _ROOT_TAG.search(text)
    if not found:
        return text
    kept = text[: after_items(text, count)]
    channel = _CHANNEL.match(text, found.end())
    ends = [f"</{tag[1]}>" for tag in (channel, _NAME.match(found[0])) if tag]
    return kept + "".join(end for end in ends if end not in kept)


def items(text: str) -> int:
    """How many items and entries begin in a document, outside its comments and CDATA."""
    text = "".join(outside for outside, _ in parted(text, "<!--", "-->"))
    parts = (outside for outside, _ in parted(text, _SECTION, _SECTION_END))
    return sum(1 for outside in parts for _ in _ITEM.finditer(outside))


def parted(text: str, start: str, end: str) -> Iterator[tuple[str, str]]:
    """What stands outside of sections, each with the section behind it."""
    at = 0
    while (begins := text.find(start, at)) >= 0 and (ends := text.find(end, begins)) >= 0:
        yield text[at:begins], text[begins : ends + len(end)]
        at = ends + len(end)
    yield text[at:], ""


def _trimmed(text: str) -> str:
    """The text from the feed's declaration or root to its end, as far as it is read."""
    start = root(text)
    if start < 0:
        return text[: limits.MENDABLE]
    declarations = [match.start() for match in _DECLARATION.finditer(text, 0, start)]
    end = _end(text)
    first = (declarations or [start])[-1]
    return text[first : min(end if end > start + 6 else len(text), first + limits.MENDABLE)]


def _end(text: str) -> int:
    """Where the last end of a root ends, or 0; looked for from behind, without a second copy."""
    for at in range(len(text), 0, -_PIECE):
        piece = text[max(0, at - _PIECE) : at + _LONGEST_END].lower()
        ends = [found + len(tag) for tag in _ENDS if (found := piece.rfind(tag)) >= 0]
        if ends:
            return max(0, at - _PIECE) + max(ends)
    return 0


def _legal(match: re.Match[str], *, own_entities: bool) -> str:
    """A reference or sign as XML allows it."""
    decimal, hexadecimal, name = match.groups()
    if decimal or hexadecimal:
        return _character(int(decimal) if decimal else int(hexadecimal, 16))
    if name in _XML or (name and own_entities and f"{name};" not in html5):
        return match[0]
    if name and f"{name};" in html5:
        return html5[f"{name};"].replace("&", "&amp;").replace("<", "&lt;")
    return match[0].replace("&", "&amp;").replace("<", "&lt;")


def _character(number: int) -> str:
    """A reference to a character; half of a pair is left to the reading of markup, as text."""
    if 0xD800 <= number <= 0xDFFF:
        return f"&amp;#{number};"
    if number > 0x10FFFF or _FORBIDDEN.match(chr(number)):
        return ""
    return f"&#{number};"


def _with_namespaces(text: str) -> str:
    """The document with a namespace for every prefix that it uses, and for Atom's own names."""
    tag = _ROOT_TAG.search(text)
    if tag is None:
        return text
    used = dict.fromkeys(_PREFIX.findall(text))
    new = [
        f' xmlns:{prefix}="{_MODULES.get(prefix.lower(), f"urn:{prefix}")}"'
        for prefix in used
        if prefix not in {"xml", "xmlns"} and f"xmlns:{prefix}" not in tag[0]
    ][: limits.PREFIXES]
    if tag[1].lower() == "feed" and "xmlns=" not in tag[0] and tag[0].startswith("<feed"):
        new.append(f' xmlns="{_MODULES["atom"]}"')
    start = tag.end(1)
    return text[:start] + "".join(new) + text[start:]
