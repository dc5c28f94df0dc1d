"""Texts to words, exactly as FTS5's tokenizer unicode61 cuts and folds them.

What becomes of a character is asked of SQLite itself, once for each that is met: a letter or digit
is folded, a mark within a word is dropped, all else ends a word.
"""

from __future__ import annotations

import sqlite3
from functools import cache
from itertools import chain, islice, repeat
from operator import add
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKENIZER = "unicode61 remove_diacritics 2"
_LONGEST = 2_046  # bytes of a word that a tsvector takes
_LAST = 16_383  # the place that a tsvector has for all further words
_GAP = 2  # places between title and text, so that no phrase goes from one to the other


class _Characters(dict[int, str]):
    """What each character becomes, for ``str.translate``.

    Threads share it, for what was met once need not be asked again: one of them asks at a time.
    """

    def __init__(self) -> None:
        super().__init__()
        self._asking = Lock()
        self._db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._db.execute(f'CREATE VIRTUAL TABLE cut USING fts5 (text, tokenize = "{TOKENIZER}")')
        self._db.execute("CREATE VIRTUAL TABLE words USING fts5vocab (cut, 'row')")

    def __missing__(self, code: int) -> str:
        with self._asking:
            alone, inside = self._cut(chr(code)), self._cut(f"a{chr(code)}a")
        if alone:
            self[code] = alone[0]
        else:
            self[code] = "" if inside == ["aa"] else " "
        return self[code]

    def _cut(self, text: str) -> list[str]:
        self._db.execute("DELETE FROM cut")
        if "\0" in text or text.encode("utf-8", "ignore").decode() != text:
            return []
        self._db.execute("INSERT INTO cut VALUES (?)", (text,))
        return [row[0] for row in self._db.execute("SELECT term FROM words")]


@cache
def _characters() -> _Characters:
    return _Characters()


def words(text: str) -> list[str]:
    """The words of a text, folded, in order."""
    return text.translate(_characters()).split()


def vector(title: str, text: str) -> tuple[str, set[str], int]:
    """A title and a text as a tsvector, each word once, and how many words these are.

    A word of the title has the weight A. The server puts the places of a word together, and keeps
    the first 256.
    """
    heading, body = words(title), words(text)
    written = [*_placed(heading, 1, "A"), *_placed(body, len(heading) + _GAP, "")]
    distinct = {*heading, *body}
    if max(map(len, distinct), default=0) > _LONGEST // 4:
        distinct = {word for word in distinct if len(word.encode()) <= _LONGEST}
        written = [placed for placed in written if placed.rpartition(":")[0] in distinct]
    return " ".join(written), distinct, len(heading) + len(body)


def _placed(several: list[str], first: int, weight: str) -> Iterator[str]:
    """Words with their places behind them, from the ``first`` on."""
    places = islice(_places(weight), first - 1, None)
    return map(add, several, chain(places, repeat(f":{_LAST}{weight}")))


@cache
def _places(weight: str) -> list[str]:
    """The places from 1 on as they stand behind a word."""
    return [f":{number}{weight}" for number in range(1, _LAST + 1)]
