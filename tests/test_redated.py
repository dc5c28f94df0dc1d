"""What the benchmark's server does to dates: those of entries alone change, each in its format."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from benchmarks import redated

NOW = datetime(2026, 8, 22, 18, tzinfo=timezone.utc)
OLD = "Tue, 03 Jun 2008 11:05:30 GMT"


def rss(items: list[str], head: str = "") -> bytes:
    joined = "".join(f"<item>{item}</item>" for item in items)
    return f"<rss version='2.0'><channel>{head}{joined}</channel></rss>".encode()


def dates(document: bytes) -> list[datetime]:
    """Contents of ``pubDate`` in a document."""
    parts = document.decode().split("<pubDate>")[1:]
    return [parsedate_to_datetime(part.partition("</pubDate>")[0]) for part in parts]


def test_a_tenth_of_the_entries_is_of_the_last_two_days_and_all_are_of_the_last_year() -> None:
    body = rss([f"<guid>{n}</guid><pubDate>{OLD}</pubDate>" for n in range(200)])
    ages = [NOW - date for date in dates(redated.document(body, NOW))]
    assert ages == sorted(ages)
    assert timedelta() <= ages[0] < ages[-1] <= timedelta(days=365)
    assert sum(age <= timedelta(days=2) for age in ages) in {20, 21}


def test_all_but_dates_of_entries_stays() -> None:
    head = f"<title>A</title><pubDate>{OLD}</pubDate><lastBuildDate>{OLD}</lastBuildDate>"
    body = rss([f"<guid>7</guid><link>https://a.example/7</link><pubDate>{OLD}</pubDate>"], head)
    before, after = body.rsplit(OLD.encode(), 1)
    new = redated.document(body, NOW)
    assert new.startswith(before)
    assert new.endswith(after)
    assert new != body


def test_each_kind_of_date_keeps_its_form_and_those_of_one_entry_agree() -> None:
    body = (
        b"<feed xmlns='http://www.w3.org/2005/Atom' xmlns:dc='dc'><updated>2008-01-01</updated>"
        b"<entry><published>2008-06-03T11:05:30Z</published><updated/>"
        b"<dc:date xmlns:dc='dc'>2008</dc:date><pubDate><![CDATA[3 Jun 2008]]></pubDate></entry>"
        b"</feed>"
    )
    new = redated.document(body, NOW).decode()
    published = new.partition("<published>")[2].partition("</")[0]
    assert f"<dc:date xmlns:dc='dc'>{published}</dc:date>" in new
    assert dates(new.encode()) == [datetime.fromisoformat(published)]
    assert "<updated>2008-01-01</updated>" in new
    assert "<updated/>" in new


def test_a_document_in_utf16_is_dated_too() -> None:
    body = rss([f"<title>Ü</title><pubDate>{OLD}</pubDate>"]).decode().encode("utf-16")
    new = redated.document(body, NOW).decode("utf-16")
    assert "<title>Ü</title>" in new
    assert OLD not in new


def test_json_feeds_are_dated_too() -> None:
    item = {"id": "7", "url": "https://a.example/7", "date_published": "2008-06-03T11:05:30Z"}
    body = json.dumps({"version": "1", "items": [item, {"id": "8"}]}).encode()
    first, second = json.loads(redated.document(body, NOW))["items"]
    assert NOW - datetime.fromisoformat(first["date_published"]) < timedelta(days=365)
    assert first | {"date_published": ""} == item | {"date_published": ""}
    assert second == {"id": "8"}
