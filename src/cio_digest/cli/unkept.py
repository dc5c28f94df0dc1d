"""A digest that was shown but could not be kept: one line that says why, and what that means."""

from __future__ import annotations

from cio_digest.cli.failures import say


def tell(reason: str) -> None:
    """Say so, with the reason why the store cannot be written."""
    say(f"this digest is not kept, so open and explain do not know its numbers: {reason}")
