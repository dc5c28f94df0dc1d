"""Turns the example that ships with the program into text, or into the reader's first file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cio_digest import files
from cio_digest.errors import ConfigError

if TYPE_CHECKING:
    from os import PathLike

NAME = "feeds.example.toml"
_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


FEEDS = "# ---- Your feeds"  # where the example's feeds begin, with a guide to them


def example() -> str:
    """The text of the example configuration."""
    # An installed program has it inside the package; a source checkout, at the top.
    path = os.path.join(_PACKAGE, NAME)
    if not os.path.exists(path):
        path = os.path.join(_PACKAGE, "..", "..", NAME)
    with open(path, encoding="utf-8") as file:
        return file.read()


def beginning(*, topics: bool) -> str:
    """The example without its feeds, and without its topics where they are not wanted."""
    text = example()
    head, _, feeds = text.partition(FEEDS)
    if not topics:
        head = head[: head.index("\n[topics.") + 1].rstrip("\n") + "\n\n\n"
    guide = feeds[: feeds.index("[[feeds]]")].rpartition("# ----")[0]
    return f"{head}{FEEDS}{guide.rstrip()}\n"


def write(path: str | PathLike[str], text: str) -> None:
    """Write a first file to ``path`` and create the folders above it; never overwrite.

    Raises:
        ConfigError: something is there already, or it cannot be written.
    """
    path = os.fspath(path)
    folder = os.path.dirname(path)
    try:
        os.makedirs(folder or ".", exist_ok=True)
    except OSError as error:
        raise ConfigError(f"{folder}: cannot be created: {error.strerror}") from None
    try:
        _create(path, text)
    except FileExistsError:
        if not os.path.exists(path):
            why = "is there already and stays as it is: a link to a file that is not there"
            raise ConfigError(f"{path}: {why}") from None
        raise ConfigError(f"{path}: is there already and stays as it is") from None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written: {error.strerror}") from None


def _create(path: str, text: str) -> None:
    """Write a new file for its owner alone; leave none behind when the disk fills up half-way."""
    with open(path, "x", encoding="utf-8", opener=files.private) as file:
        try:
            file.write(text)
            file.flush()
        except OSError:
            os.unlink(path)
            raise
