"""Turns new entries into drafts: what the store will keep of each, and what to look for it by."""

from __future__ import annotations

from collections import defaultdict
from hashlib import blake2b
from heapq import nlargest
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.stories import boilerplate, fingerprints
from cio_digest.text import believing, languages
from cio_digest.text.speakers import speaker

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cio_digest.models import Entry
    from cio_digest.stories.rarity import Rarity, Vector

ADDRESSES = 1 << 32  # clues from here on are addresses, below they are words
_KEYS = 8  # an entry is looked up by its most telling words
_KEPT_KEYS = 16
SAID = 300  # characters of a text that show its language, and who is named
_ARTICLE = 20  # words: no two items of a series have as long a text in common


class Draft(NamedTuple):
    """A new entry: who tells it and when (Unix seconds), where, and its words as a vector.

    ``links`` are those of a social entry, which say what it is about; else there are none.
    ``spot`` is its source's place at that address, by which several entries of one source there
    are told from an article's page, and ``seen`` when it was read (Unix seconds); ``copies`` are
    marks of what is the same entry once more, and ``series`` marks its source's entries that are
    issues of one column by their titles. ``language`` is a code, "" where it can't be told;
    ``said`` is the beginning of its text. No social entry has spot, copies, series, title: many
    speak in one search.
    """

    id: int
    time: float
    teller: str
    canonical: str
    links: tuple[str, ...]
    vector: Vector
    spot: str = ""
    seen: float = 0.0
    copies: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    language: str = ""
    title: str = ""
    said: str = ""


def drafts(new: Iterable[Entry], prints: Mapping[int, bytes], rarity: Rarity) -> list[Draft]:
    """New entries as drafts, by their fingerprints as they are kept and how rare each word is."""
    return [_draft(entry, rarity.vector(fingerprints.read(prints[entry.id]))) for entry in new]


def _draft(entry: Entry, vector: Vector) -> Draft:
    said = entry.text[:SAID]
    language = languages.of(f"{entry.title} {said}")
    return Draft(
        id=entry.id,
        time=believing.told(entry.published, entry.surfaced).timestamp(),
        teller=_teller(entry),
        canonical=entry.canonical,
        links=entry.links if entry.network else (),
        vector=vector,
        spot=_spot(entry),
        seen=entry.first_seen.timestamp(),
        copies=_copies(entry),
        series=_series(entry),
        language=language,
        title="" if entry.network else entry.title,
        said=said,
    )


def places(draft: Draft) -> list[str]:
    """Where and as what an entry is told: each leads to its story."""
    found = (*draft.copies, draft.canonical, *draft.links, draft.spot, *draft.series)
    return [place for place in found if place]


def listings(drafts: Sequence[Draft]) -> set[str]:
    """The addresses where one source tells several entries at once: no article's own.

    Two of one time may as well be an article's under two headlines.
    """
    told: dict[tuple[str, float], set[tuple[str, float]]] = defaultdict(set)
    for draft in drafts:
        for same in draft.copies[:1]:
            told[draft.spot, draft.seen].add((same, draft.time))
    several = {
        key for key, found in told.items() if len(found) > 2 or len({time for _, time in found}) > 1
    }
    return {draft.canonical for draft in drafts if (draft.spot, draft.seen) in several}


def _teller(entry: Entry) -> str:
    """Who repeats themselves if it is told again: of articles, the feed, whose columns come again.

    Two people's posts under one hashtag are no repetition. By their outlets, articles of different
    sites in one aggregator would be none, and real feeds were clustered worse that way.
    """
    return speaker(entry) if entry.network else entry.publisher or entry.source


def sought(draft: Draft) -> list[int]:
    """The clues to look for stories by: the most telling words, and addresses."""
    return [*keywords(draft.vector), *_addresses(draft)]


def clues(draft: Draft) -> set[int]:
    """What an entry can be found by later."""
    words = nlargest(_KEPT_KEYS, draft.vector, key=draft.vector.__getitem__)
    return {*words, *_addresses(draft)}


def address(url: str) -> int:
    """An address as a clue, a number above those of words; no two that one reader meets are one."""
    return ADDRESSES | int.from_bytes(blake2b(url.encode(), digest_size=8).digest(), "big") >> 1


def keywords(vector: Vector) -> list[int]:
    """The most telling words of a vector."""
    return nlargest(_KEYS, vector, key=vector.__getitem__)


def _addresses(draft: Draft) -> list[int]:
    return [address(place) for place in places(draft)]


def _series(entry: Entry) -> tuple[str, ...]:
    if entry.network:
        return ()
    return tuple(f"{entry.source} series {frame}" for frame in boilerplate.frames(entry.title))


def _spot(entry: Entry) -> str:
    return f"{entry.source} {entry.canonical}" if entry.canonical and not entry.network else ""


def _copies(entry: Entry) -> tuple[str, ...]:
    """Marks of an item that stands twice in a document, and of an article under a new address."""
    if entry.network:
        return ()
    same = f"{entry.source} {entry.title}"
    marks = [f"{same} {entry.canonical} {entry.published}"] if entry.canonical else []
    return (*marks, f"{same} {entry.text}") if entry.text.count(" ") >= _ARTICLE else tuple(marks)
