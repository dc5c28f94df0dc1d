"""Coverage-guided fuzzing of what reads the world's bytes and text, with atheris.

``python -m tests.fuzz parse`` (or ``text``) tries inputs for ten minutes (``--seconds``), each
made from those before that reached new lines, and stops at one that breaks a promise: only
``ParseError`` is raised, no input of a few kilobytes takes more than a second of CPU, and what
comes out is clean: no control character, no link but http and https. The input is left in a file
that begins with ``crash-``; what was found becomes a test. Needs ``pip install atheris``.
"""

from __future__ import annotations

import argparse
import importlib
import re
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cio_digest.errors import ParseError
from cio_digest.models import RawEntry
from tests.conftest import NOW
from tests.hostile.verdict import ACTIVE, HARMFUL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cio_digest.models import Entry

LONGEST = 8_192  # bytes of an input
CPU = 1.0  # seconds for one; thirty times what the largest document of that size took
_SURROGATE = re.compile("[\ud800-\udfff]")  # no UTF-8 has one
_NO_LINK = re.compile(r"\s|[\ue000-\uf8ff]")
SEEDS = {
    "parse": (
        (
            b'<rss version="2.0"><channel><title>A</title><item><title>B &amp; C</title>'
            b"<link>https://a.example/1</link><pubDate>Sun, 22 Nov 2026 06:00:00 GMT</pubDate>"
            b'<guid isPermaLink="false">1</guid><description>&lt;p&gt;x&lt;/p&gt;</description>'
            b"</item></channel></rss>"
        ),
        (
            b'<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">A</title>'
            b'<entry><id>1</id><link href="/1"/>'
            b'<updated>2026-11-22T06:00:00Z</updated><content type="xhtml">'
            b'<div xmlns="http://www.w3.org/1999/xhtml"><b>x</b></div></content></entry></feed>'
        ),
        (
            b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
            b'xmlns="http://purl.org/rss/1.0/"><item><title>B</title></item></rdf:RDF>'
        ),
        (
            b'{"version": "https://jsonfeed.org/version/1.1", "title": "A", "items": [{"id": "1", '
            b'"url": "https://a.example/1", "content_html": "<p>x", "date_published": "2026"}]}'
        ),
        b'<!doctype html><title>A</title><link rel="alternate" type="application/rss+xml" href=x>',
    ),
    "text": (
        b"<p>One <b>two</b> <a href='https://a.example/?utm_source=x'>three</a>. Four!</p>",
        b"https://www.google.com/url?q=https%3A%2F%2Fa.example%2Fb%3Fc%3Dd#:~:text=e",
        "Microsoft 365 : l\u2019IA d\u2019Airbus \u4eba\u5de5 API\u2026 C++26 \u202e".encode(),
        b"=?utf-8?q?a?= ada@example.com (Ada) @ada@example.social #crm 3.5 % $20",
    ),
}


def parse(data: bytes) -> list[Entry]:
    """A document to its entries, each of them cleaned."""
    from cio_digest import parse as reading
    from cio_digest.text import normalize

    reading.feed_links(data, url="https://a.example/")
    reading.refusal_page(data)
    try:
        feed = reading.feed(data, url="https://a.example/feed")
    except ParseError:
        return []
    found = normalize.feed(feed).entries
    return [normalize.entry(raw, source="s", now=NOW, first_fetch=True) for raw in found]


def text(data: bytes) -> list[Entry]:
    """A text to an entry that had it everywhere, cleaned, and cut into words, too."""
    from cio_digest.text import normalize, words

    try:
        value = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        value = data.decode("utf-8", "replace")
    raw = RawEntry(
        id=value, url=value, title=value, summary=value, content=value, author=value, tags=(value,)
    )
    entry = normalize.entry(raw, source="s", now=NOW, first_fetch=False)
    words.telling(f"{entry.title} {entry.text}")
    words.terms(entry.text)
    return [entry]


TARGETS: dict[str, Callable[[bytes], list[Entry]]] = {"parse": parse, "text": text}


def within(target: Callable[[bytes], list[Entry]], data: bytes) -> None:
    """Try one input, and hold its cost and what comes of it to what is promised."""
    begun = time.process_time()
    entries = target(data)
    took = time.process_time() - begun
    assert took < CPU, f"{took:.1f} s of CPU"
    assert not flaws(entries)


def flaws(entries: Iterable[Entry]) -> list[str]:
    """The fields and links of entries that are not clean."""
    return [flaw for entry in entries for flaw in _flaws(entry)]


def _flaws(entry: Entry) -> Iterator[str]:
    for field in (entry.title, entry.text, entry.author, entry.publisher, *entry.tags):
        if HARMFUL.search(field) or _SURROGATE.search(field):
            yield repr(field)
    for link in filter(None, (entry.url, *entry.links)):
        bad = ACTIVE.search(link) or HARMFUL.search(link) or _NO_LINK.search(link)
        if bad or not re.match("https?://", link):
            yield repr(link)


def main() -> None:
    """Fuzz one of the targets; atheris ends the process, with code 77 where an input broke it."""
    atheris: Any = importlib.import_module("atheris")  # has no types
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=600)
    options = parser.parse_args()
    with atheris.instrument_imports(include=["cio_digest", "feedparser"]):
        import feedparser  # noqa: F401

        TARGETS[options.target](b"")  # imports all that it needs
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    for number, seed in enumerate(SEEDS[options.target]):
        folder.joinpath(str(number)).write_bytes(seed)
    flags = [f"-max_total_time={options.seconds}", f"-max_len={LONGEST}", "-rss_limit_mb=2000"]
    atheris.Setup(
        [sys.argv[0], *flags, str(folder)], lambda data: within(TARGETS[options.target], data)
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
