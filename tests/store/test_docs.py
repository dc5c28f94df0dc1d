"""docs/store.md: what it shows works, and it leaves no table out."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW
from tests.feeds import entry, saved

from cio_digest.models import Trend
from cio_digest.store import transaction, trends
from cio_digest.store.trends import Judged

if TYPE_CHECKING:
    from cio_digest.store import Store

PAGE = (Path(__file__).parents[2] / "docs" / "store.md").read_text(encoding="utf-8")


@pytest.mark.sqlite
def test_the_queries_find_what_they_promise(db: Store) -> None:
    """Run as printed, on a store with something to find."""
    page = PAGE.replace("'now'", f"'{NOW:%Y-%m-%d %H:%M:%S}'")
    saved(
        db,
        entry("New rules for customer data", surfaced=NOW - timedelta(hours=1), outlet="a"),
        entry("Old news", surfaced=NOW - timedelta(days=90), source="https://asleep.example/"),
    )
    day = Judged((NOW - timedelta(days=2)).date(), NOW - timedelta(days=2), 28)
    with transaction(db):
        trends.save(db, day, {"rising": [Trend("seat-free pricing", 6.0, (0.0, 1.0), outlets=8)]})
    widest, phrase, asleep, risen = (
        db.execute(query).fetchall() for query in re.findall(r"```sql\n(.*?)```", page, re.DOTALL)
    )
    assert [row[1] for row in widest] == ["New rules for customer data"]
    assert [row[1] for row in phrase] == ["New rules for customer data"]
    assert [row[1] for row in asleep] == ["https://asleep.example/"]
    assert risen == [("2026-11-20", "seat-free pricing", 6.0, 8)]


@pytest.mark.sqlite
def test_every_table_is_named(db: Store) -> None:
    """But for those that the index keeps for itself."""
    rows = db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    named = [name for (name,) in rows if not re.match(r"entries_(text_|words)", name)]
    assert [name for name in named if f"`{name}`" not in PAGE] == []
