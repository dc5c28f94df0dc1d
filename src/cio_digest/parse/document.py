"""A document to its raw entries, whatever kind of feed it is, or to why it is none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cio_digest.errors import ParseError
from cio_digest.models import RawEntry
from cio_digest.parse import PAGE, encoding, jsonfeed, large, lenient, limits, mending, strict
from cio_digest.parse.refusals import refusal_page

if TYPE_CHECKING:
    from cio_digest.models import RawFeed

# What a document must hold somewhere before it is worth feedparser's time.
_FEED_TAG = re.compile(r"<(?:[\w-]+:)?(?:rss|rdf|feed|channel|item|entry)\b", re.IGNORECASE)
_PAGE_TAG = re.compile(r"<(?:!doctype\s+html|html|script|h1|p|div)\b", re.IGNORECASE)
# Warnings, scripts and the like stand before a feed now and then; a whole page never does.
_WHOLE_PAGE = re.compile(r"<(?:html|head|body|title)\b", re.IGNORECASE)


def feed(body: bytes, *, url: str, content_type: str = "") -> RawFeed:
    """Read a feed of any kind: JSON Feed, well-formed XML quickly, broken XML with patience.

    ``url`` is where the document was finally found; relative links start from there. ``note`` says
    what was lost or guessed.

    Raises:
        ParseError: the body is no feed; ``reason`` says what it is instead.
    """
    text, guessed = encoding.decoded(large.reduced(body), content_type)
    text = text.replace("\0", "").strip("\ufeff \t\r\n")
    if not text:
        raise ParseError(url, "the answer is empty")
    found = _filled(jsonfeed.feed(text, url=url)) if text[0] in "{[" else _xml(text, url)
    notes = [note for note in (found.note, guessed) if note]
    return found._replace(note="; ".join(notes)) if guessed else found


def _xml(text: str, url: str) -> RawFeed:
    found = strict.feed(text, url=url)
    if found and mending.swallows(text, found.format, len(found.entries)):
        whole = mending.with_section_ends(text)
        found = found if whole == text else strict.feed(whole, url=url)
    if found is not None and (found.entries or not mending.items(text)):
        return _filled(found)
    if found is None and not _is_feed(text):
        raise ParseError(url, _what(text))
    mended = mending.mended(text)
    items = max(mending.items(text), mending.items(mended))
    better = strict.feed(mended, url=url)
    if better is None and items > limits.ENTRIES:
        better = strict.feed(mending.beginning(mended, limits.ENTRIES), url=url)
    if better is None or not better.entries:
        better = lenient.feed(mending.whole_items(mended), url=url)
    better = _filled(better)
    if items and not better.entries:
        raise ParseError(url, f"none of its {items:,} items could be read")
    if not better.entries and not _closed(text):
        raise ParseError(url, "the feed is cut off before its first entry ends")
    return better if better.note else better._replace(note=_loss(mended, items, better))


def _filled(feed: RawFeed) -> RawFeed:
    """A feed without entries that hold nothing; some programs fill an empty feed with one."""
    return feed._replace(
        entries=tuple(
            entry
            for entry in feed.entries
            if entry.title or entry._replace(language="") != RawEntry()
        )
    )


def _loss(text: str, items: int, feed: RawFeed) -> str:
    """What is said of a document that was mended, and not read whole."""
    lost = items - len(feed.entries)
    if lost > 0:
        return f"{lost:,} of {items:,} items could not be read"
    return "" if mending.is_ended(text) else "the document is cut off"


def _is_feed(text: str) -> bool:
    """Whether there is a tag of a feed, and no page before it."""
    root = mending.root(text)
    if root >= 0:
        return _WHOLE_PAGE.search(text, 0, root) is None
    ours, page = _FEED_TAG.search(text), _PAGE_TAG.search(text)
    return ours is not None and (page is None or ours.start() < page.start())


def _closed(text: str) -> bool:
    return text.endswith(">") and "</" in text[-200:]


def _what(text: str) -> str:
    if reason := refusal_page(text[:200_000].encode("utf-8", "replace")):
        return reason
    if _PAGE_TAG.search(text[:100_000]):
        return f"{PAGE}; look for the site's feed address"
    if text.startswith("<"):
        return "XML, but neither RSS nor Atom"
    return f"not a feed; it begins {text[:40]!r}"
