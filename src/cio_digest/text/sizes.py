"""A company's size as people write it to one form, and to the band that it is compared in.

Bands end where the ranges do that profiles on business networks offer, so that none is torn apart.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_LONGEST = 100  # characters that are looked at
_MOST = 100_000_000  # employees; no company has as many
_NUMBER = r"(\d{1,3}(?:[.,'\u2019\u00a0\u202f ]\d{3}){1,3}|\d{1,9})(k?)"
_DASH = r" ?(?:-|\u2010|\u2011|\u2012|\u2013|\u2014|to|bis|\.\.) ?"
_PEOPLE = r"(?: ?(?:employees|employee|people|staff|persons|fte|ftes|headcount|mitarbeiter))?"
_MORE = r"(?:>|\u2265|>=|over|above|more than|at least|from) ?"
_LESS = r"(?:<|\u2264|<=|under|below|up to|less than|fewer than|at most) ?"
_ABOUT = r"(?:~|\u2248|about|around|approx\.?|ca\.?|circa)? ?"
_RANGE = re.compile(f"{_ABOUT}{_NUMBER}{_DASH}{_NUMBER}{_PEOPLE}")
_OPEN = re.compile(rf"{_MORE}{_NUMBER}{_PEOPLE}|{_NUMBER} ?(?:\+|plus|or more|and more){_PEOPLE}")
_CAPPED = re.compile(f"{_LESS}{_NUMBER}{_PEOPLE}")
_EXACT = re.compile(f"{_ABOUT}{_NUMBER}{_PEOPLE}")
_TOPS = (50, 200, 1_000, 5_000)

ALLOWED = 'a number of employees, such as 12000, "51–200" or "5,000+"'


class Size(NamedTuple):
    """From so many employees to so many; ``most`` is None where there is no upper end."""

    least: int
    most: int | None

    def __str__(self) -> str:
        if self.most is None:
            return f"{self.least:,}+"
        return f"{self.least:,}" if self.least == self.most else f"{self.least:,}–{self.most:,}"


def read(written: str) -> Size:
    """The size in what somebody wrote: ``51-200 employees``, ``5,000+``, ``>10k``, ``12.000``.

    Raises:
        ValueError: it is no number of employees.
    """
    text = " ".join(written[:_LONGEST].casefold().split())
    if match := _RANGE.fullmatch(text):
        low, high = _whole(match[1], match[2] or match[4]), _whole(match[3], match[4])
        low = low if low <= high else _whole(match[1], match[2])
        found = Size(low, high)
    elif match := _OPEN.fullmatch(text):
        found = Size(_whole(match[1] or match[3], match[2] or match[4] or ""), None)
    elif match := _CAPPED.fullmatch(text):
        found = Size(1, _whole(match[1], match[2]))
    elif match := _EXACT.fullmatch(text):
        number = _whole(match[1], match[2])
        found = Size(number, number)
    else:
        raise ValueError(f"{written!r} is no number of employees")
    most = found.least if found.most is None else found.most
    if not 1 <= found.least <= most <= _MOST:
        raise ValueError(f"{written!r} is no number of employees")
    return found


def band(size: str) -> str:
    """The band that a size, as ``str`` of one writes it, is compared in; "" for none.

    A range over several bands stands in that of its middle (the geometric mean), one without an
    upper end in that above its lower end.
    """
    if not size:
        return ""
    least, most = read(size)
    # "5,000+" is what others call more than 5,000.
    middle = least + 0.5 if most is None else (least * most) ** 0.5
    place = sum(middle > top for top in _TOPS)
    bottom = _TOPS[place - 1] + 1 if place else 1
    return str(Size(bottom, _TOPS[place] if place < len(_TOPS) else None))


def order(band: str) -> int:
    """By what bands are sorted, the smallest first; what is no band stands last."""
    try:
        return read(band).least
    except ValueError:
        return _MOST + 1


def _whole(number: str, thousand: str) -> int:
    value = int(re.sub(r"\D", "", number))
    return value * 1_000 if thousand else value
