"""Queries in FTS5's language to PostgreSQL's tsquery, and to the phrases that a fit is counted by.

    any   = all { "OR" all }
    all   = both { "AND" both }
    both  = near { "NOT" near }
    near  = part { part }                      side by side: all of them
    part  = ["title" ":"] ( '"' phrase '"' ["*"] | "(" any ")" )

That is the part of https://sqlite.org/fts5.html#full_text_query_syntax that ``search.query`` and
the topics write. A phrase without a letter or digit matches nothing, and beside others is left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.store.postgres import cutting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_TOKEN = re.compile(r'\s*(?:"((?:[^"]|"")*)"|([()*:])|(\w+))')


class Phrase(NamedTuple):
    """Words that follow each other; of the last one the beginning with ``prefix``."""

    words: tuple[str, ...]
    prefix: bool
    titles: bool

    @property
    def tsquery(self) -> str:
        """The phrase in PostgreSQL's language."""
        last = len(self.words) - 1
        weight = "A" if self.titles else ""
        parts = []
        for number, word in enumerate(self.words):
            signs = weight + ("*" if self.prefix and number == last else "")
            parts.append(f"'{word}':{signs}" if signs else f"'{word}'")
        return " <-> ".join(parts) if last == 0 else f"({' <-> '.join(parts)})"


class TextQuery(NamedTuple):
    """A query as a tsquery, "" where it matches nothing; its phrases but for those after NOT."""

    tsquery: str
    phrases: tuple[Phrase, ...]


def read(query: str) -> TextQuery:
    """Translate a query."""
    reader = _QueryReader(query)
    tsquery = reader.any()
    return TextQuery(tsquery, tuple(reader.phrases))


class _QueryReader:
    """Reads a query from the left; each method gives the tsquery of what it read."""

    def __init__(self, query: str) -> None:
        self._tokens = [*_tokens(query), ("end", "")]
        self._at = 0
        self._titles = False
        self.phrases: list[Phrase] = []

    def any(self) -> str:
        """Parts of which one has to be there."""
        parts = [part for part in self._several("OR", self._all) if part]
        return parts[0] if len(parts) == 1 else (parts and f"({' | '.join(parts)})") or ""

    def _all(self) -> str:
        """Parts that all have to be there."""
        return _and(self._several("AND", self._both))

    def _both(self) -> str:
        """A part, without what the others match."""
        wanted, counted = self._near(), len(self.phrases)
        unwanted = []
        while self._tokens[self._at] == ("word", "NOT"):
            self._at += 1
            unwanted.append(self._near())
        del self.phrases[counted:]  # what is not there is no part of how an entry fits
        return _and([wanted, *(f"!{part}" for part in unwanted if part)])

    def _near(self) -> str:
        """Parts side by side."""
        parts = [self._part()]
        while self._tokens[self._at][0] in {"phrase", "(", "column"}:
            parts.append(self._part())
        return _and([part for part in parts if part] or [""])

    def _several(self, word: str, read_part: Callable[[], str]) -> list[str]:
        parts = [read_part()]
        while self._tokens[self._at] == ("word", word):
            self._at += 1
            parts.append(read_part())
        return parts

    def _part(self) -> str:
        kind, text = self._take()
        if kind == "column":
            self._take()  # the colon
            before, self._titles = self._titles, True
            part = self._part()
            self._titles = before
            return part
        if kind == "(":
            part = self.any()
            self._take()
            return part
        prefix = self._tokens[self._at][0] == "*"
        if prefix:
            self._take()
        phrase = Phrase(tuple(cutting.words(text)), prefix, self._titles)
        if not phrase.words:
            return ""
        self.phrases.append(phrase)
        return phrase.tsquery

    def _take(self) -> tuple[str, str]:
        self._at += 1
        return self._tokens[self._at - 1]


def _and(parts: list[str]) -> str:
    """All of the parts; nothing where one of them matches nothing."""
    if not all(parts):
        return ""
    return parts[0] if len(parts) == 1 else f"({' & '.join(parts)})"


def _tokens(query: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(query):
        phrase, sign, word = match.groups()
        if phrase is not None:
            yield "phrase", phrase.replace('""', '"')
        elif sign:
            yield sign, sign
        else:
            yield ("column" if word == "title" else "word"), word
