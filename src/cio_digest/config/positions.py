"""Turns the text of a TOML document into the offset of every key and value in it.

TOML parsers say where a syntax error stands, but not where a value stood that parsed well and
means nothing. This scanner says so. It is lenient, since it only reads what a parser has already
accepted (https://toml.io/en/v1.1.0), and it runs only when there is a mistake to point at.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import tomli

KeyPath = tuple[str | int, ...]


class Spot(NamedTuple):
    """Where a key and its value start, as offsets into the text; the same for a list's element.

    ``end`` is where the value of a key or an element ends; 0 for a table under a header.
    """

    key: int
    value: int
    end: int = 0


def find(text: str) -> dict[KeyPath, Spot]:
    """Map the path of every table, key and list element of a valid document to its place."""
    return _Scanner(text).document()


def line_column(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, both counted from 1, the column in characters."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_KEY = re.compile(r"""\s*("(?:\\.|[^"\\])*"|'[^']*'|[^\s=.\[\]"'{},#]+)[ \t]*""")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\])*"'
    r"|'[^']*'",
    re.DOTALL,
)
_SCALAR = re.compile(r"[^,\]}#\n]*")


class _Scanner:
    """A cursor over the text that collects spots as it goes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.spots: dict[KeyPath, Spot] = {(): Spot(0, 0)}
        self.lengths: dict[KeyPath, int] = {}

    def document(self) -> dict[KeyPath, Spot]:
        table: KeyPath = ()
        self._blank()
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._blank()
        return self.spots

    def _header(self) -> KeyPath:
        """Read ``[a.b]`` or ``[[a.b]]`` and give the path that the keys below it belong to."""
        start = self.at
        brackets = 2 if self.text.startswith("[[", start) else 1
        self.at += brackets
        path: KeyPath = ()
        for key, offset in self._keys():
            path = (*self._latest(path), key)
            self.spots.setdefault(path, Spot(offset, start))
        self.at += brackets
        if brackets == 1:
            return path
        self.lengths[path] = self.lengths.get(path, 0) + 1
        path = self._latest(path)
        self.spots[path] = Spot(start, start)
        return path

    def _latest(self, path: KeyPath) -> KeyPath:
        """A table's path, or that of the newest element where it is a list of tables."""
        return (*path, self.lengths[path] - 1) if path in self.lengths else path

    def _pair(self, table: KeyPath) -> None:
        """Read ``a.b = value``."""
        path = table
        start = self.at
        for key, offset in self._keys():
            path, start = (*path, key), offset
            self.spots.setdefault(path, Spot(offset, offset))
        self.at += 1
        self._blank()
        value = self.at
        self._value(path)
        self.spots[path] = Spot(start, value, value + len(self.text[value : self.at].rstrip()))

    def _keys(self) -> list[tuple[str, int]]:
        """Read a dotted key: its parts, each with its offset."""
        keys = []
        while match := _KEY.match(self.text, self.at):
            self.at = match.end()
            keys.append((_plain(match[1]), match.start(1)))
            if not self.text.startswith(".", self.at):
                break
            self.at += 1
        return keys

    def _value(self, path: KeyPath) -> None:
        opening = self.text[self.at]
        if opening == "[":
            self._list(path)
        elif opening == "{":
            self._inline_table(path)
        elif match := _STRING.match(self.text, self.at) or _SCALAR.match(self.text, self.at):
            self.at = match.end()

    def _list(self, path: KeyPath) -> None:
        index = 0
        self._next()
        while self.text[self.at] != "]":
            element = (*path, index)
            start = self.at
            self.spots[element] = Spot(start, start)
            self._value(element)
            self.spots[element] = Spot(
                start, start, start + len(self.text[start : self.at].rstrip())
            )
            index += 1
            self._separator()
        self.at += 1

    def _inline_table(self, path: KeyPath) -> None:
        self._next()
        while self.text[self.at] != "}":
            self._pair(path)
            self._separator()
        self.at += 1

    def _separator(self) -> None:
        self._blank()
        if self.text[self.at] == ",":
            self._next()

    def _next(self) -> None:
        self.at += 1
        self._blank()

    def _blank(self) -> None:
        """Pass over space, line ends and comments."""
        match = _BLANK.match(self.text, self.at)
        self.at = match.end() if match else self.at


def _plain(key: str) -> str:
    """A key without its quotes and escapes."""
    if key[0] not in "\"'":
        return key
    value = tomli.loads(f"key = {key}")["key"]
    return str(value)
