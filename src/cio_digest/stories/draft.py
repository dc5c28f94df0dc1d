"""Turns new entries into drafts: what the store will keep of each, and what to look for it by."""

from __future__ import annotations

from collections import defaultdict
from hashlib import blake2b
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
_KEPT_KEYS = 16  # and found by more of them
SAID = 300  # characters of a text that show its language, and who is named
_ARTICLE = 20  # words: no two items of a series have as long a text in common


class Draft(NamedTuple):
    """A new entry: who tells it and when (Unix seconds), where, and its words as a vector.

    Where it is told are numbers (``address``), 0 for none: ``page`` is its own address, ``links``
    are those of a social entry, which say what it is about; else there are none.
    ``spot`` is its source's place at that address, by which several entries of one source there
    are told from an article's page, and ``seen`` when it was read (Unix seconds); ``copies`` are
    marks of what is the same entry once more, and ``series`` marks its source's entries that are
    issues of one column by their titles. ``telling`` are its most telling words. ``language`` is a
    code, "" where it can't be told; ``said`` is the beginning of its text. No social entry has
    spot, copies, series, title: many speak in one search.
    """

    id: int
    time: float
    teller: str
    page: int
    links: tuple[int, ...]
    vector: Vector
    telling: tuple[int, ...] = ()
    spot: int = 0
    seen: float = 0.0
    copies: tuple[int, ...] = ()
    series: tuple[int, ...] = ()
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
        page=address(entry.canonical),
        links=tuple(map(address, entry.links)) if entry.network else (),
        vector=vector,
        telling=tuple(_most_telling(vector)[:_KEPT_KEYS]),
        spot=_spot(entry),
        seen=entry.first_seen.timestamp(),
        copies=_copies(entry),
        series=_series(entry),
        language=language,
        title="" if entry.network else entry.title,
        said=said,
    )


def places(draft: Draft) -> list[int]:
    """Where and as what an entry is told: each leads to its story."""
    found = (*draft.copies, draft.page, *draft.links, draft.spot, *draft.series)
    return [place for place in found if place]


def listings(drafts: Sequence[Draft]) -> set[int]:
    """The addresses where one source tells several entries at once: no article's own.

    Two of one time may as well be an article's under two headlines.
    """
    told: dict[tuple[int, float], set[tuple[int, float]]] = defaultdict(set)
    for draft in drafts:
        for same in draft.copies[:1]:
            told[draft.spot, draft.seen].add((same, draft.time))
    several = {
        key for key, found in told.items() if len(found) > 2 or len({time for _, time in found}) > 1
    }
    return {draft.page for draft in drafts if (draft.spot, draft.seen) in several}


def _teller(entry: Entry) -> str:
    """Who repeats themselves if it is told again: of articles, the feed, whose columns come again.

    Two people's posts under one hashtag are no repetition. By their outlets, articles of different
    sites in one aggregator would be none, and real feeds were clustered worse that way.
    """
    return speaker(entry) if entry.network else entry.publisher or entry.source


def sought(draft: Draft) -> list[int]:
    """The clues to look for stories by: the most telling words, and addresses."""
    return [*draft.telling[:_KEYS], *places(draft)]


def clues(draft: Draft) -> set[int]:
    """What an entry can be found by later."""
    return {*draft.telling, *places(draft)}


def address(url: str) -> int:
    """An address as a clue, a number above those of words; no two that one reader meets are one.

    0 where there is none.
    """
    if not url:
        return 0
    return ADDRESSES | int.from_bytes(blake2b(url.encode(), digest_size=8).digest(), "big") >> 1


def keywords(vector: Vector) -> list[int]:
    """The most telling words of a vector."""
    return _most_telling(vector)[:_KEYS]


def _most_telling(vector: Vector) -> list[int]:
    """The words of a vector, the most telling first; of so few ``nlargest`` takes twice as long."""
    return sorted(vector, key=vector.__getitem__, reverse=True)


def _series(entry: Entry) -> tuple[int, ...]:
    if entry.network:
        return ()
    frames = boilerplate.frames(entry.title)
    return tuple(address(f"{entry.source} series {frame}") for frame in frames)


def _spot(entry: Entry) -> int:
    told = entry.canonical and not entry.network
    return address(f"{entry.source} {entry.canonical}") if told else 0


def _copies(entry: Entry) -> tuple[int, ...]:
    """Marks of an item that stands twice in a document, and of an article under a new address."""
    if entry.network:
        return ()
    same = f"{entry.source} {entry.title}"
    marks = [f"{same} {entry.canonical} {entry.published}"] if entry.canonical else []
    if entry.text.count(" ") >= _ARTICLE:
        marks.append(f"{same} {entry.text}")
    return tuple(map(address, marks))
