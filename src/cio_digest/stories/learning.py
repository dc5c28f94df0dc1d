"""Turns new entries into fingerprints and into how rare each word is, before any is clustered."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.stories import boilerplate, fingerprints
from cio_digest.stories.template import template

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cio_digest.models import Entry
    from cio_digest.stories.fingerprints import Fingerprint
    from cio_digest.stories.rarity import Rarity


class Past(NamedTuple):
    """What a source said last, oldest first: titles and fingerprints, which teach its habits."""

    titles: Sequence[str] = ()
    fingerprints: Sequence[bytes] = ()


def learn(
    new: Iterable[Entry], pasts: Mapping[str, Past], rarity: Rarity
) -> tuple[dict[int, bytes], Rarity]:
    """The fingerprints of new entries by their ids, and how rare each word is after them."""
    told = _fingerprints(new, pasts)
    prints = {entry.id: fingerprints.keep(each) for entry, each in told}
    return prints, rarity.seen([each for _, each in told])


def _fingerprints(
    entries: Iterable[Entry], pasts: Mapping[str, Past]
) -> list[tuple[Entry, Fingerprint]]:
    """The fingerprint of each entry, what its source says everywhere left out or damped."""
    sources: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        sources[entry.source].append(entry)
    told = []
    for source, fresh in sources.items():
        past = pasts.get(source, Past())
        titles = [entry.title for entry in fresh]
        framed = any(map(boilerplate.may_have, titles))
        phrases = boilerplate.learn([*past.titles, *titles]) if framed else frozenset()
        prints = [fingerprints.fingerprint(entry, phrases) for entry in fresh]
        before = (fingerprints.read(kept) for kept in past.fingerprints)
        usual = template([each.words for each in (*before, *prints)])
        told += [(e, fingerprints.damp(p, usual)) for e, p in zip(fresh, prints, strict=True)]
    return told
