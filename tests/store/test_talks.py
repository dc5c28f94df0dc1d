"""Where entries are discussed, with the counts that were read last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.models import Talk
from cio_digest.store import talks, transaction

if TYPE_CHECKING:
    from cio_digest.store import Store

THREAD = Talk("Hacker News", "https://news.ycombinator.com/item?id=1", 3, 9)


def keep(db: Store, *given: tuple[int, Talk]) -> int:
    """Keep discussions; gives how many rows were written."""
    with transaction(db):
        return talks.keep(db, given)


def test_the_latest_counts_stay(db: Store) -> None:
    """Each entry has one discussion, as it was read last."""
    keep(db, (1, THREAD), (2, THREAD._replace(comments=None)))
    keep(db, (1, THREAD._replace(comments=870)))
    assert talks.load(db, [1, 2, 3]) == {
        1: THREAD._replace(comments=870),
        2: THREAD._replace(comments=None),
    }


def test_what_says_the_same_is_not_written_again(db: Store) -> None:
    """Most feeds are read many times before anybody comments."""
    assert keep(db, (1, THREAD)) == 1
    assert keep(db, (1, THREAD)) == 0


def test_what_nobody_discusses_is_not_kept(db: Store) -> None:
    """Also where somebody did, and took it back."""
    none = THREAD._replace(comments=0)
    assert keep(db, (1, none)) == 0
    keep(db, (1, THREAD))
    keep(db, (1, none))
    assert talks.load(db, [1]) == {}
