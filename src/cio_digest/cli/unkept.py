"""A digest that was shown but could not be kept: one line that says why, and what that means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.cli.failures import say

if TYPE_CHECKING:
    from cio_digest.cli.setup import Setup
    from cio_digest.store import Store


def tell(started: Setup, db: Store) -> None:
    """Say so, where the store could not be written."""
    if db.unwritable:
        say(
            f"{started.store}: {db.unwritable}; this digest is not kept, so open and explain do "
            "not know its numbers"
        )
