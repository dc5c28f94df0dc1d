"""Tells whether what a headline says is in another story, as far as its words show it.

A source that writes twice of one event says in one report what the headline of the other says. Its
own two texts of one hour, or two deaths in one town, have the town and the manner of telling in
common, and hardly a word of their headlines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.stories import fingerprints

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.stories.rarity import Vector

_MOST = 0.48  # of a headline, by how much its words tell


def told(titles: Sequence[str], own: Vector, other: Vector) -> bool:
    """Whether another story has about half of what one of a story's headlines says, if it has any.

    Args:
        titles: of the story.
        own: its words; what is not in them, as its source's name, is not looked at.
        other: the words of the other story.
    """
    return not titles or any(_share(title, own, other) >= _MOST for title in titles)


def _share(title: str, own: Vector, other: Vector) -> float:
    """How much of a title another story has; all of one that says nothing."""
    words = fingerprints.told(title) & own.keys()
    said = sum(own[word] for word in words)
    return sum(own[word] for word in words & other.keys()) / said if said else 1.0
