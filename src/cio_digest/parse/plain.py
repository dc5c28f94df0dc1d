"""Plain text to the markup that every raw field holds."""

from __future__ import annotations

import re

_MARKUP = r"(?i:</[a-z][a-z0-9]*\s*>|<(?:br|p|img|hr)\b[^<>]*>)"


def as_markup(text: str) -> str:
    """Keep ``<`` literal. ``&`` stays: publishers often send ``&amp;`` in what they call text."""
    return text.replace("<", "&lt;")


def body(text: str) -> str:
    """Make markup of a body that is said to be plain text; some are HTML all the same."""
    return text if re.search(_MARKUP, text) else as_markup(text).replace("\n", "<br>")
