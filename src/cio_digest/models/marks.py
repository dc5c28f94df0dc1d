"""Named tuples to texts and short hashes that stay the same when a later release adds a field.

Only the fields that differ from their defaults are written, each by its name and in order of the
names. A new field with a default therefore changes no hash that was made before it was there, and
neither does another order of the fields.
"""

from __future__ import annotations

from datetime import date, timedelta, tzinfo
from functools import cache
from typing import Any
from zlib import crc32


def mark(value: object) -> str:
    """A hash (8 hexadecimal digits) of a value that ``written`` takes; for telling a few apart.

    Raises:
        TypeError: a value of another type is in it.
    """
    return f"{crc32(written(value).encode('utf-8', 'surrogatepass')):08x}"


def written(value: Any, *, without: frozenset[str] = frozenset()) -> str:
    """A value as text; no two different ones have the same, for texts carry their length.

    Args:
        value: named tuples, tuples, lists, text, numbers, dates, spans, time zones or None.
        without: fields of the outermost named tuple that are left out.

    Raises:
        TypeError: a value of another type is in it.
    """
    if isinstance(value, str):
        return f"{len(value)}:{value}"
    if isinstance(value, tuple | list):
        if hasattr(value, "_fields"):
            return f"{{{','.join(_fields(value, without))}}}"
        return f"[{','.join([written(each) for each in value])}]"
    if isinstance(value, int | float):
        whole = isinstance(value, int) or value.is_integer()
        return str(int(value)) if whole else repr(value)
    return _dated(value)


def _dated(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, date):  # a datetime is one, too
        return value.isoformat()
    if isinstance(value, timedelta):
        return f"{value.total_seconds()}s"
    if isinstance(value, tzinfo):
        return written(str(value))
    raise TypeError(f"no mark is made of a {type(value).__name__}")


def _fields(value: Any, without: frozenset[str]) -> list[str]:
    """The fields away from their defaults, by name."""
    return [
        f"{name}={written(value[place])}"
        for name, place, default in _layout(value.__class__)
        if value[place] != default and name not in without
    ]


_REQUIRED = object()  # equal to no value: what has no default is always written


@cache
def _layout(kind: Any) -> tuple[tuple[str, int, object], ...]:
    """Name, place and default of each field, in order of the names."""
    defaults = kind._field_defaults
    places = {name: place for place, name in enumerate(kind._fields)}
    return tuple((name, places[name], defaults.get(name, _REQUIRED)) for name in sorted(places))
