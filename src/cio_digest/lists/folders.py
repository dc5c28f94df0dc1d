"""Folders in folders as one tag, ``Tech > Cloud``, and such a tag as folders."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_WITHIN = " > "


def tag(folders: Iterable[str]) -> str:
    """The tag of folders, the outermost first; those without a name do not count."""
    return _WITHIN.join(name.replace(_WITHIN, " - ") for name in folders if name)


def steps(tag: str) -> list[str]:
    """The folders of a tag, the outermost first."""
    return [name for name in map(str.strip, tag.split(_WITHIN)) if name]


def has(tags: Iterable[str], name: str) -> bool:
    """Whether one of the tags is called so, or stands in or for a folder that is."""
    return any(name == each or name in steps(each) for each in tags)
