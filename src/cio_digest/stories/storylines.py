"""Links stories that belong to one affair: a link is weaker than a merge and counts for nothing.

Two stories are linked where their reports are alike on average, came within ``REACH`` of each
other, and share several rare words, names and figures: one name, or a frame such as "The latest:",
makes no affair. A storyline is what links lead to from one story, as long as each further story is
like the whole of it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cio_digest.stories import fingerprints
from cio_digest.stories.likeness import repeated, shared
from cio_digest.stories.story import alone
from cio_digest.text import words
from cio_digest.text.speakers import speaker

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cio_digest.models import Entry, Story
    from cio_digest.stories.rarity import Rarity
    from cio_digest.stories.story import OpenStory

REACH = timedelta(days=14)  # between one story of an affair and the next
_TELLINGS = 12  # entries of a story that say what it is about, the first ones
_LEAD = 500  # characters of a text: its first sentences
_ALIKE = 0.32  # mean likeness of two stories' reports from which they are one affair
_WHOLE = 0.2  # the same of a story and all others of a storyline
_REPEAT = 0.8  # what one source says in a series looks more alike than it is
_ALONE = 0.7  # what one shared word may say, against all others that two entries share
_RARE = 4.0  # at most one entry in 55 has such a word
_SEVERAL = 5  # rare words, or pairs of words in a title, that linked stories share


def profile(story: Story, prints: Mapping[int, bytes], rarity: Rarity) -> OpenStory | None:
    """What a story's first entries say in sum, None where that is nothing.

    Args:
        story: with its entries.
        prints: the fingerprints that the store has, by entry; others are made anew.
        rarity: how rare each word is.
    """
    whole: OpenStory | None = None
    for entry in story.entries[:_TELLINGS]:
        stored = prints.get(entry.id)
        said = fingerprints.read(stored) if stored else fingerprints.fingerprint(entry)
        vector = rarity.vector(said)
        if not vector:
            continue
        one = alone(story.id, entry.surfaced.timestamp(), speaker(entry), vector)
        if whole is None:
            whole = one
        else:
            whole.extend(one)
    return whole


def keywords(entries: Iterable[Entry], rarity: Rarity, most: int) -> dict[str, float]:
    """The most telling single words of a story's first entries, with how telling each is."""
    weights: dict[str, float] = {}
    for entry in [*entries][:_TELLINGS]:
        for text in (entry.title, entry.text[:_LEAD]):
            for term in words.telling(text):
                weights[term] = weights.get(term, 0.0) + rarity.of[fingerprints.number(term)]
    best = sorted(weights, key=lambda term: (-weights[term], term))[:most]
    return {term: weights[term] for term in best}


def linked(one: OpenStory, other: OpenStory, rarity: Rarity) -> float:
    """How alike two stories are that belong to one affair, 0 where they do not."""
    early, late = (one, other) if one.first <= other.first else (other, one)
    if late.first - early.last > REACH.total_seconds():
        return 0.0
    common = one.total.keys() & other.total.keys()
    if sum(rarity.of[word] >= _RARE for word in common) < _SEVERAL:
        return 0.0
    value = _alike(one, other)
    return value if value >= _ALIKE else 0.0


def grown(
    members: Sequence[OpenStory], candidates: Iterable[OpenStory], rarity: Rarity
) -> list[OpenStory]:
    """The candidates that belong to a storyline: linked to one of it, and like the whole."""
    found = []
    for candidate in candidates:
        values = [_alike(candidate, member) for member in members]
        near = any(linked(candidate, member, rarity) for member in members)
        if near and sum(values) / len(values) >= _WHOLE:
            found.append(candidate)
    return found


def _alike(one: OpenStory, other: OpenStory) -> float:
    """The mean cosine between the entries of two stories; 0 to 1."""
    entries = one.size * other.size
    most = _ALONE * entries**0.5
    value = shared(one.total, other.total, most) / entries
    return float(value * _REPEAT ** repeated(one, other))
