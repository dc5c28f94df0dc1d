"""A term to how common it is in a language at large, from tables that ship with the program.

They were made from wordfreq 3 (Robyn Speer, 2022; data under CC BY-SA 4.0), folded and stemmed as
``words.terms`` does. ``frequencies.txt`` has English words of letters above 3.5 on the Zipf scale
(the logarithm of how often a word comes in a billion), in steps of 0.2, without obscene ones;
``everyday.txt`` has other words of four letters or more that are above 4.3 in German, French,
Spanish, Portuguese, Italian or Dutch.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def zipf(term: str) -> float:
    """How common a term is on the Zipf scale, 0 where the table does not have it."""
    return table().get(term, 0.0)


def is_common(term: str) -> bool:
    """Whether the table has a term; where few are asked for, it need not be read for that."""
    return f" {term} " in _lines()


def is_everyday(term: str) -> bool:
    """Whether a term is common in English, or very common in one of six other languages."""
    return is_common(term) or f" {term} " in _others()


@cache
def table() -> Mapping[str, float]:
    """The whole table."""
    found: dict[str, float] = {}
    for line in _lines().splitlines():
        value, *terms = line.split()
        found.update(dict.fromkeys(terms, float(value)))
    return found


@cache
def _others() -> str:
    """The other languages' words, a space before and behind each."""
    data = pkgutil.get_data(__package__, "everyday.txt") or b""
    return " " + data.decode("ascii").replace("\n", " ")


@cache
def _lines() -> str:
    """The lines of the file: a value and the terms of that value, a space behind each."""
    data = pkgutil.get_data(__package__, "frequencies.txt") or b""
    return data.decode("ascii").replace("\n", " \n")
