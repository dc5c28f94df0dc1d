"""Hostile markup to clean text: one line for a title, one line a block for a text.

No tags are left, and entities are decoded once: a title ``AT&T < IBM`` stays as it is.
"""

from __future__ import annotations

import html
import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.text import escapes, tags
from cio_digest.text.characters import line, mended, shorten, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from selectolax.lexbor import LexborHTMLParser, LexborNode

TEXT_LIMIT = 5_000  # characters kept of a text: about a thousand words
TITLE_LIMIT = 300
_MARKUP_LIMIT = 25_000  # characters of markup looked at: five times what is kept
_RAW_LIMIT = 400_000  # characters from which those are taken: pictures and styles may come first
_ANCHORS = 60

# As the HTML Standard has browsers show them (§15.3.3 to §15.3.11).
_BLOCK = (
    "address", "article", "aside", "blockquote", "br", "caption", "center", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
    "h[1-6]", "header", "hgroup", "hr", "legend", "li", "main", "menu", "nav", "ol", "optgroup",
    "option", "p", "pre", "search", "section", "summary", "table", "td", "th", "tr", "ul",
)  # fmt: skip
_BLOCKS = re.compile(rf"<(?=/?(?:{tags.names(*_BLOCK)})\b)")
# What may be a tag in a title: `Vec<T>` and `<canvas>` are its words.
_TAG = re.compile(r"<(?:(/?)([a-z][a-z0-9]{0,14})\b([^<>]{0,500})>|(!--))?", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"\u201c\u201d\u300c\u300d]{4,2000}")
_TRAILING = ".,;:!?'*_\u2026)]}\u3002\uff0c\uff09"
_QUOTATION = re.compile(r"(</?(?:blockquote|aside)\b[^<>]{0,500}>)", re.IGNORECASE)
_OPENING = re.compile(r"<(/?)(?:blockquote|aside)\b", re.IGNORECASE)
_SCHEMES = ("http://", "https://")
_QUOTING = frozenset({"re", "rt", "qt", "via"})  # "RE: https://…", before what a post says
_SENTENCE_END = re.compile(
    r"(?<![.!?…])[.!?…]+[\"'\u201d\u2019)\]]*\s+(?=[^a-z])|[\u3002\uff01\uff1f]"
)
_SHORTEST, _LONGEST = 20, 120  # characters of a title made from a text


class Content(NamedTuple):
    """What a piece of markup says, and the addresses its anchors point to."""

    text: str
    links: tuple[str, ...] = ()


def text(markup: str) -> str:
    """Clean text, at most ``TEXT_LIMIT`` characters; a line break stands between blocks."""
    return _parsed(markup)[0]


def title(value: str) -> str:
    """A clean title on one line, at most ``TITLE_LIMIT`` characters."""
    value = escapes.uncovered(value[:_MARKUP_LIMIT])
    if "<" in value or "&" in value:
        value = escapes.again(text(_with_words(value)))
    return shorten(line(value), TITLE_LIMIT)


def _with_words(title: str) -> str:
    """A title whose ``<`` are escaped where they are words of it rather than tags."""
    names = {(match[1], match[2].lower()) for match in _TAG.finditer(title) if match[2]}
    paired = {name for _, name in names if {("", name), ("/", name)} <= names}

    def is_tag(match: re.Match[str]) -> bool:
        name = (match[2] or "").lower()
        # A picture without an address is none.
        alone = name != "img" and (name in escapes.VOID or match.start() == 0)
        known = name in escapes.ELEMENTS and (name in paired or alone or "=" in match[3])
        return known or match[4] is not None

    return _TAG.sub(lambda match: match[0] if is_tag(match) else f"&lt;{match[0][1:]}", title)


def read(markup: str) -> Content:
    """Clean text and links of markup, from one pass over at most its beginning."""
    text, tree = _parsed(markup)
    if tree is None:
        return Content(text, _bare_links(text, ()))
    anchors = ((anchor, anchor.attributes) for anchor in tree.tags("a"))
    linking = (pair for pair in anchors if "href" in pair[1])
    pairs = [*itertools.islice(linking, _ANCHORS)]
    bare = _bare_links(text, [anchor for anchor, _ in pairs])
    return Content(text, (*_links(attributes for _, attributes in pairs), *bare))


def quoting(markup: str) -> tuple[str, str]:
    """The words of who wrote a piece of markup, and its quotations, which are somebody else's.

    Those are block quotations, and what forums lay round them (``<aside>``).
    """
    depth, own, quoted = 0, "", ""
    for piece in _QUOTATION.split(markup):
        if opens := _OPENING.match(piece):
            depth = max(0, depth + (-1 if opens[1] else 1))
        elif depth:
            quoted += piece
        else:
            own += piece
            quoted += "<br>" if quoted else ""
    return own, quoted


def again(text: str) -> str:
    """Clean text of a feed without the references left in it, which were escaped twice."""
    return _lines(escapes.again(text.replace("&nbsp;", " "))) if "&" in text else text


def _parsed(markup: str) -> tuple[str, LexborHTMLParser | None]:
    """The clean text of at most the beginning of markup, and its tree where there are tags."""
    if len(markup) > _MARKUP_LIMIT:
        markup = tags.lean(markup[:_RAW_LIMIT]) if "<" in markup else markup
        if len(markup) > _MARKUP_LIMIT:
            markup = markup[:_MARKUP_LIMIT].rpartition(" ")[0] or markup[:_MARKUP_LIMIT]
    markup = escapes.uncovered(mended(markup))
    if "&" in markup:
        markup = escapes.once(markup)
    if "<" not in markup:
        return _lines(_paragraphs(html.unescape(markup) if "&" in markup else markup)), None
    from selectolax.lexbor import LexborHTMLParser

    # Line ends in markup are blanks; blocks make the lines of the text.
    markup = escapes.without_words(markup)
    markup = tags.readable(markup.replace("\n", " ").replace("\r", " ").replace("\0", ""))
    tree = LexborHTMLParser(_BLOCKS.sub("\n<", markup).encode("utf-8", "replace"))
    if tree.body is None:
        return "", None
    return _lines(tree.body.text(deep=True, separator="", strip=False)), tree


def first_sentence(value: str) -> str:
    """A title for a text that has none: its first sentence, cut at a word if it is long."""
    value = _without_addresses(value[:_MARKUP_LIMIT]) or value
    first = value.partition("\n")[0] if value.find("\n") >= _SHORTEST else line(value[:500])
    for end in _SENTENCE_END.finditer(first[:500]):
        if end.end() >= _SHORTEST:
            return shorten(first[: end.end()].rstrip(), _LONGEST)
    return shorten(first, _LONGEST)


def _without_addresses(value: str) -> str:
    """A text without the addresses at its beginning, which name nothing."""
    words = value.split()
    count = 0
    for word, following in itertools.pairwise([*words, ""]):
        quoting = word.rstrip(":").lower() in _QUOTING and following.startswith(_SCHEMES)
        if not (quoting or word.startswith(_SCHEMES)):
            break
        count += 1
    rest = value.split(maxsplit=count)
    return rest[-1] if count < len(words) else ""


def _paragraphs(value: str) -> str:
    """Text without tags: an empty line parts paragraphs, other line ends are blanks."""
    if "\n" not in value:
        return value
    return "\n".join(each.replace("\n", " ") for each in value.replace("\r", "").split("\n\n"))


def _lines(value: str) -> str:
    lines, length = [], 0
    for each in visible(value).split("\n"):
        if words := each.split():
            lines.append(" ".join(words))
            length += len(lines[-1])
            if length > TEXT_LIMIT:
                break
    return shorten("\n".join(lines), TEXT_LIMIT)


def _links(anchors: Iterable[Mapping[str, str | None]]) -> tuple[str, ...]:
    """Addresses of anchors but for mentions and hashtags, which point to people and searches.

    Args:
        anchors: their attributes.
    """
    found = (
        each.get("href")
        for each in anchors
        if not {"mention", "hashtag"} & set((each.get("class") or "").split())
        and each.get("rel") != "tag"
    )
    return tuple(dict.fromkeys(href.strip() for href in found if href))


def _bare_links(text: str, anchors: Iterable[LexborNode]) -> tuple[str, ...]:
    """Addresses that stand in a text as words, whole, and are not an anchor's text."""
    if "://" not in text:
        return ()
    found = [match[0] for match in _ADDRESS.finditer(text)]
    anchored = " ".join(anchor.text(deep=True) for anchor in anchors) if found else ""
    whole = [address.rstrip(_TRAILING) for address in found if not address.endswith(("…", "..."))]
    return tuple(dict.fromkeys(address for address in whole if address not in anchored))
