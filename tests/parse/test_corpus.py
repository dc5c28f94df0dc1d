"""Three hundred real feeds: all are read, and the quick path reads them as feedparser does.

The quick path may differ, each time because it says more or chooses by meaning, not by order:

* ``author``: feedparser takes the last of several; here a person comes before a programme's name
  or a mail address (97 of 13,560 entries).
* ``content``: here the fullest of several texts, so it is compared with all that feedparser has;
  it has none of those in elements that it does not know (22 entries).
* ``date``: feedparser takes zones that it does not know for UTC, and reads fewer spellings (30).
* ``enclosures``, ``url``: feedparser keeps a blank at the end, and loses an empty query (2).
"""

from __future__ import annotations

import csv
from calendar import timegm
from collections import Counter
from datetime import datetime, timezone
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import feedparser
import pytest

from cio_digest import parse
from cio_digest.errors import ParseError
from cio_digest.parse import encoding, strict
from cio_digest.text import normalize

if TYPE_CHECKING:
    from cio_digest.models import RawEntry

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
URL = "https://example.com/feed"
pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason=f"needs the feeds in {CORPUS}")


def rows(table: str) -> list[dict[str, str]]:
    if not CORPUS.exists():
        return []
    with (CORPUS / table).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", rows("MANIFEST.tsv"), ids=lambda row: row["file"][:40])
def test_every_feed_gives_its_entries(row: dict[str, str]) -> None:
    """Each of the 301 documents yields as many entries as its listing says, and its format."""
    feed = parse.feed((CORPUS / "feeds" / row["file"]).read_bytes(), url=URL)
    assert len(feed.entries) == int(row["entries"])


@pytest.mark.parametrize("row", rows("NOTFEEDS.tsv"), ids=lambda row: row["file"][:40])
def test_what_is_not_a_feed_says_so(row: dict[str, str]) -> None:
    """Pages and error messages that came where a feed should be are named as such."""
    with pytest.raises(ParseError, match="an HTML page where a feed should be"):
        parse.feed((CORPUS / "notfeeds" / row["file"]).read_bytes(), url=URL)


# Least share of entries on which both agree; the four that make an entry's identity come first.
LEAST = {
    "title": 0.995,
    "url": 0.995,
    "id": 0.995,
    "date": 0.995,
    "comments": 0.995,
    "enclosures": 0.995,
    "author": 0.99,
    "tags": 0.999,
    "content": 0.995,
}


def test_the_quick_path_agrees_with_feedparser() -> None:
    """At least 99.5 % of titles, links, ids and dates mean the same; fewer of the rest."""
    same: Counter[str] = Counter()
    quick = entries = 0
    for row in rows("MANIFEST.tsv"):
        text = encoding.text((CORPUS / "feeds" / row["file"]).read_bytes()).strip("\ufeff \r\n\t")
        feed = strict.feed(text, url=URL)
        if feed is None:
            continue
        quick += 1
        theirs = peer(text)
        base = feed.url if feed.format.startswith("RSS") and feed.url else URL
        assert len(feed.entries) == len(theirs.entries), row["file"]
        for ours, other in zip(feed.entries, theirs.entries, strict=True):
            entries += 1
            expected, found = meant(other, base), meaning(ours)
            same.update(field for field in LEAST if found[field] in expected[field])
    shares = {field: same[field] / entries for field in LEAST}
    assert quick >= 285, f"only {quick} of the feeds take the quick path"
    assert not {field: share for field, share in shares.items() if share < LEAST[field]}, shares


def peer(text: str) -> Any:
    """What feedparser reads, without the cleaning that is done later here."""
    return feedparser.parse(
        BytesIO(text.encode()),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )


def meaning(entry: RawEntry) -> dict[str, object]:
    """Our entry, in what its fields mean."""
    return {
        "title": normalize.title(entry.title),
        "url": entry.url,
        "id": entry.id,
        "date": entry.published or entry.updated,
        "comments": entry.comments,
        "enclosures": {file.url for file in entry.enclosures},
        "author": person(entry.author),
        "tags": {normalize.title(tag).lower() for tag in entry.tags},
        "content": "".join(normalize.text(entry.content).split()),
    }


def meant(entry: Any, base: str) -> dict[str, list[object]]:
    """What feedparser's entry allows each field to be; its addresses may still be relative."""
    # Past FeedParserDict's own `get`, which warns where it takes one date for the other.
    dates = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
    link = entry.get("feedburner_origlink") or entry.get("link") or ""
    texts = [each.value for each in entry.get("content", [])] + [entry.get("summary", "")]
    replies = [each.href for each in entry.get("links", []) if each.get("rel") == "replies"]
    comments = [entry["comments"]] if entry.get("comments") else replies
    files = [file.get("href") or file.get("url") for file in entry.get("enclosures", [])]
    files += [file["url"] for file in entry.get("media_content", []) if is_played(file)]
    tags = [each.label or each.term for each in entry.get("tags", [])]
    title = entry.get("title", "")
    if entry.get("title_detail", {}).get("type") == "text/plain":
        title = title.replace("<", "&lt;")
    return {
        "title": [normalize.title(title)],
        "url": [urljoin(base, link) if link else ""],
        "id": [entry.get("id", "")],
        "date": [datetime.fromtimestamp(timegm(dates), timezone.utc) if dates else None],
        "comments": [urljoin(base, each) for each in comments] or [""],
        "enclosures": [{urljoin(base, file) for file in files if file}],
        "author": [person(entry.get("author", ""))],
        "tags": [{normalize.title(tag).lower() for tag in tags if tag}],
        "content": ["".join(normalize.text(text).split()) for text in texts],
    }


def person(author: str) -> str:
    """A name without its mail address: of ``a@b.example (Ann)`` and of ``Ann (a@b.example)``."""
    inside = [part.strip(" ()") for part in normalize.title(author).partition(" (")]
    return next((part for part in inside if part and "@" not in part), inside[0])


def is_played(file: Any) -> bool:
    """Whether media is heard or seen rather than looked at."""
    kind = f"{file.get('medium', '')} {file.get('type', '')}"
    return "url" in file and ("audio" in kind or "video" in kind)
