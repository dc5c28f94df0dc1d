"""The room of deleted entries goes back to the disk, and nothing else does."""

from __future__ import annotations

import shutil
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import pytest
from tests.conftest import NOW
from tests.feeds import entry, saved

from cio_digest.errors import StoreError
from cio_digest.store import check, compact, expiry, opened

if TYPE_CHECKING:
    from pathlib import Path

KEEP = timedelta(days=365)
LONG_AGO = NOW - 2 * KEEP


class Usage(NamedTuple):
    """What ``shutil.disk_usage`` gives."""

    total: int
    used: int
    free: int


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A store of which nearly all has just been deleted."""
    path = str(tmp_path / "s.db")
    with opened(path) as db:
        old = [
            entry(f"Old {n}", text=f"{n} " * 300, surfaced=LONG_AGO, published=LONG_AGO)
            for n in range(500)
        ]
        saved(db, *old, entry("The newest of all"))
        assert expiry.sweep(db, expiry.limit(db, KEEP, NOW)) == 500
    return path


def test_the_file_is_smaller_and_whole(path: str) -> None:
    """Its size on disk is what is said."""
    before, after = compact.compact(path)
    assert after < before / 2
    with opened(path) as db:
        assert check.faults(db, whole=True) == []
        pages, free, size = (
            db.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("page_count", "freelist_count", "page_size")
        )
        assert (pages * size, free) == (after, 0)
        found = db.execute("SELECT rowid FROM entries_text WHERE entries_text MATCH 'newest'")
        assert found.fetchall() == [(501,)]
    assert compact.compact(path) == (after, after)


def test_it_is_not_begun_where_there_is_no_room(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it would take and what there is, is said."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 10**9 - 10**5, 10**5))
    with pytest.raises(StoreError, match=r"takes \d MB, and the disk has 0 MB"):
        compact.compact(path)
