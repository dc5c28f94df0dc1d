"""Who had a story first, as its item in the digest says it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.conftest import NOW
from tests.feeds import entry, saved, source

from cio_digest.digest import lead
from cio_digest.models import Entry, Lead, Polling
from cio_digest.store import Store, transaction
from cio_digest.store import sources as source_table
from cio_digest.store import stories as story_table
from cio_digest.stories import leads

HOUR = timedelta(hours=1)
PRESS, SOCIAL = "https://ledger.example/feed", "https://a.example/@ada.rss"


def report(ago: float, **parts: object) -> Entry:
    """A report so many hours ago."""
    at = NOW - ago * HOUR
    made = entry("Northwind goes seat-free", source=PRESS, outlet="ledger", published=at)
    return made._replace(**parts)  # type: ignore[arg-type]


def post(ago: float, **parts: object) -> Entry:
    """A post so many hours ago that links to the report."""
    at = NOW - ago * HOUR
    made = entry("It goes seat-free", source=SOCIAL, outlet="@ada@a.example", published=at)
    social = made._replace(
        network="mastodon", handle="@ada@a.example", links=(report(1).canonical,)
    )
    return social._replace(**parts)  # type: ignore[arg-type]


def states(apart: timedelta) -> dict[str, Polling]:
    """Both sources, read so far apart."""
    return {
        key: Polling.new(source(key))._replace(apart=int(apart.total_seconds()))
        for key in (PRESS, SOCIAL)
    }


@pytest.mark.parametrize(("before", "ahead"), [(5, 3), (1, -1)], ids=["before", "after"])
def test_who_had_it_first(before: float, ahead: float) -> None:
    """By name and network, negative when the press was first."""
    found = lead.of([report(2), post(before)], {}, {})
    assert found == Lead("@ada@a.example", "mastodon", ahead * HOUR)


def test_what_reads_did_not_show_was_not_there() -> None:
    """A post of five hours ago, seen just now by one who looks every hour, was dated back."""
    entries = [report(2), post(5)]
    assert lead.of(entries, {}, states(4 * HOUR))
    assert lead.of(entries, {}, states(HOUR)) is None


def test_records_from_the_store_are_those_worked_out_by_hand(db: Store) -> None:
    """Two stories: 3 h before the press and 1 h after it; a lone entry is no story to lead in."""
    second = {"title": "Halyard raises prices", "url": "https://ledger.example/2", "guid": "2"}
    linked = {"links": ("https://ledger.example/2",), "guid": "b", "url": "https://a.example/b"}
    saved(
        db,
        report(2),
        post(5, guid="a", url="https://a.example/a", canonical="https://a.example/a"),
        report(4, **second, canonical=second["url"]),
        post(3, **linked, canonical=linked["url"], title="Prices"),
        report(1, title="Rain expected", guid="3", canonical="https://ledger.example/3"),
    )
    with transaction(db):
        for state in states(6 * HOUR).values():
            source_table.save(db, state)
    told = [*story_table.tellings(db, NOW - 24 * HOUR, NOW)]
    assert sorted(len(each) for each in told) == [2, 2]
    records = leads.records(told, by=lambda each: each.handle)
    assert records == {"@ada@a.example": leads.Record(1 * HOUR, 2, 1, 6 * HOUR)}
    assert list(story_table.tellings(db, NOW - 4 * HOUR, NOW)) == []
