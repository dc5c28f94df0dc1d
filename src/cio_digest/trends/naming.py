"""Turns a title into its terms: words and names of two or three words, each as it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cio_digest.text import words
from cio_digest.trends.fillers import FILLERS

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 3  # words in a term
_JOINTS = frozenset(
    {" ", "-", "\u2010", "\u2011", " & "}
)  # what may stand between the words of a name


class _Word(NamedTuple):
    """A word of a title: how it is compared, where it stands, whether a name may go on after it."""

    term: str
    start: int
    end: int
    telling: bool


def terms(title: str) -> dict[str, str]:
    """The terms of a title, folded, each with the form it is written in there."""
    found: dict[str, str] = {}
    read = list(_words(title))
    for first in range(len(read)):
        for name in _from(read[first : first + _LONGEST], title):
            key = " ".join(word.term for word in name)
            found.setdefault(key, title[name[0].start : name[-1].end])
    return found


def key(name: str) -> str:
    """A name as terms are compared: folded, its words in the singular."""
    return " ".join(words.terms(name))


def _from(read: list[_Word], title: str) -> Iterator[list[_Word]]:
    """The terms that begin with the first of these words."""
    for length, word in enumerate(read, 1):
        joint = title[read[length - 2].end : word.start] if length > 1 else " "
        if not word.telling or joint not in _JOINTS:
            return
        yield read[:length]


def _words(title: str) -> Iterator[_Word]:
    end = 0
    for written in words.written(title):
        start = title.index(written, end)
        end = start + len(written)
        parts = words.normal(written)
        if len(parts) == 1:
            yield _Word(parts[0], start, end, _telling(written, parts[0]))
        else:
            yield from _pairs(written, start, parts)


def _pairs(written: str, start: int, parts: tuple[str, ...]) -> Iterator[_Word]:
    """A run of a script without spaces: each pair of characters is a term of its own."""
    for part in parts:
        at = written.find(part)
        if at >= 0:
            yield _Word(part, start + at, start + at + len(part), _telling(part, part))


def _telling(written: str, term: str) -> bool:
    if len(term) < 2 or term.isdigit():
        return False
    spellings = (term, words.fold(written))
    return words.STOP_WORDS.isdisjoint(spellings) and FILLERS.isdisjoint(spellings)
