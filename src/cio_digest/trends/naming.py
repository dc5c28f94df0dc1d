"""Turns a title into its terms: words and names of two or three words, each as it was written."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from cio_digest.text import words
from cio_digest.trends.fillers import FILLERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    # How it is compared, where it begins and ends, and whether a name may begin or go on with it.
    _Word = tuple[str, int, int, bool]

_LONGEST = 3  # words in a term
_EMPTY = words.STOP_WORDS | FILLERS
_JOINTS = frozenset(
    {" ", "-", "\u2010", "\u2011", " & "}
)  # what may stand between the words of a name


@lru_cache(maxsize=2_048)  # what is new is counted, for each reader of a team, and then judged
def terms(title: str) -> Mapping[str, str]:
    """The terms of a title, folded, each with the form it is written in there."""
    found: dict[str, str] = {}
    read = list(_words(title))
    for place, (term, start, end, telling) in enumerate(read, 1):
        if not telling:
            continue
        name, last = term, end
        found.setdefault(name, title[start:last])
        for following, begin, stop, goes_on in read[place : place + _LONGEST - 1]:
            if not goes_on or title[last:begin] not in _JOINTS:
                break
            name, last = f"{name} {following}", stop
            found.setdefault(name, title[start:last])
    return found


def key(name: str) -> str:
    """A name as terms are compared: folded, its words in the singular."""
    return " ".join(words.terms(name))


def _words(title: str) -> Iterator[_Word]:
    """The words of a title in order."""
    end = 0
    for written in words.written(title):
        start = title.index(written, end)
        end = start + len(written)
        parts = _parts(written)
        if len(parts) == 1:
            term, telling = parts[0]
            yield term, start, end, telling
        else:
            yield from _pairs(written, start, parts)


@lru_cache(maxsize=16384)
def _parts(written: str) -> tuple[tuple[str, bool], ...]:
    """The terms of a word, each with whether it is telling: most are met again and again."""
    parts = words.normal(written)
    forms = (written,) if len(parts) == 1 else parts
    return tuple((part, _telling(form, part)) for form, part in zip(forms, parts, strict=True))


def _pairs(written: str, start: int, parts: tuple[tuple[str, bool], ...]) -> Iterator[_Word]:
    """A run of a script without spaces: each pair of characters is a term of its own."""
    for part, telling in parts:
        at = written.find(part)
        if at >= 0:
            yield part, start + at, start + at + len(part), telling


def _telling(written: str, term: str) -> bool:
    if len(term) < 2 or term.isdigit():
        return False
    return term not in _EMPTY and words.fold(written) not in _EMPTY
