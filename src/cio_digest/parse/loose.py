"""JSON of uncertain shape to values of the expected types."""

from __future__ import annotations

import re
from typing import Any

_TOO_MANY = 10**15
_SURROGATE = re.compile("[\ud800-\udfff]")


def text(value: Any) -> str:
    """A string, or a number where a publisher forgot the quotes; else nothing.

    Half a character, which JSON can hold and nothing else, is left out.
    """
    if isinstance(value, str):
        return (value if value.isascii() else _SURROGATE.sub("", value)).strip()
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else ""


def count(value: Any) -> int | None:
    """A whole number, as it is or in quotes; else ``None``, as for what no store can hold."""
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 16:
        return int(value)
    whole = isinstance(value, int) and not isinstance(value, bool)
    return value if whole and abs(value) < _TOO_MANY else None


def table(value: Any) -> dict[str, Any]:
    """An object; an empty one where there is none."""
    return value if isinstance(value, dict) else {}


def rows(value: Any) -> list[Any]:
    """A list; an empty one where there is none."""
    return value if isinstance(value, list) else []


def tables(value: Any) -> list[dict[str, Any]]:
    """The objects in a list."""
    return [each for each in rows(value) if isinstance(each, dict)]


def texts(value: Any) -> tuple[str, ...]:
    """The strings in a list that are not empty."""
    return tuple(found for each in rows(value) if (found := text(each)))
