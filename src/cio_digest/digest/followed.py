"""The affairs that the reader follows, and what is new of each in the window of a digest."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cio_digest.digest import affair, items, timeline
from cio_digest.digest.compose import SavedSearchResult
from cio_digest.errors import CioDigestError
from cio_digest.models import SavedSearch
from cio_digest.store import digests as digest_table
from cio_digest.store import if_writable
from cio_digest.store import sources as source_table
from cio_digest.store import storylines as storyline_table
from cio_digest.text import days

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from cio_digest.config import Config
    from cio_digest.digest.window import Window
    from cio_digest.models import Digest, Item, Story
    from cio_digest.models.records import ListedAffair
    from cio_digest.models.rows import FollowedAffair
    from cio_digest.store import Store

_SECTION, _REASON = "Following", "new of what you follow"
_SHOWN = 3  # new stories of an affair
_ONE = 1  # round of links from what is known: a window is short


class FollowedNews(NamedTuple):
    """What is new of a followed affair: its title, its day, counted from 1, and the new stories.

    ``headlines`` are theirs, in the same order, the newest first.
    """

    title: str
    day: int
    stories: tuple[int, ...]
    headlines: tuple[str, ...]


def follow(db: Store, config: Config, item: Item, now: datetime) -> bool:
    """Follow the affair of a printed story; gives whether it was followed already.

    Raises:
        CioDigestError: the story is no longer in the store.
    """
    stories = [story.id for story in timeline.known(db, config, item, now)]
    if any(set(each.stories) & {*stories} for each in storyline_table.followed(db)):
        return True
    storyline_table.follow(db, item.title, stories, now)
    return False


def unfollow(db: Store, target: str) -> str:
    """Follow an affair no more, by its place in the list or by words of its title; gives that.

    Raises:
        CioDigestError: there is none of that name, or there are several.
    """
    affairs = storyline_table.followed(db)
    if target.isascii() and target.isdecimal():
        named = [each for at, each in enumerate(affairs, 1) if at == int(target[:9])]
    else:
        words = target.casefold().split()
        named = [a for a in affairs if all(word in a.title.casefold() for word in words)]
    if len(named) != 1:
        several = "are several" if named else "is none"
        raise CioDigestError(
            f'of the affairs that you follow there {several} called "{target}"; '
            "cio-digest following lists them"
        )
    storyline_table.unfollow(db, named[0].id)
    return named[0].title


def listed(db: Store, config: Config, now: datetime) -> list[ListedAffair]:
    """Each followed affair as it stands now."""
    from cio_digest.models.records import ListedAffair

    titles, zone = source_table.publishers(db, config.sources), config.settings.timezone
    listed, followed = [], storyline_table.followed(db)
    scope = timeline.scope(db, config, now)
    for at, each in enumerate(followed, 1):
        stories = affair.of(scope, each.stories)
        since, newest, day = days.today(each.time, zone), "", None
        if stories:
            made = timeline.of(stories, config, titles, days.today(now, zone))
            newest, day = made.happenings[-1].text, made.happenings[-1].date
        listed.append(ListedAffair(at, each.title, since, len(stories), newest, day))
    return listed


def news(db: Store, config: Config, span: Window) -> list[FollowedNews]:
    """What came of each followed affair in a window and was shown on no earlier day."""
    found: list[FollowedNews] = []
    followed = storyline_table.followed(db)
    if not followed:
        return found
    scope = timeline.scope(db, config, span.until)._replace(since=span.since)
    for each in followed:
        stories = affair.of(scope, each.stories, _ONE)
        known = digest_table.shown_before(db, span.day, [story.id for story in stories])
        new = [s for s in stories if s.entries[0].surfaced > span.since and s.id not in known]
        if new:
            found.append(_news(each, stories, new[::-1], config))
            with if_writable(db):
                storyline_table.add(db, each.id, [story.id for story in new])
    return found


def _news(
    followed: FollowedAffair, stories: Sequence[Story], new: Sequence[Story], config: Config
) -> FollowedNews:
    vendors = {source.key for source in config.sources if source.role == "vendor"}
    zone = config.settings.timezone
    first = min(days.today(e.published or e.surfaced, zone) for s in stories for e in s.entries)
    newest = items.headline(new[0].entries, vendors)
    day = (days.today(newest.published or newest.surfaced, zone) - first).days + 1
    headlines = tuple(items.headline(story.entries, vendors).title for story in new)
    return FollowedNews(followed.title, day, tuple(story.id for story in new), headlines)


def results(news: Sequence[FollowedNews]) -> list[SavedSearchResult]:
    """The new stories of all affairs as one section, for those that stand under no topic."""
    stories = tuple(dict.fromkeys(story for each in news for story in each.stories[:_SHOWN]))
    section = SavedSearch(_SECTION, "", len(stories))
    return [SavedSearchResult(section, stories, _REASON)] if stories else []


def remarks(digest: Digest, news: Sequence[FollowedNews]) -> Iterator[str]:
    """A line for each affair: which day it is, and the headline that is new, with its number."""
    shown = {item.story: item for item in items.shown(digest)}
    for each in news:
        item = next((shown[story] for story in each.stories if story in shown), None)
        title = item.title if item else each.headlines[0]
        number = f" ({item.number})" if item else ""
        yield f"Following “{each.title}” · day {each.day} · new: {title}{number}"
