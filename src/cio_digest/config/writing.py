"""Values to the TOML that says them (https://toml.io/en/v1.0.0)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

Table = Mapping[str, Any]


def tables(name: str, given: Sequence[Table]) -> str:
    """Each table as it is written under ``[[name]]``, an empty line between two."""
    return "\n".join(
        "\n".join([f"[[{name}]]", *(pair(key, each) for key, each in table.items()), ""])
        for table in given
    )


def pair(key: str, given: Any) -> str:
    """``key = value``; the key is one of our own, which needs no quotes."""
    return f"{key} = {value(given)}"


def value(given: str | float | date | Sequence[str]) -> str:
    """A text, number, date or list of texts."""
    if isinstance(given, str):
        return _string(given)
    if isinstance(given, date):
        return given.isoformat()
    if isinstance(given, int | float):
        return str(given)
    return f"[{', '.join(map(_string, given))}]"


def _string(text: str) -> str:
    """A basic string, whatever is in it."""
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in text) + '"'
