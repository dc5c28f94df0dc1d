"""Values to the TOML that says them (https://toml.io/en/v1.0.0)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

Table = Mapping[str, Any]
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def tables(name: str, contents: Sequence[Table]) -> str:
    """Each table as it is written under ``[[name]]``, an empty line between two."""
    return "\n".join(
        "\n".join([f"[[{name}]]", *(pair(key, each) for key, each in table.items()), ""])
        for table in contents
    )


def table(name: str, key: str, content: Table) -> str:
    """A table as it is written under ``[name.key]``, whatever the key is called."""
    heading = key if _BARE.fullmatch(key) else _string(key)
    lines = [f"[{name}.{heading}]", *(pair(each, content[each]) for each in content), ""]
    return "\n".join(lines)


def pair(key: str, content: Any) -> str:
    """``key = value``; the key is one of our own, which needs no quotes."""
    return f"{key} = {value(content)}"


def value(content: str | float | date | Sequence[str]) -> str:
    """A text, number, date or list of texts."""
    if isinstance(content, str):
        return _string(content)
    if isinstance(content, date):
        return content.isoformat()
    if isinstance(content, int | float):
        return str(int(content) if content == int(content) else content)
    return f"[{', '.join(map(_string, content))}]"


def _string(text: str) -> str:
    """A basic string, whatever is in it."""
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in text) + '"'
