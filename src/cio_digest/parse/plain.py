"""Plain text to the markup that every raw field holds."""

from __future__ import annotations


def as_markup(text: str) -> str:
    """Keep ``<`` literal. ``&`` stays: publishers often send ``&amp;`` in what they call text."""
    return text.replace("<", "&lt;")
