"""A story to the reasons why it is in the digest printed last, or why it is not."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING

from cio_digest.digest import items, muted, saved
from cio_digest.errors import CioDigestError
from cio_digest.models import Digest, Entry, Item, Story, Talk
from cio_digest.store import digests as digest_table
from cio_digest.store import entries as entry_table
from cio_digest.store import sources as source_table
from cio_digest.store import stories as story_table
from cio_digest.text import speakers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cio_digest.config import Config
    from cio_digest.models.pages import Explanation
    from cio_digest.store import Store


LATEST = datetime.max.replace(tzinfo=timezone.utc)


def number(db: Store, config: Config, number: int) -> Explanation:
    """The story with this number in the digest printed last: its terms and its entries.

    Raises:
        CioDigestError: no digest was printed yet, or it has no such number.
    """
    item = _numbered(latest(db), number)
    digest = latest(db, listed=False)
    if any(shown.number == number for shown in items.shown(digest)):
        return _shown(db, config, digest, item)
    told = story(db, item).entries
    entry = next((each for each in told if each.url == item.url), told[-1])
    return explained(db, config, digest, entry)


def numbered(db: Store, number: int) -> Item:
    """The story with this number in the digest printed last, as it was printed.

    Raises:
        CioDigestError: no digest was printed yet, or it has no such number.
    """
    return _numbered(latest(db), number)


def address(item: Item) -> str:
    """Where a printed story leads.

    Raises:
        CioDigestError: it has no web address.
    """
    if not item.url.startswith(("https://", "http://")):
        raise CioDigestError(f"story {item.number} has no web address: {item.title}")
    return item.url


def talks(db: Store, config: Config, item: Item) -> tuple[Talk, ...]:
    """Where a printed story is discussed by now, the liveliest first.

    Raises:
        CioDigestError: nowhere, as far as the reader's sources tell.
    """
    from cio_digest.store import talks as talk_table
    from cio_digest.stories import talk

    told = story(db, item).entries
    known = talk_table.load(db, (entry.id for entry in told))
    found = talk.of(told, known, source_table.publishers(db, config.sources)) or item.talks
    if not found:
        raise CioDigestError(
            f"none of your sources names a discussion of story {item.number}: {item.title}"
        )
    return found


def story(db: Store, item: Item) -> Story:
    """A printed story with all the entries that it has by now."""
    [number] = story_table.current(db, [item.story])
    entries = entry_table.of_stories(db, [number], LATEST).get(number, [])
    return Story(number, tuple(entries))


def entry(db: Store, config: Config, text: str) -> Explanation:
    """Explain an entry, by address or words of its title: its story, or why it is not shown.

    Raises:
        CioDigestError: no digest was printed yet, or the store has no such entry.
    """
    return explained(db, config, latest(db, listed=False), entry_at(db, text))


def entry_at(db: Store, text: str) -> Entry:
    """The newest entry at this address, or with these words in its title.

    Raises:
        CioDigestError: the store has no such entry.
    """
    from cio_digest.text import normalize

    found = entry_table.find(db, text, normalize.url(text))
    if found is None:
        raise CioDigestError(f'the store has no entry at or called "{text}"')
    return found


def explained(db: Store, config: Config, digest: Digest, entry: Entry) -> Explanation:
    """Where an entry went, or why it did not."""
    stories = story_table.current(db, [item.story for item in items.shown(digest)])
    shown = dict(zip(stories, items.shown(digest), strict=True))
    if entry.story in shown:
        item = shown[entry.story]
        muting = muted.words(config)
        reason = muting.reason(entry) if muting else ""
        return _shown(db, config, digest, item, _place(entry, item, reason))
    from cio_digest.digest import absence

    item, reason = absence.judged(db, config, digest, entry)
    return explanation(db, config, digest, item, f"Not shown: {reason}.")


def _shown(db: Store, config: Config, digest: Digest, item: Item, note: str = "") -> Explanation:
    """A shown item, with the topics that it mentions where it stands under none."""
    found = explanation(db, config, digest, item, note)
    if item.topic:
        return found
    from cio_digest.digest import absence

    mentioned = absence.mentions(db, config, digest, Story(item.story, found.entries))
    return found._replace(note=" ".join(filter(None, (note, mentioned))))


def explanation(
    db: Store, config: Config, digest: Digest, item: Item, note: str = ""
) -> Explanation:
    """An item with the entries that told it by then, each under the reader's name of its source."""
    story = story_table.current(db, [item.story])[0]
    entries = entry_table.of_stories(db, [story], digest.until).get(story, [])
    from cio_digest.digest import disagreement  # which a morning does without
    from cio_digest.models.pages import Explanation

    told = named(db, config, entries)
    differing = disagreement.figures(told, source_table.publishers(db, config.sources))
    return Explanation(item, told, digest.now, note, differing)


def named(db: Store, config: Config, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries, the ``publisher`` of each being the reader's name of its source."""
    titles = source_table.publishers(db, config.sources)
    return tuple(each._replace(publisher=speakers.name(each, titles)) for each in entries)


def latest(db: Store, *, listed: bool = True) -> Digest:
    """The digest printed last, with what a search ``listed`` since.

    Raises:
        CioDigestError: none was printed yet.
    """
    kept = digest_table.latest(db, listed=listed)
    if kept is None:
        raise CioDigestError("no digest was printed yet; run: cio-digest today")
    return saved.load(kept)


def _numbered(digest: Digest, number: int) -> Item:
    shown = {item.number: item for item in items.shown(digest)}
    if number not in shown:
        has = f"no story {number}; it has 1 to {max(shown)}" if shown else "no stories"
        raise CioDigestError(f"the digest of {digest.date.isoformat()} has {has}")
    return shown[number]


def _place(entry: Entry, item: Item, reason: str) -> str:
    """Where an entry stands, or that others tell its story, where it is muted for a reason."""
    if reason:
        return f"“{entry.title}” is not shown, {reason}; others tell it as story {item.number}."
    if entry.title == item.title:
        return f"It is story {item.number}."
    return f"“{entry.title}” is told as part of story {item.number}."
