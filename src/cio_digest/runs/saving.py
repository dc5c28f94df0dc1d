"""Stories of the digest printed last onto a reading list."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cio_digest import files
from cio_digest.errors import CioDigestError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cio_digest.models import Item
    from cio_digest.runs import Setup


class ListedStory(NamedTuple):
    """A story, and whether the list had it already."""

    item: Item
    known: bool


def save(setup: Setup, numbers: Sequence[int], path: Path) -> list[ListedStory]:
    """Put the stories with these numbers on the list at ``path``, whose name says its format.

    Raises:
        CioDigestError: there is no such story, or the list cannot be read or written.
    """
    from cio_digest.digest import explain
    from cio_digest.lists import readinglist
    from cio_digest.runs import archive
    from cio_digest.store import opened

    with opened(setup.store) as db:
        items = [explain.numbered(db, number) for number in numbers]
    with files.exclusive(str(path)):  # two at once would each lose the other's
        before = _read(path)
        try:
            after = readinglist.add(path.name, before.replace("\r\n", "\n"), items, setup.now)
        except ValueError as error:
            raise CioDigestError(f"{path}: {error}") from None
        if "\r\n" in before:
            after = after.replace("\n", "\r\n")
        if after != before:
            archive.write(after, str(path))
    return [ListedStory(item, readinglist.has(before, item)) for item in items]


def _read(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return file.read()
    except FileNotFoundError:
        return ""
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is no text in UTF-8"
        raise CioDigestError(f"{path}: cannot be read: {reason}") from None
