"""What networks that cost money were paid, month by month, in thousandths of a US dollar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.models.wire import Bill
from cio_digest.store.transactions import transaction

if TYPE_CHECKING:
    from cio_digest.store.engine import Store


def spent(db: Store, network: str, month: str) -> Bill:
    """What was read and paid in a month, such as ``2026-11``."""
    row = db.execute(
        "SELECT posts, mills FROM spending WHERE network = ? AND month = ?", (network, month)
    ).fetchone()
    return Bill(*row) if row else Bill()


def reserve(db: Store, network: str, month: str, mills: int, cap: int) -> bool:
    """Put money aside before it is spent, unless the month's ``cap`` does not allow it.

    It counts as spent from now on, so that a run that is killed spends no more than it may.
    """
    with transaction(db):
        _add(db, network, month, Bill())
        # One statement: another machine may be putting money aside, too.
        reserved = db.execute(
            "UPDATE spending SET mills = mills + ?1 "
            "WHERE network = ?2 AND month = ?3 AND mills + ?1 <= ?4",
            (mills, network, month, cap),
        )
        return bool(reserved.rowcount)


def settle(db: Store, network: str, month: str, reserved: int, bill: Bill) -> None:
    """Count what it did cost instead of what was put aside."""
    with transaction(db):
        _add(db, network, month, bill._replace(mills=bill.mills - reserved))


def _add(db: Store, network: str, month: str, bill: Bill) -> None:
    db.execute(
        "INSERT INTO spending (network, month, posts, mills) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (network, month) DO UPDATE SET "
        "posts = spending.posts + excluded.posts, mills = spending.mills + excluded.mills",
        (network, month, *bill),
    )
