"""What the first release kept of digests, to what is kept of them now: keys, and rows by position.

Everything here stands as it was then, however the rest of the program changes: stores hold it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zlib import crc32

from cio_digest.digest import muted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from cio_digest.config import Config
    from cio_digest.digest.options import DigestOptions

# Keys were made of how these were written out: the names and order of their fields count.
_FIELDS = {
    "Options": "day since topic stories minutes",
    "Topic": "name keywords exclude weight search",
    "Settings": "max_stories minutes max_age per_source timezone",
    "Program": "command seconds",
    "Saved": "title search most",
}
_ROWS = {
    "digest": "date now since until sources entries stories minutes sections late rising health "
    "notes",
    "section": "title items",
    "item": "number story title url published publisher others summary topic terms score lead "
    "grown minutes days",
    "term": "name value reason",
    "lead": "handle network ahead",
    "trend": "term ratio history since outlets voices stories",
    "headline": "story title url publisher number",
    "health": "fine failing last_fetch",
    "failing": "source reason since sources",
}
_LISTS = {
    ("digest", "sections"): "section",
    ("digest", "late"): "item",
    ("digest", "rising"): "trend",
    ("section", "items"): "item",
    ("item", "terms"): "term",
    ("trend", "stories"): "headline",
    ("health", "failing"): "failing",
}
_SINGLE = {("digest", "health"): "health", ("item", "lead"): "lead"}


def key(config: Config, options: DigestOptions, day: date) -> str:
    """The key under which a digest was kept."""
    weights = [(each.key, each.weight) for each in config.sources if each.weight != 1]
    silent = [each.key for each in config.sources if muted.is_muted(each, day)]
    parts = [
        _written("Options", options._replace(day=None)),
        _tuple(_written("Topic", topic) for topic in config.topics),
        _written("Settings", config.settings),
        _written("Program", config.summarize) if config.summarize else "None",
        _tuple(_written("Saved", section) for section in config.sections),
        repr(weights),
        *([repr(silent)] if silent else []),
    ]
    return f"{crc32(_tuple(parts).encode('utf-8', 'replace')):08x}"


def _written(kind: str, value: Any) -> str:
    """What ``repr`` gave of a named tuple that had these fields."""
    fields = (f"{name}={getattr(value, name)!r}" for name in _FIELDS[kind].split())
    return f"{kind}({', '.join(fields)})"


def _tuple(parts: Iterable[str]) -> str:
    """What ``repr`` gives of a tuple."""
    several = list(parts)
    return f"({several[0]},)" if len(several) == 1 else f"({', '.join(several)})"


def named(row: Sequence[Any], kind: str = "digest") -> dict[str, Any]:
    """A kept digest, or a part of it, whose values stood in a row, with their names.

    Fields at the end may be missing: the first digests had no days and no numbers of sources.
    """
    return {
        name: _value(kind, name, value)
        for name, value in zip(_ROWS[kind].split(), row, strict=False)
    }


def _value(kind: str, name: str, value: Any) -> Any:
    if part := _LISTS.get((kind, name)):
        return [named(each, part) for each in value]
    part = _SINGLE.get((kind, name))
    return named(value, part) if part and value is not None else value
