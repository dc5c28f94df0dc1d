"""JSON Feed documents to raw entries."""

from __future__ import annotations

import json
from datetime import datetime, timezone

import pytest
from tests.parse.documents import read

from cio_digest.errors import ParseError
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


def of(*items: object, **about: object) -> bytes:
    document = {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": items}
    return json.dumps({**document, **about}).encode()


@pytest.mark.parametrize(
    ("fields", "name", "expected"),
    [
        ({"date_published": 1795262400}, "published", NOON),
        ({"date_published": "1795262400000"}, "published", NOON),
        ({"authors": ["Ann", "Bo"]}, "author", "Ann, Bo"),
        ({"author": "Ann"}, "author", "Ann"),
        ({"tags": "a, b"}, "tags", ("a", "b")),
        ({"title": "a <em>b</em> < c"}, "title", "a <em>b</em> < c"),
        ({"id": "https://a.example/1"}, "url", "https://a.example/1"),
        ({"title": "half \ud83d of it"}, "title", "half  of it"),
        ({"url": "https://a.example/\ud800"}, "url", "https://a.example/"),
    ],
)
def test_fields_of_another_shape(fields: dict[str, object], name: str, expected: object) -> None:
    """What publishers write for a list, a date or a person is understood."""
    assert getattr(read(of(fields)).entries[0], name) == expected


def test_a_document_without_its_version_is_read_where_it_is_a_feed() -> None:
    """By its title and its items."""
    item = {"id": "1", "title": "One", "url": "https://a.example/1"}
    assert read(of(item, version=None)).entries[0].title == "One"
    assert read(of(item, version="1.0")).entries[0].title == "One"


def test_broken_json_gives_the_items_before_the_fault() -> None:
    """And says so; a comma too many is no fault."""
    whole = of({"title": "One"}, {"title": "Two, [a]"}, {"title": "Three"})
    assert len(read(whole.replace(b"}]", b"},]")).entries) == 3
    feed = read(whole[: whole.index(b"Three")])
    assert [entry.title for entry in feed.entries] == ["One", "Two, [a]"]
    assert (feed.title, feed.note[:42]) == ("News", "only its first 2 items could be read (Unte")


def test_escapes_that_json_does_not_know() -> None:
    """As JavaScript has them, and single signs that mean themselves."""
    whole = of({"title": "It@s C:@dir"}, {"title": 'Two "@"'}).decode()
    feed = read(whole.replace("@s", "\\'s").replace("@d", "\\d").replace("@", "\\\\"))
    assert [entry.title for entry in feed.entries] == ["It's C:\\dir", 'Two "\\"']
    assert feed.note == ""


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("[" * 100_000 + "]" * 100_000, "values in values"),
        ("9" * 5_000, "a number of absurd length"),
    ],
)
def test_values_of_absurd_size_are_named(value: str, reason: str) -> None:
    """In words of the reader's, not of the program's."""
    with pytest.raises(ParseError, match=f"broken JSON: {reason}"):
        read(f'{{"version": "https://jsonfeed.org/version/1.1", "items": [{{"id": {value}}}]}}')


def test_an_object_of_items_is_a_list_of_them() -> None:
    """As PHP writes a list whose numbers have a gap; an item with nothing in it is none."""
    document = {"title": "News", "items": {"0": {"id": "a", "title": "One"}, "2": {}}}
    assert [entry.title for entry in read(json.dumps(document)).entries] == ["One"]


def test_items_that_are_none_are_counted() -> None:
    """The others are read."""
    feed = read(of({"title": "One"}, "junk", None))
    assert (len(feed.entries), feed.note) == (1, "2 of 3 items could not be read")
    many = read(of({"title": "One"}, *[{}] * 400_000))
    assert many.entries[0].title == "One"
    assert "more than 300,000 values" in many.note
