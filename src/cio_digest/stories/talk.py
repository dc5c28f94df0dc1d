"""The entries of a story to where it is discussed: each place once, by its liveliest discussion.

A discussion is no telling: it counts for nothing but itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.text import speakers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cio_digest.models import Entry, Talk

PLACES = 6
FEWEST = 3  # comments: one or two are remarks, no discussion


def of(
    entries: Iterable[Entry], talks: Mapping[int, Talk], titles: Mapping[str, str]
) -> tuple[Talk, ...]:
    """Where a story is discussed, the liveliest first; places that count nothing stand last.

    ``talks`` are those of entries, by their ids. The comments of an outlet's own site are called
    as the outlet is; ``titles`` are names of sources, by their keys.
    """
    places: dict[str, Talk] = {}
    for entry in entries:
        talk = talks.get(entry.id)
        if talk is None or (talk.comments is not None and talk.comments < FEWEST):
            continue
        named = talk._replace(place=talk.place or speakers.name(entry, titles))
        best = places.setdefault(named.place, named)
        if _liveliness(named) > _liveliness(best):
            places[named.place] = named
    return tuple(sorted(places.values(), key=_liveliness, reverse=True)[:PLACES])


def _liveliness(talk: Talk) -> tuple[int, int]:
    uncounted = -1
    return (uncounted if talk.comments is None else talk.comments, talk.points or 0)
