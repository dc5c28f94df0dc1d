"""Several writes to one that is kept whole or not at all."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cio_digest.store.engine import SqlConnection


@contextmanager
def transaction(db: SqlConnection) -> Iterator[None]:
    """Keep all that the body writes, or, whatever goes wrong, nothing of it."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:  # a full disk makes SQLite roll back by itself
            db.execute("ROLLBACK")
        raise
