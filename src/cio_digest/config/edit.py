"""Adds tables to the reader's feeds.toml, whose every other byte stays as it is.

The file is theirs, with comments and an order of its own. So nothing is rewritten: new tables are
put below what is there, the result must mean exactly the old document and the new tables, and only
then does it take the file's place, in one step.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

from cio_digest.config.load import parse
from cio_digest.errors import ConfigError

Table = Mapping[str, Any]


def append(path: str, name: str, tables: Sequence[Table]) -> str:
    """Add each table under ``[[name]]``; gives the path of the copy of what was there before.

    Raises:
        ConfigError: the file cannot be extended so, or not written; then it is as it was.
    """
    path = os.path.realpath(path)  # a link stays one
    try:
        with open(path, "rb") as file:
            before = file.read()
        after = _extended(before, name, tables)
        _check(path, before, after, name, tables)
        backup = f"{path}.bak"
        _replace(backup, before, like=path)
        _replace(path, after, like=path)
    except OSError as error:
        raise ConfigError(
            f"{path}: cannot be written: {error.strerror}; nothing was changed"
        ) from None
    return backup


def _extended(before: bytes, name: str, tables: Sequence[Table]) -> bytes:
    text = "\n" + written(name, tables)
    if before and not before.endswith(b"\n"):
        text = "\n" + text
    if b"\r\n" in before:
        text = text.replace("\n", "\r\n")
    return before + text.encode()


def written(name: str, tables: Sequence[Table]) -> str:
    """Each table as it is written under ``[[name]]``, an empty line between two."""
    return "\n".join(
        "\n".join(
            [f"[[{name}]]", *(f"{key} = {_value(value)}" for key, value in table.items()), ""]
        )
        for table in tables
    )


def _value(value: str | float | Sequence[str]) -> str:
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, int | float):
        return str(value)
    return f"[{', '.join(map(_string, value))}]"


def _string(text: str) -> str:
    """A basic string (https://toml.io/en/v1.0.0#string), whatever is in it."""
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in text) + '"'


def _check(path: str, before: bytes, after: bytes, name: str, tables: Sequence[Table]) -> None:
    """See that the new document is the old one and the tables, and that a run would accept it."""
    import tomli

    text = after.decode()
    old = tomli.loads(before.decode().removeprefix("\ufeff"))
    try:
        new = tomli.loads(text.removeprefix("\ufeff"))
    except tomli.TOMLDecodeError:
        new = {}
    if new != {**old, name: [*old.get(name, []), *map(_plain, tables)]}:
        raise ConfigError(
            f"{path}: cannot be extended: {name} is written in a way of its own there; put "
            f"[[{name}]] above each table and run again (nothing was changed)"
        )
    parse(text, path)


def _plain(table: Table) -> dict[str, Any]:
    return {key: list(v) if isinstance(v, tuple) else v for key, v in table.items()}


def _replace(path: str, data: bytes, *, like: str) -> None:
    """Put a whole file in place in one step, open to nobody else than ``like`` is."""
    import shutil

    part = f"{path}.part"
    try:
        with open(part, "wb") as file:
            shutil.copymode(like, part)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except BaseException:
        if os.path.exists(part):
            os.unlink(part)
        raise
