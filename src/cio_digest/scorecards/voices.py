"""The store to how the reader's voices stand, one by one or by what they have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from cio_digest.scorecards import posts
from cio_digest.scorecards import standing as standings
from cio_digest.scorecards.standing import Group
from cio_digest.store import entries as entry_table
from cio_digest.store import stories as story_table
from cio_digest.stories import leads
from cio_digest.text import sizes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime, timedelta

    from cio_digest.config import Config
    from cio_digest.models import Entry, Voice
    from cio_digest.models.rows import Telling
    from cio_digest.models.scorecards import Standing
    from cio_digest.scorecards.post import VoicePost
    from cio_digest.store import Store
    from cio_digest.stories.leads import Ahead

POSTS = 1_000  # of all voices together, the newest
STORIES = 400  # of theirs, the newest: what tells who is first

By = Literal["role", "sector", "organisation", "size"]


class VoiceActivity(NamedTuple):
    """What voices were heard with, by their names: their own posts, and those they passed on.

    ``tellings`` are the stories that they told, each with all who told it.
    """

    own: Mapping[str, Sequence[Entry]]
    boosted: Mapping[str, Sequence[Entry]]
    tellings: Sequence[Sequence[Telling]]


def leaderboard(
    db: Store, config: Config, heard: VoiceActivity, voices: Sequence[Voice], by: By | None = None
) -> list[Standing]:
    """How voices stand by what was heard of them, the highest first; ``by`` groups them.

    Groups by size stand from the smallest companies to the largest, so that they can be compared.
    """
    groups: dict[Group, list[str]] = {}
    for voice in voices:
        groups.setdefault(_group(voice, by), []).append(voice.name)
    told = _posts(db, config, heard)
    named = {name: group.name for group, names in groups.items() for name in names}
    records = leads.records(heard.tellings, teller(heard, named))
    found = [
        standings.standing(
            group,
            {name: told.get(name, ()) for name in names},
            boosts=sum(len(heard.boosted.get(name, ())) for name in names),
            record=records.get(group.name),
        )
        for group, names in groups.items()
    ]
    if by == "size":
        return sorted(found, key=lambda standing: sizes.order(standing.size))
    return sorted(found, key=standings.order)


def hear(
    db: Store, config: Config, now: datetime, span: timedelta, voices: Sequence[Voice]
) -> VoiceActivity:
    """What these voices were heard with in the time before now."""
    names = {voice.name for voice in voices}
    sources = [source for source in config.sources if source.voice in names]
    keys = [source.key for source in sources]
    entries = entry_table.of_sources(db, keys, now - span, now, most=POSTS)
    own, boosted = posts.by_voice(entries, sources)
    stories = dict.fromkeys(entry.story for told in own.values() for entry in told if entry.story)
    return VoiceActivity(own, boosted, [*story_table.tellings_of(db, [*stories][:STORIES], now)])


def firsts(heard: VoiceActivity, name: str) -> list[Ahead]:
    """The stories that a voice had before the press, the longest lead first."""
    named = dict.fromkeys(heard.own, "") | {name: name}
    found = leads.tellers(heard.tellings, teller(heard, named))
    ahead = (lead for lead in found.get(name, ()) if lead.ahead > 0)
    return sorted(ahead, key=lambda lead: -lead.ahead)


def teller(heard: VoiceActivity, named: Mapping[str, str]) -> Callable[[Telling], str]:
    """Who tells: the name of the voice, or of its group, by ``named``; "" for anybody else."""
    accounts = {
        (entry.source, entry.handle): named[voice]
        for voice, told in heard.own.items()
        for entry in told
    }
    return lambda telling: accounts.get((telling.source, telling.handle), "")


def _posts(db: Store, config: Config, heard: VoiceActivity) -> dict[str, list[VoicePost]]:
    entries = [entry for told in heard.own.values() for entry in told]
    made = iter(posts.of(db, entries, config.topics))
    return {name: [next(made) for _ in told] for name, told in heard.own.items()}


def _group(voice: Voice, by: By | None) -> Group:
    if by is None:
        return Group(*voice)
    value = sizes.band(voice.size) if by == "size" else getattr(voice, by)
    return Group(value or f"no {by} given", **{by: value})
