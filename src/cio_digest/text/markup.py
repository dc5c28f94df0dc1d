"""Hostile markup to clean text: one line for a title, one line a block for a text.

No tags are left, and entities are decoded once: a title ``AT&T < IBM`` stays as it is.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.text.characters import line, mended, shorten, visible

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

TEXT_LIMIT = 5_000  # characters kept of a text: about a thousand words
TITLE_LIMIT = 300
_MARKUP_LIMIT = 25_000  # characters of markup looked at: five times what is kept
_ANCHORS = 60

_BLOCKS = re.compile(
    r"<(?=/?(?:address|article|aside|blockquote|br|dd|div|dl|dt|figcaption|figure|footer|form|"
    r"h[1-6]|header|hr|li|main|nav|ol|option|p|pre|section|table|td|th|tr|ul)\b)",
    re.IGNORECASE,
)
_DROPPED = ["script", "style", "noscript", "template", "iframe", "object", "svg", "math", "head"]
# In a title only what looks like a real inline element is markup: `Vec<T>` and `<canvas>` are text.
_NOT_A_TAG = re.compile(
    r"<(?!/?(?:a|abbr|acronym|b|bdi|bdo|big|br|cite|code|del|div|em|font|h[1-6]|i|img|ins|kbd|li|"
    r"mark|nobr|ol|p|q|s|samp|script|small|span|strike|strong|style|sub|sup|time|tt|u|ul|var|wbr)"
    r"\b[^<>]{0,500}>|!--)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…]+[\"'\u201d\u2019)\]]*\s+(?=[^a-z])|[\u3002\uff01\uff1f]")
_SHORTEST, _LONGEST = 20, 120  # characters of a title made from a text


class Content(NamedTuple):
    """What a piece of markup says, and the addresses its anchors point to."""

    text: str
    links: tuple[str, ...] = ()


def text(markup: str) -> str:
    """Clean text, at most ``TEXT_LIMIT`` characters; a line break stands between blocks."""
    return read(markup).text


def title(value: str) -> str:
    """A clean title on one line, at most ``TITLE_LIMIT`` characters."""
    value = value[:_MARKUP_LIMIT]
    if "<" in value or "&" in value:
        value = read(_NOT_A_TAG.sub("&lt;", value)).text
    return shorten(line(value), TITLE_LIMIT)


def read(markup: str) -> Content:
    """Clean text and links of markup, from one pass over at most its beginning."""
    if len(markup) > _MARKUP_LIMIT:
        markup = markup[:_MARKUP_LIMIT].rpartition(" ")[0] or markup[:_MARKUP_LIMIT]
    markup = mended(markup)
    if "<" not in markup:
        return Content(_lines(_paragraphs(html.unescape(markup) if "&" in markup else markup)))
    from selectolax.lexbor import LexborHTMLParser

    # Line ends in markup are blanks; blocks make the lines of the text.
    markup = markup.replace("\n", " ").replace("\r", " ").replace("\0", "")
    tree = LexborHTMLParser(_BLOCKS.sub("\n<", markup.encode("utf-8", "replace").decode()))
    tree.strip_tags(_DROPPED)
    if tree.body is None:
        return Content("")
    said = tree.body.text(deep=True, separator="", strip=False)
    return Content(_lines(said), _links(tree))


def first_sentence(value: str) -> str:
    """A title for a text that has none: its first sentence, cut at a word if it is long."""
    first = value.partition("\n")[0] if value.find("\n") >= _SHORTEST else line(value[:500])
    for end in _SENTENCE_END.finditer(first):
        if end.end() >= _SHORTEST:
            return shorten(first[: end.end()].rstrip(), _LONGEST)
    return shorten(first, _LONGEST)


def _paragraphs(value: str) -> str:
    """Text without tags: an empty line parts paragraphs, other line ends are blanks."""
    if "\n" not in value:
        return value
    return "\n".join(each.replace("\n", " ") for each in value.replace("\r", "").split("\n\n"))


def _lines(value: str) -> str:
    folded = (" ".join(each.split()) for each in visible(value).split("\n"))
    return shorten("\n".join(each for each in folded if each), TEXT_LIMIT)


def _links(tree: LexborHTMLParser) -> tuple[str, ...]:
    """Addresses of anchors but for mentions and hashtags, which point to people and searches."""
    attributes = (anchor.attributes for anchor in tree.css("a[href]")[:_ANCHORS])
    found = (
        each.get("href")
        for each in attributes
        if not {"mention", "hashtag"} & set((each.get("class") or "").split())
        and each.get("rel") != "tag"
    )
    return tuple(dict.fromkeys(href.strip() for href in found if href))
