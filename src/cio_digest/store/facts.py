"""Single numbers that are remembered between runs, each under a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cio_digest.store.engine import Store


def number(db: Store, name: str) -> int:
    """A number kept under a name, 0 when there is none."""
    row = db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
    return int(row[0]) if row else 0


def remember(db: Store, name: str, value: int) -> None:
    """Keep a number under a name."""
    db.execute(
        "INSERT INTO facts VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, str(value)),
    )
