"""Hostile markup to clean text: one line for a title, one line a block for a text.

Clean means: no tags, entities decoded once, no control, C1, bidirectional, zero-width or other
invisible character, Unicode NFC, blanks folded.
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import NamedTuple

TEXT_LIMIT = 5_000  # characters kept of a text: about a thousand words
TITLE_LIMIT = 300
_MARKUP_LIMIT = 25_000  # characters of markup looked at: five times what is kept
_LINKS = 60

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
_INVISIBLE = re.compile(
    "[\0-\x08\x0e-\x1b\x7f"  # control characters, but for what counts as a blank; no C1 comes this far
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # soft hyphen and other fillers
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"  # zero-width space, direction, invisible signs
    "\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e0fff]"  # lone surrogates, invisible tags
)
# Joiners stay where they form a letter or an emoji, in scripts and signs that need them.
_JOINED = "\u0600-\u109f\u1780-\u18af\u2190-\u2bff\U0001f000-\U0001faff"
_STRAY_JOINER = re.compile(rf"(?<![{_JOINED}\ufe0f])[\u200c\u200d]|[\u200c\u200d](?![{_JOINED}])")
# UTF-8 that somebody once took for Latin-1 or Windows-1252 and encoded again: `cafÃ©`, `itâ€™s`.
_DOUBLE = re.compile("[ÂÃÐÑâ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|[\xc2-\xf4][\x80-\x9f]")
# What the bytes 128 to 159 mean in Windows-1252; `&#146;` in XML is meant so too.
_WINDOWS = {byte: bytes([byte]).decode("cp1252", "replace") for byte in range(128, 160)}
_LATIN_1 = {ord(letter): byte for byte, letter in _WINDOWS.items()}
_C1 = re.compile("[\x80-\x9f]")
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)\]]*\s+(?=[^a-z])|[。！？]")
_SHORTEST, _LONGEST = 25, 120  # characters of a title made from a text


class Content(NamedTuple):
    """What a piece of markup says, and the addresses its anchors point to."""

    text: str
    links: tuple[str, ...] = ()


def text(markup: str) -> str:
    """Clean text, at most ``TEXT_LIMIT`` characters; blocks become lines (``\\n``)."""
    return read(markup).text


def title(value: str) -> str:
    """A clean title on one line, at most ``TITLE_LIMIT`` characters."""
    if "<" in value or "&" in value:
        value = read(_NOT_A_TAG.sub("&lt;", value[:_MARKUP_LIMIT])).text
    return shorten(line(value[:_MARKUP_LIMIT]), TITLE_LIMIT)


def line(value: str) -> str:
    """Plain text on one line, without what cannot be seen."""
    return " ".join(_visible(_mended(value)).split())


def read(markup: str) -> Content:
    """Clean text and links of markup, from one pass over at most its beginning."""
    markup = _mended(markup)[:_MARKUP_LIMIT]
    if "<" not in markup:
        return Content(_lines(html.unescape(markup) if "&" in markup else markup))
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415  # plain text needs none

    # Line ends in markup are blanks; blocks make the lines of the text.
    tree = LexborHTMLParser(_BLOCKS.sub("\n<", _one_line(markup)))
    tree.strip_tags(_DROPPED)
    body = tree.body
    if body is None:
        return Content("")
    links = _hrefs(tree) if "href" in markup or "HREF" in markup else ()
    return Content(_lines(body.text(deep=True, separator="", strip=False)), links)


def first_sentence(value: str) -> str:
    """A title for a text that has none: its first sentence, cut at a word if it is long."""
    first = value.partition("\n")[0] if value.find("\n") >= _SHORTEST else line(value[:500])
    for end in _SENTENCE_END.finditer(first):
        if end.end() >= _SHORTEST:
            return shorten(first[: end.end()].rstrip(), _LONGEST)
    return shorten(first, _LONGEST)


def shorten(value: str, limit: int) -> str:
    """At most ``limit`` characters, cut between words where there are any, with ``…``."""
    if len(value) <= limit:
        return value
    head = value[: limit - 1]
    words = head.rpartition(" ")[0]
    return (words if len(words) > limit // 2 else head).rstrip(" ,;:–—-\n") + "…"


def _one_line(markup: str) -> str:
    return markup.replace("\n", " ").replace("\r", " ").replace("\0", "")


def _lines(value: str) -> str:
    folded = (" ".join(each.split()) for each in _visible(value).split("\n"))
    return shorten("\n".join(each for each in folded if each), TEXT_LIMIT)


def _visible(value: str) -> str:
    if value.isascii() and value.isprintable():
        return value
    if _C1.search(value):
        value = value.translate(_WINDOWS)
    value = _INVISIBLE.sub("", value)
    if "\u200c" in value or "\u200d" in value:
        value = _STRAY_JOINER.sub("", value)
    return unicodedata.normalize("NFC", value)


def _mended(value: str) -> str:
    """Text encoded twice by its publisher decoded again, where all of it agrees to that."""
    if value.isascii() or not _DOUBLE.search(value):
        return value
    try:
        return value.translate(_LATIN_1).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def _hrefs(tree: object) -> tuple[str, ...]:
    """Addresses of anchors but for mentions and hashtags, which point to people and searches."""
    anchors = tree.css("a[href]")[:_LINKS]  # type: ignore[attr-defined]
    found = (
        anchor.attributes.get("href")
        for anchor in anchors
        if not {"mention", "hashtag"} & set((anchor.attributes.get("class") or "").split())
        and anchor.attributes.get("rel") != "tag"
    )
    return tuple(dict.fromkeys(href.strip() for href in found if href))
