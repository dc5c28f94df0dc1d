"""JSON Feed documents to raw entries."""

from __future__ import annotations

import json
from datetime import datetime, timezone

from tests.parse.documents import read

from cio_digest.models import Enclosure, RawEntry

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=timezone.utc)

JSON_ITEM = {
    "id": 7,
    "url": "/1",
    "external_url": "https://b.example/x",
    "title": "1 < 2",
    "content_text": "a\n<b",
    "summary": "s",
    "date_published": "2026-11-21T12:00:00Z",
    "authors": [{"name": "Ann"}, {"name": "Bo"}, "junk"],
    "tags": ["a", 3, None],
    "attachments": [{"url": "/a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 9}],
}


def test_json_feed_fields() -> None:
    """Each field of a JSON Feed item lands; a number for an id is taken, junk is passed over."""
    document = {"version": "https://jsonfeed.org/version/1.1", "items": [JSON_ITEM, "junk"]}
    (found,) = read(json.dumps(document)).entries
    assert found == RawEntry(
        id="7",
        url="https://example.com/1",
        title="1 &lt; 2",
        content="a<br>&lt;b",
        summary="s",
        published=NOON,
        author="Ann, Bo",
        tags=("a", "3"),
        links=("https://b.example/x",),
        enclosures=(Enclosure("https://example.com/a.mp3", "audio/mpeg", 9),),
    )
