"""A story to the storyline it is part of: the stories of one affair, over the whole store.

Links are looked for when they are asked for, from story to story: what is stored are only the
stories of affairs that the reader follows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cio_digest.models import Story
from cio_digest.store import clues as clue_table
from cio_digest.store import entries as entry_table
from cio_digest.store import storylines as storyline_table
from cio_digest.stories import storylines
from cio_digest.text import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from cio_digest.store import Store
    from cio_digest.stories.rarity import Rarity
    from cio_digest.stories.story import OpenStory

KEYWORDS = 8  # words of a story that others are looked for by
CANDIDATES = 24  # stories that one is compared with
ROUNDS = 4  # from a story to those linked to it, and on to those linked to these
STORIES = 60  # of one affair


class AffairScope(NamedTuple):
    """Where an affair is looked for: in what these sources told after ``since``, up to ``until``.

    ``sources`` are keys; ``rarity`` is how rare words are in this store; without ``since`` as far
    back as there are links.
    """

    db: Store
    sources: Sequence[str]
    until: datetime
    rarity: Rarity
    since: datetime | None = None


class Affair(NamedTuple):
    """Stories of one affair by their ids, and what they say, as links see it."""

    stories: Mapping[int, Story]
    profiles: Mapping[int, OpenStory]


def of(scope: AffairScope, seeds: Iterable[int], rounds: int = ROUNDS) -> list[Story]:
    """The stories of an affair that some are known of, the oldest first."""
    known = _profiled(scope._replace(since=None), seeds)
    stories, profiles = dict(known.stories), dict(known.profiles)
    fresh: Iterable[int] = list(profiles)
    for _ in range(rounds):
        near = _near(scope, [stories[story] for story in fresh])
        beside = _profiled(scope, near - stories.keys())
        added = storylines.grown([*profiles.values()], beside.profiles.values(), scope.rarity)
        fresh = [story.id for story in added[: STORIES - len(stories)]]
        if not fresh:
            break
        stories.update({story: beside.stories[story] for story in fresh})
        profiles.update({story: beside.profiles[story] for story in fresh})
    return sorted(stories.values(), key=lambda story: (story.entries[0].surfaced, story.id))


def _near(scope: AffairScope, stories: Iterable[Story]) -> set[int]:
    """The stories that share words with any of these, and came near it."""
    found: set[int] = set()
    for story in stories:
        first, last = story.entries[0].surfaced, story.entries[-1].surfaced
        since, until = first - storylines.REACH, min(scope.until, last + storylines.REACH)
        queries = {
            " OR ".join(f'"{form}"' for form in words.forms(term)): value
            for term, value in storylines.keywords(story.entries, scope.rarity, KEYWORDS).items()
        }
        found |= {
            *storyline_table.near(
                scope.db,
                queries,
                max(since, scope.since or since),
                until,
                most=CANDIDATES,
                sources=scope.sources,
            )
        }
    return found


def _profiled(scope: AffairScope, stories: Iterable[int]) -> Affair:
    """Stories as the reader's sources told them by then, with what they say."""
    followed = {*scope.sources}
    found = entry_table.of_stories(scope.db, stories, scope.until)
    told = {key: [e for e in entries if e.source in followed] for key, entries in found.items()}
    made = {key: Story(key, tuple(entries)) for key, entries in told.items() if entries}
    prints = clue_table.fingerprints(scope.db, [e.id for s in made.values() for e in s.entries])
    profiles = {key: storylines.profile(story, prints, scope.rarity) for key, story in made.items()}
    return Affair(made, {key: value for key, value in profiles.items() if value is not None})
