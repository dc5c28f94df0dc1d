"""Changes the reader's feeds.toml, whose every other byte stays as it is.

The file is theirs, with comments and an order of its own. So no document is written anew: lines are
put in or taken out, the result must mean exactly the old document with that one change, a run must
accept it, and only then does it take the file's place, in one step.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from cio_digest import files
from cio_digest.config import surgery
from cio_digest.config.load import parse
from cio_digest.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cio_digest.config.surgery import Place
    from cio_digest.config.writing import Table

Document = dict[str, Any]

_COPIES = 9  # of feeds.toml that are kept beside the first


def append(path: str, name: str, tables: Sequence[Table]) -> str:
    """Add each table under ``[[name]]``; gives the path of the copy of what was there before.

    Raises:
        ConfigError: the file cannot be extended so, or not written; then it is as it was.
    """

    def meant(document: Document) -> None:
        document.setdefault(name, []).extend(map(plain, tables))

    hint = f"put [[{name}]] above each table and run again"
    return rewrite(path, lambda text: surgery.extended(text, name, tables), meant, hint)


def remove(path: str, line: int) -> str:
    """Take out the table that begins in ``line``; gives the path of the copy, as ``append`` does.

    Raises:
        ConfigError: as ``append`` does.
    """
    where = _place(path, line)

    def meant(document: Document) -> None:
        del document[where[0]][where[1]]
        if not document[where[0]]:
            del document[where[0]]

    return rewrite(
        path, lambda text: surgery.without(text, where), meant, f"edit line {line} by hand"
    )


def change(path: str, line: int, changes: Mapping[str, Any]) -> str:
    """Give keys of the table that begins in ``line`` other values; None takes a key away.

    Raises:
        ConfigError: as ``append`` does.
    """
    where = _place(path, line)

    def made(text: str) -> str:
        for key, value in changes.items():
            text = surgery.changed(text, where, key, value)
        return text

    def meant(document: Document) -> None:
        table = {**document[where[0]][where[1]], **plain(changes)}
        document[where[0]][where[1]] = {k: value for k, value in table.items() if value is not None}

    return rewrite(path, made, meant, f"edit line {line} by hand")


def table_of(path: str, line: int) -> str:
    """The name of the table that begins in ``line``: ``feeds``, ``searches`` or ``voices``.

    Raises:
        ConfigError: none that can be changed does.
    """
    return _place(path, line)[0]


def _place(path: str, line: int) -> Place:
    where = surgery.place(_read(path).decode().removeprefix("\ufeff"), line)
    if where is None:
        raise _odd(path, f"edit line {line} by hand")
    return where


def rewrite(
    path: str, rewritten: Callable[[str], str], meant: Callable[[Document], None], hint: str
) -> str:
    """Put what is ``rewritten`` of the text in its place if it means what is ``meant``.

    Gives the path of the copy of what was there before; ``hint`` says what else can be done.

    Raises:
        ConfigError: as ``append`` does.
    """
    path = os.path.realpath(path)  # a link stays one
    with files.exclusive(path):
        return _rewritten(path, rewritten, meant, hint)


def _rewritten(
    path: str, rewritten: Callable[[str], str], meant: Callable[[Document], None], hint: str
) -> str:
    import tomli

    before = _read(path)
    text = before.decode()
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    text = text.removeprefix(mark)
    expected = tomli.loads(text)
    try:
        after = rewritten(text)
        meant(expected)
        same = tomli.loads(after) == expected
    except (tomli.TOMLDecodeError, AttributeError, LookupError):
        same = False
    if not same:
        raise _odd(path, hint)
    parse(after, path)
    return _replaced(path, before, f"{mark}{after}".encode())


def _odd(path: str, hint: str) -> ConfigError:
    return ConfigError(
        f"{path}: cannot be changed so: it is written in a way of its own there; {hint} "
        "(nothing was changed)"
    )


def plain(table: Table) -> Document:
    """A table as it is read back: its tuples are lists."""
    return {key: list(v) if isinstance(v, tuple) else v for key, v in table.items()}


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None


def _replaced(path: str, before: bytes, after: bytes) -> str:
    """Put the new file in place of the old one, of which a copy stays; gives the copy's path."""
    try:
        backup = _backup(path)
        files.replace(backup, before, mode=os.stat(path).st_mode & 0o7777)
        files.replace(path, after)
    except OSError as error:
        raise ConfigError(
            f"{path}: cannot be written: {error.strerror}; nothing was changed"
        ) from None
    return backup


def _backup(path: str) -> str:
    """Where the next copy goes: the first stays, of those after it the last few."""
    first = f"{path}.bak"
    if not os.path.lexists(first):
        return first
    folder, name = os.path.split(f"{first}.")
    numbers = sorted(
        int(end)
        for each in os.listdir(folder or ".")
        if each.startswith(name) and (end := each[len(name) :]).isascii() and end.isdecimal()
    )
    for number in numbers[: -_COPIES + 1]:
        os.unlink(f"{first}.{number}")
    return f"{first}.{numbers[-1] + 1 if numbers else 1}"
