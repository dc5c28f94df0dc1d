"""Sessions with networks to a file that only its owner can read, and back."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from cio_digest import files
from cio_digest.models import Session, Source

if TYPE_CHECKING:
    from collections.abc import Mapping


def file(store: str) -> str:
    """Where the sessions lie: beside the store; nowhere where that is in memory."""
    return "" if store == ":memory:" else f"{store}.sessions"


def name(source: Source) -> str:
    """Whose session it is: another server or another user is another session."""
    user = source.login.user if source.login else ""
    return f"{source.kind} {source.url} {user}"


def load(path: str) -> dict[str, Session]:
    """The sessions in a file by their names; none where it is missing or damaged."""
    try:
        with open(path, encoding="utf-8") as kept:  # noqa: PTH123 - as in the store, beside it
            found = json.load(kept)
        pairs = {key: Session(*map(str, pair)) for key, pair in found.items()}
        return {key: pair for key, pair in pairs.items() if all(map(_is_token, pair))}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}


def _is_token(text: str) -> bool:
    """Whether a header could carry it."""
    return text.isascii() and text.isprintable() and " " not in text


def save(path: str, sessions: Mapping[str, Session]) -> None:
    """Replace the file in one step by one that is its owner's alone from its first byte.

    Where it cannot be written, the next run opens sessions anew.
    """
    if not path:
        return
    with suppress(OSError):
        files.replace(path, json.dumps(sessions).encode(), mode=files.PRIVATE)
