"""Plain text to the markup that every raw field holds."""

from __future__ import annotations

import re

# An element around words in a line that is said to be plain: it is meant as one.
_ELEMENT = re.compile(
    r"<(a|abbr|b|cite|code|em|i|q|s|small|span|strong|sub|sup|u)\b[^<>]*>[^<>]+</\1\s*>",
    re.IGNORECASE,
)
_MARKUP = r"(?i:</[a-z][a-z0-9]*\s*>|<(?:br|p|img|hr)\b[^<>]*>)"


def as_markup(text: str) -> str:
    """Keep ``<`` literal, but that of whole elements: some write HTML in what they call text.

    ``&`` stays: publishers often send ``&amp;`` there.
    """
    return text if "</" in text and _ELEMENT.search(text) else text.replace("<", "&lt;")


def body(text: str) -> str:
    """Make markup of a body that is said to be plain text; some are HTML all the same."""
    return text if re.search(_MARKUP, text) else as_markup(text).replace("\n", "<br>")
