"""Entries of the store to the posts that voices are judged by."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cio_digest.ranking import score
from cio_digest.scorecards.post import VoicePost
from cio_digest.search import topical
from cio_digest.store import stories as story_table
from cio_digest.text.handles import bare

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from cio_digest.models import Entry, Source, Topic
    from cio_digest.store import Store


def of(db: Store, entries: Sequence[Entry], topics: Sequence[Topic]) -> list[VoicePost]:
    """Each entry as a post, in order."""
    about = topical.about(db, topics, entries)
    linking = [entry.id for entry in entries if entry.links]
    retold = story_table.told_before(db, linking)
    return [_post(entry, about.get(entry.id, ()), retold) for entry in entries]


def _post(entry: Entry, topics: tuple[str, ...], retold: Collection[int]) -> VoicePost:
    return VoicePost(
        story=entry.story,
        published=entry.published,
        title=entry.title,
        topics=topics,
        hosts=tuple(urlsplit(link).hostname or "" for link in entry.links),
        reach=None if entry.engagement is None else score.reach(entry.engagement),
        original=bool(entry.links) and entry.id not in retold,
        noisy=bool(entry.noise),
        bot=entry.bot,
    )


def by_voice(
    entries: Iterable[Entry], sources: Iterable[Source]
) -> tuple[dict[str, list[Entry]], dict[str, list[Entry]]]:
    """The entries of each voice's sources: its own posts, and those of others that it passed on.

    A network gives what an account boosts with the name of who wrote it.
    """
    followed = {source.key: source for source in sources if source.voice}
    by_source: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.source in followed:
            by_source[entry.source].append(entry)
    own: dict[str, list[Entry]] = defaultdict(list)
    boosted: dict[str, list[Entry]] = defaultdict(list)
    for key, told in by_source.items():
        source = followed[key]
        account = _account(source, told)
        for entry in told:
            (own if entry.handle == account else boosted)[source.voice].append(entry)
    return own, boosted


def _account(source: Source, entries: Sequence[Entry]) -> str:
    """The handle in entries that is the source's own, else the most frequent one."""
    counts = Counter(entry.handle for entry in entries)
    own = [each for each in counts if source.handle and bare(each) == bare(source.handle)]
    return max(own or counts, key=counts.__getitem__)
