"""Pieces of statements that both engines take."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sized

ALL = 1 << 62  # a LIMIT that is none
MOST_MARKS = 500  # SQLite builds of long ago take 999 parameters


def numbers(ids: Iterable[int]) -> str:
    """Ids as what stands in ``IN (…)``; for none, NULL, which nothing is equal to."""
    return ", ".join(str(int(number)) for number in ids) or "NULL"


def marks(values: Sized) -> str:
    """A question mark for each value, as what stands in ``IN (…)``."""
    return ", ".join("?" * len(values)) or "NULL"
