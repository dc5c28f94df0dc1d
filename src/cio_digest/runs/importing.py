"""A list that somebody made, taken into feeds.toml."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest import files
from cio_digest.errors import CioDigestError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.lists import ImportDecision
    from cio_digest.runs import Setup


def content(file: str) -> bytes:
    """What a file holds, or standard input by "-", as far as a list may be long.

    Raises:
        CioDigestError: it cannot be read.
    """
    from cio_digest.lists import read

    try:
        # Standard input by its number: where it was closed, Python has no object for it.
        place = 0 if file == "-" else files.expanded(file)
        with open(place, "rb") as opened:  # noqa: PTH123 - or a number
            return opened.read(read.LARGEST + 1)
    except OSError as error:
        if file.startswith(("https://", "http://")):
            hint = "fetch the list and name the file; cio-digest sources add follows one feed"
            raise CioDigestError(f"{file}: is no file; {hint}") from None
        raise CioDigestError(f"{file}: cannot be read: {error.strerror}") from None


def take(setup: Setup, name: str, verdicts: Sequence[ImportDecision]) -> str:
    """Add what is taken under ``[[name]]``; gives the path of the copy of feeds.toml, if changed.

    Raises:
        ConfigError: the file cannot be extended or written.
    """
    from cio_digest.config import edit

    tables = [verdict.table for verdict in verdicts if verdict.state == "taken"]
    return edit.append(setup.config.path, name, tables) if tables else ""
