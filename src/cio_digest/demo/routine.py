"""The ordinary days of ``world/routine.toml`` -> entries for four weeks back, without chance."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_OLDEST, _NEWEST = 28 * 24, 30  # hours ago
_TEXT = "A short report. Nothing in it is urgent."
_GAP = re.compile(r"\{(\w+)\}")


def entries(routine: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Entries as the world's other files write them; ``routine`` has columns and words."""
    for column in routine["columns"]:
        every = int(column["every"].removesuffix("h"))
        for by in column["by"]:
            for entry in _column(by, every, column["titles"], routine["words"]):
                yield entry | {"times": column.get("times", 1)}


def _column(
    by: str, every: int, titles: Sequence[str], words: Mapping[str, Sequence[str]]
) -> Iterator[dict[str, Any]]:
    """What one source brings; each begins at an hour of its own."""
    for number, ago in enumerate(range(_NEWEST + _draw(by, every), _OLDEST, every)):
        title = _filled(titles[number % len(titles)], f"{by} {number}", words)
        yield {"by": by, "ago": f"{ago}h", "title": title, "text": _TEXT, "slug": f"r{number}"}


def _filled(title: str, key: str, words: Mapping[str, Sequence[str]]) -> str:
    """A title with its gaps filled, and a capital at its beginning."""

    def word(gap: re.Match[str]) -> str:
        choice = words[gap[1]]
        return choice[_draw(f"{key} {gap[1]}", len(choice))]

    filled = _GAP.sub(word, title)
    return filled[0].upper() + filled[1:]


def _draw(key: str, among: int) -> int:
    return crc32(key.encode()) % among
