"""A list that somebody made, taken into feeds.toml."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cio_digest.errors import CioDigestError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.lists import ImportDecision
    from cio_digest.runs import Setup


def content(file: str) -> bytes:
    """What a file holds, as far as a list may be long.

    Raises:
        CioDigestError: it cannot be read.
    """
    from cio_digest.lists import read

    try:
        with Path(file).expanduser().open("rb") as opened:
            return opened.read(read.LARGEST + 1)
    except OSError as error:
        raise CioDigestError(f"{file}: cannot be read: {error.strerror}") from None


def take(setup: Setup, name: str, verdicts: Sequence[ImportDecision]) -> str:
    """Add what is taken under ``[[name]]``; gives the path of the copy of feeds.toml, if changed.

    Raises:
        ConfigError: the file cannot be extended or written.
    """
    from cio_digest.config import edit

    tables = [verdict.table for verdict in verdicts if verdict.state == "taken"]
    return edit.append(setup.config.path, name, tables) if tables else ""
