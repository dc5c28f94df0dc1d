"""The text of an OPML document to people or feeds: an outline each, with the folders above it.

OPML 2.0, http://opml.org/spec2.opml. Many lists are not well-formed XML (a bare & or < in a name),
so tags are read one by one rather than by an XML parser; entities are never expanded from the
document's own definitions, and nothing outside of it is looked at.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.lists import folders, roles
from cio_digest.lists.row import ListRow, Subscription, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

# Bounded, so that no text makes a search go on for long.
_ATTRIBUTE = r"""\s{0,99}[\w:.-]{1,50}\s{0,9}=\s{0,9}(?:"[^"]{0,9000}"|'[^']{0,9000}')"""
_TAG = re.compile(
    rf"<outline\b(?P<attributes>(?:{_ATTRIBUTE}){{0,40}})\s{{0,99}}(?P<alone>/?)>"
    r"|(?P<end></outline\s{0,99}>)|(?P<broken><outline\b)",
    re.IGNORECASE,
)
_ONE = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|\w{1,40});")
_LONG = 20_000  # characters of a broken outline
_WHOLE = re.compile(
    r"""\b(text|title|xmlUrl|htmlUrl|filtercmd)="([^"\n]{0,9000})"(?=\s*/?>|\s+[\w:.-]+=")""",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_SECTOR = re.compile(r"(?:sector|industry)\s*[:/=-]\s*(.+)", re.IGNORECASE)
_COMMA = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))")  # none within a number: "5,000+"
_SIZE = re.compile(r"(?:(?:company )?size|employees|headcount)\s*[:/=]\s*(.+)", re.IGNORECASE)
_BROKEN = "its quotes or brackets do not match, so it cannot be read"
_DEEPEST = 20  # folders in one another that count
_OF_FEEDS = {"type", "xmlurl"}
_ADDRESSES = ("xmlurl", "htmlurl", "url")  # the first that is there counts


class Outline(NamedTuple):
    """One outline: the line it begins in, its attributes by lower-case name, its folders' texts.

    Of a ``broken`` one, whose quotes do not match, the attributes are those that can be told.
    """

    line: int
    attributes: dict[str, str]
    folders: tuple[str, ...] = ()
    broken: bool = False

    @property
    def text(self) -> str:
        """What it is called."""
        return self.attributes.get("text") or self.attributes.get("title") or ""

    @property
    def address(self) -> str:
        """Where its feed is, else its page."""
        return next(filter(None, map(self.attributes.get, _ADDRESSES)), "")


def rows(text: str, file: str) -> Iterator[ListRow]:
    """Each outline that is no folder as a person.

    Raises:
        UnreadableError: there are no outlines.
    """
    return (_row(outline, file) for outline in _of_list(text, file))


def subscriptions(text: str, file: str) -> Iterator[Subscription]:
    """Each outline that is no folder as a feed.

    Raises:
        UnreadableError: there are no outlines.
    """
    return (_subscription(outline, file) for outline in _of_list(text, file))


def _of_list(text: str, file: str) -> Iterator[Outline]:
    if "<outline" not in text.lower():
        raise UnreadableError(f"{file}: holds no outlines, so it is no OPML list")
    return outlines(text)


def outlines(text: str) -> Iterator[Outline]:
    """Each outline that is no folder, in the order of the document."""
    text = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), text)
    above: list[str | None] = []  # None is a feed
    line, at = 1, 0
    for tag in _TAG.finditer(text):
        line, at = line + text.count("\n", at, tag.start()), tag.start()
        if tag["end"]:
            del above[-1:]
            continue
        if tag["broken"]:
            told = _told(text, tag.end())
            yield Outline(line, told, _above(above), broken=True)
            continue
        outline = Outline(line, _attributes(tag["attributes"]), _above(above))
        # Outlines also hold notes and headings; what has no address and no type is one.
        listed = outline.address or (tag["alone"] and outline.attributes.keys() & _OF_FEEDS)
        # Within a feed stand its episodes, or the next feed where it has no end.
        if listed and (above[-1:] != [None] or "xmlurl" in outline.attributes):
            yield outline
        if not tag["alone"]:
            # One with an address that also holds others is no name for them.
            above.append(None if outline.address else outline.text)


def _above(names: list[str | None]) -> tuple[str, ...]:
    """The folders that an outline stands in, the nearest of very many."""
    return tuple(filter(None, names[-_DEEPEST:]))


def _attributes(text: str) -> dict[str, str]:
    found = ((name.lower(), one or other) for name, one, other in _ONE.findall(text))
    return {name: _plain(value) for name, value in found}


def _told(text: str, start: int) -> dict[str, str]:
    """What stands in quotes of its own in an outline with a stray quote elsewhere."""
    ends = (text.find(mark, start, start + _LONG) for mark in ("<outline", "\n"))
    end = min((end for end in ends if end >= 0), default=start + _LONG)
    found = _WHOLE.findall(text, start, end)
    return {name.lower(): _plain(value) for name, value in reversed(found)}


def _plain(value: str) -> str:
    # An ampersand without a semicolon is one: of "?a&region=b", no trade mark is to be made.
    return _ENTITY.sub(lambda match: unescape(match[0]), value).strip()


def _row(outline: Outline, file: str) -> ListRow:
    """Role, sector and size where a category or a folder says so."""
    where = f"{file}:{outline.line}"
    if outline.broken:
        return ListRow(where, "", fault=_BROKEN)
    labels = [*_labels(outline.attributes.get("category", "")), *reversed(outline.folders)]
    sectors = (match[1].strip() for label in labels if (match := _SECTOR.fullmatch(label)))
    sized = (match[1].strip() for label in labels if (match := _SIZE.fullmatch(label)))
    return ListRow(
        where,
        outline.text,
        role=next(filter(roles.is_role, labels), ""),
        sector=next(sectors, ""),
        size=next(sized, ""),
        addresses=(("feeds", outline.address),) if outline.address else (),
    )


def _subscription(outline: Outline, file: str) -> Subscription:
    """A feed by its ``xmlUrl`` (OPML 1.0: also ``url``); folders and categories are its tags.

    Both may be in one another, a category by its slashes.
    """
    where, given = f"{file}:{outline.line}", outline.attributes
    linked = given.get("type", "").lower() in {"link", "include"}
    url = given.get("xmlurl") or ("" if linked else given.get("url", ""))
    paths = (outline.folders, *(label.split("/") for label in _labels(given.get("category", ""))))
    tags = tuple(filter(None, map(folders.tag, paths)))
    return Subscription(where, url, outline.text, tags, fault=_fault(outline, url))


def _fault(outline: Outline, url: str) -> str:
    """What is wrong with an outline as a feed, if anything."""
    if "filtercmd" in outline.attributes:
        return "is filtered by a program, which no list may name"
    if "+" in outline.attributes.get("type", ""):
        return "is a page that FreshRSS makes a feed of, not a feed"
    if url:
        return ""
    if outline.broken:
        return _BROKEN
    page = outline.attributes.get("htmlurl", "")
    return "has no address of a feed" + (f"; sources add looks for one at {page}" if page else "")


def _labels(category: str) -> Iterator[str]:
    """``/sector/retail,/analysts`` as ``sector/retail`` and ``analysts``."""
    return (label for each in _COMMA.split(category) if (label := each.strip().strip("/")))
