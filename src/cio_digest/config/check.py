"""Checks a TOML value and converts it, or raises ``Wrong`` with the reason.

A reader is a function of one value. Readers of lists and tables are made of readers and collect
the problems of all their parts, so that one run shows every mistake.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any

from cio_digest import files
from cio_digest.config.problems import Problem, Wrong, nearest, wrong

Reader = Callable[[Any], Any]

_YEAR = timedelta(days=365)
_SEASON, _CENTURY = timedelta(days=90), 100 * _YEAR
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
_LONG_UNITS = {"d": timedelta(days=1), "y": _YEAR}


def text(value: Any) -> str:
    """One line of text that is not blank."""
    allowed = "text in quotes"
    if not isinstance(value, str):
        raise wrong(value, "is not text", allowed)
    if not value.strip():
        raise wrong(value, "is empty", allowed)
    if not value.isprintable() and any(c < " " or "\x7f" <= c <= "\x9f" for c in value):
        raise wrong(value, "holds a control character", "one line of plain text")
    return value.strip()


def flag(value: Any) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise wrong(value, "is neither yes nor no", "true or false")
    return value


def number(low: float, high: float) -> Reader:
    """A number from ``low`` to ``high``, as a float."""
    allowed = f"a number from {low} to {high}"

    def read(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise wrong(value, "is not a number", allowed)
        if not low <= value <= high:
            raise wrong(value, "is out of range", allowed)
        return float(value)

    return read


def whole(low: int, high: int) -> Reader:
    """A whole number from ``low`` to ``high``."""
    allowed = f"a whole number from {low} to {high}"

    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise wrong(value, "is not a whole number", allowed)
        if not low <= value <= high:
            raise wrong(value, "is out of range", allowed)
        return value

    return read


def duration(value: Any) -> timedelta:
    """A time such as ``"30m"``, ``"12h"`` or ``"2d"``, up to a year."""
    allowed = 'a whole number of minutes, hours or days, such as "30m", "12h" or "2d"'
    length = _length(value, _UNITS, allowed)
    if length > _YEAR:
        raise wrong(value, "is too long", f"{allowed}, up to a year")
    return length


def years(value: Any) -> timedelta:
    """A time such as ``"180d"`` or ``"2y"``, from 90 days on."""
    allowed = 'a whole number of days or years, such as "180d" or "2y"'
    length = _length(value, _LONG_UNITS, allowed)
    if not _SEASON <= length <= _CENTURY:
        what = "is too short" if length < _SEASON else "is too long"
        raise wrong(value, what, f"{allowed}, from 90 days to 100 years")
    return length


def _length(value: Any, units: Mapping[str, timedelta], allowed: str) -> timedelta:
    """A whole number of one of the units."""
    amount, unit = (value[:-1], value[-1:]) if isinstance(value, str) else ("", "")
    if unit not in units or not (amount.isascii() and amount.isdecimal()):
        raise wrong(value, "is not a length of time", allowed)
    # More than a timedelta can hold is too long for anything.
    return min(int(amount[:9]), _CENTURY // units[unit] + 1) * units[unit]


def day(value: Any) -> date:
    """A day as TOML writes it: ``2026-11-22``, without quotes."""
    if isinstance(value, datetime) or not isinstance(value, date):
        raise wrong(value, "is not a day", "one such as 2026-11-22, without quotes")
    return value


def one_of(*known: str) -> Reader:
    """One of a few known words."""
    allowed = ", ".join(known)

    def read(value: Any) -> str:
        if value not in known:
            near = nearest(value, known) if isinstance(value, str) else ""
            raise wrong(value, "is not known", allowed + near)
        return str(value)

    return read


def each(read: Reader) -> Reader:
    """A list, every element checked by ``read``, as a tuple."""

    def read_list(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise wrong(value, "is not a list", 'a list of texts, such as ["one", "two"]')
        return tuple(gather((i, read, element) for i, element in enumerate(value)).values())

    return read_list


def some(read: Reader) -> Reader:
    """A list as ``each`` reads it, with one element or more."""

    def read_list(value: Any) -> Any:
        if value == []:
            raise Wrong(Problem((), "is an empty list; allowed: one text or more"))
        return each(read)(value)

    return read_list


def command(value: Any) -> tuple[str, ...]:
    """A program and its arguments; ``~/`` is the home folder, as in a shell."""
    words: tuple[str, ...] = some(text)(value)
    return tuple(files.expanded(word) if word.startswith("~/") else word for word in words)


def table(
    keys: Mapping[str, Reader],
    required: Iterable[str] = (),
    more: Callable[[Mapping[str, Any]], list[Problem]] = lambda _: [],
    elsewhere: Mapping[str, str] = MappingProxyType({}),
) -> Reader:
    """A table of known keys, as a dict of those that are present.

    ``more`` finds what is wrong with the keys together, whatever their values. ``elsewhere`` are
    keys that are none here, with the header that they belong under.
    """

    def hint(key: str) -> str:
        if key in elsewhere:
            return f"; it belongs under {elsewhere[key]}"
        return nearest(key, keys) or f"; known are {', '.join(keys)}"

    def read(value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise wrong(value, "is not a table", "a table with the keys " + ", ".join(keys))
        problems = [Problem((key,), hint(key), "key") for key in value if key not in keys]
        problems += [
            Problem((), f"has no {key}, which it needs", "table")
            for key in required
            if key not in value
        ]
        problems += more(value)
        known = ((key, keys[key], value[key]) for key in value if key in keys)
        made: dict[str, Any] = gather(known, problems)
        return made

    return read


def gather(parts: Iterable[tuple[Any, Reader, Any]], problems: Iterable[Problem] = ()) -> Any:
    """Read every ``(step, reader, value)``: a dict by step, or one ``Wrong`` with all problems."""
    made, found = {}, list(problems)
    for step, read, value in parts:
        try:
            made[step] = read(value)
        except Wrong as error:
            found += [problem.below(step) for problem in error.problems]
    if found:
        raise Wrong(*found)
    return made
