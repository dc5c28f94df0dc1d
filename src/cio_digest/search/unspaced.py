"""Widens a full-text expression by what stands inside text without spaces.

To the index a run of Han, kana or Hangul is one word, Latin letters within it included: "CRM刷新"
is no "CRM" there. Its vocabulary knows the runs that hold a word, and these are asked for as well.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cio_digest.store import search as search_table
from cio_digest.store.search import CLOSE, OPEN
from cio_digest.text import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cio_digest.store import Store

MOST = 1_000  # runs that one word stands for, the commonest

_STRING = re.compile(r'"((?:[^"]|"")+)"( \*)?')  # a string of an FTS5 expression, perhaps a prefix
_MARKED = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")


def widened(db: Store, expression: str) -> str:
    """The expression with every word in it standing for the runs that hold it, too."""
    if not search_table.has_unspaced(db):
        return expression

    def widen(match: re.Match[str]) -> str:
        runs = _runs(db, match[1])
        return f"({' OR '.join([match[0], *runs])})" if runs else match[0]

    return _STRING.sub(widen, expression)


def narrowed(marked: str, sought: Iterable[str]) -> str:
    """Marked text with the words themselves marked, not the whole runs that they stand in."""
    inside = "|".join(re.escape(word) for word in sorted(sought, key=len, reverse=True))
    if not inside or not words.unspaced(marked):
        return marked
    word = re.compile(inside, re.IGNORECASE)

    def narrow(match: re.Match[str]) -> str:
        if not words.unspaced(match[1]) or not word.search(match[1]):
            return match[0]
        return word.sub(rf"{OPEN}\g<0>{CLOSE}", match[1])

    return _MARKED.sub(narrow, marked)


def _runs(db: Store, word: str) -> list[str]:
    """The runs that hold a word, which goes on in no Latin letter there."""
    folded = words.fold(word)
    if not folded.isalnum() or len(folded) < 2:
        return []
    whole = re.compile(rf"(?<![a-z0-9]){folded}(?![a-z0-9])")
    found = search_table.runs_with(db, folded, most=MOST)
    return [f'"{run}"' for run in found if whole.search(run)]
