"""Turns what is wrong with a configuration into lines that name file, line, column and remedy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple

KeyPath = tuple[str | int, ...]


class Problem(NamedTuple):
    """One mistake: where it stands in the document and what to say.

    ``about`` is what the message starts with: the ``value`` at ``path``, the ``table`` at
    ``path``, or the unknown ``key`` that ends ``path``.
    """

    path: KeyPath
    text: str
    about: Literal["value", "table", "key"] = "value"

    def below(self, step: str | int) -> Problem:
        """Give the same problem as seen from one level further up."""
        return self._replace(path=(step, *self.path))


class Wrong(Exception):  # noqa: N818 - never shown: the caller makes one ConfigError of them all
    """A value is not what the schema allows; it may hold several problems."""

    def __init__(self, *problems: Problem) -> None:
        """Hold one problem or more."""
        super().__init__(*problems)
        self.problems = problems


def wrong(value: Any, fault: str, allowed: str) -> Wrong:
    """Say that ``value`` has this ``fault``, and what is allowed in its place."""
    return Wrong(Problem((), f"{shown(value)} {fault}; allowed: {allowed}"))


def lines(problems: Iterable[Problem], text: str, file: str) -> list[str]:
    """One line for each problem, in the order in which they stand in ``text``."""
    from cio_digest.config import positions

    spots = positions.find(text)

    def offset(problem: Problem) -> int:
        spot = spots[problem.path]
        return spot.key if problem.about == "key" else spot.value

    def line(problem: Problem) -> str:
        row, column = positions.line_column(text, offset(problem))
        return f"{file}:{row}:{column}: {sentence(problem)}"

    return [line(problem) for problem in sorted(problems, key=offset)]


def sentence(problem: Problem) -> str:
    """What a problem says, without its place."""
    path, text, about = problem
    if about == "key":
        table = f" in {_heading(path[:-1])}" if path[:-1] else ""
        return f"unknown key {shown(path[-1])}{table}{text}"
    if about == "table":
        return f"{_heading(path)} {text}"
    return f"{_name(path)} {text}"


def _name(path: KeyPath) -> str:
    """What a value is called: its key, also when it is an element of a list."""
    return next((_bare(step) for step in reversed(path) if isinstance(step, str)), "the file")


def _heading(path: KeyPath) -> str:
    """What a table is called: the header it stands under, or the key of an inline table."""
    if len(path) == 2 and isinstance(path[1], int):
        return f"[[{_bare(path[0])}]]"
    if len(path) <= 2:
        return f"[{'.'.join(_bare(step) for step in path)}]"
    return _name(path)


def _bare(step: str | int) -> str:
    """A key as it is written in TOML: in quotes where it needs them."""
    key = str(step)
    return key if key.isascii() and key.replace("-", "").replace("_", "").isalnum() else shown(key)


def shown(value: Any) -> str:
    """The value as a message shows it: on one line, harmless to a terminal, not too long."""
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "{…}"
    if isinstance(value, list):
        return "[…]"
    if isinstance(value, int) and value.bit_length() > 128:
        return "(a huge number)"
    return str(value)


def _quoted(text: str) -> str:
    short = text if len(text) <= 80 else text[:79] + "…"
    escaped = short.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in escaped) + '"'


def nearest(word: str, known: Iterable[str]) -> str:
    """A closing question that offers the likeliest known word, or nothing."""
    from cio_digest.text import spelling

    close = spelling.nearest(word, known)
    return f"; did you mean {shown(close)}?" if close else ""
