"""What the reader's own program made of a story, so that it is asked once for each text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.store.transactions import transaction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cio_digest.store.engine import Store

KEPT = 1_000  # the newest; a digest has some dozen


def load(db: Store, story: int, mark: str) -> str | None:
    """The summary of a story that was kept under this mark of its text and the command."""
    row = db.execute(
        "SELECT value FROM summaries WHERE story = ? AND mark = ?", (story, mark)
    ).fetchone()
    return str(row[0]) if row else None


def keep(db: Store, summaries: Iterable[tuple[int, str, str]]) -> None:
    """Keep summaries, each as story, mark and value, and forget the oldest."""
    with transaction(db):
        rows = [*summaries]
        db.executemany(
            "DELETE FROM summaries WHERE story = ? AND mark = ?", [row[:2] for row in rows]
        )
        db.executemany("INSERT INTO summaries (story, mark, value) VALUES (?, ?, ?)", rows)
        db.execute("DELETE FROM summaries WHERE id <= (SELECT max(id) FROM summaries) - ?", (KEPT,))
