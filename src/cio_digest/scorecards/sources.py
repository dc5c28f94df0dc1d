"""The store to the scorecard of each source that is followed."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from cio_digest.digest import items, saved
from cio_digest.networks import health, polling
from cio_digest.scorecards import card as cards
from cio_digest.scorecards.rhythm import BEFORE
from cio_digest.store import digests as digest_table
from cio_digest.store import scorecards as card_table
from cio_digest.store import sources as source_table
from cio_digest.store import stories as story_table
from cio_digest.stories import leads

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime, timedelta

    from cio_digest.config import Config
    from cio_digest.models import Digest, Polling
    from cio_digest.models.scorecards import Scorecard
    from cio_digest.scorecards.card import SourceFacts
    from cio_digest.store import Store

STORIES = 400  # that several outlets tell, the newest: they tell who is first and who copies


def scorecards(db: Store, config: Config, now: datetime, span: timedelta) -> list[Scorecard]:
    """The scorecards of all sources over the time before now, in the order of feeds.toml."""
    states = source_table.states(db, config.sources)
    known = _known(db, now - span, now, states)
    return [
        cards.card(
            states[source.key],
            health.name(source, states[source.key]),
            _trouble(states[source.key]),
            known,
        )
        for source in config.sources
    ]


def _trouble(state: Polling) -> str:
    """What is wrong with reading a source, if it is broken."""
    if not polling.is_broken(state):
        return ""
    since = f" since {state.failing_since:%Y-%m-%d}" if state.failing_since else ""
    return f"{health.condition(state)}{since}"


def _known(db: Store, since: datetime, until: datetime, followed: Collection[str]) -> SourceFacts:
    digests = [saved.load(text) for text in digest_table.kept(db, since.date())]
    judged = max(since, min((digest.since for digest in digests), default=until))
    posts = card_table.posts(db, since, until, judged=judged, before=since - BEFORE)
    reached = card_table.reached(db, judged, until)
    told = [*story_table.tellings(db, since, until, most=STORIES)]
    return cards.SourceFacts(
        since=since,
        until=until,
        posts={key: posts[key] for key in followed if key in posts},
        shown=cards.shown(each for each in reached if each.source in followed),
        minutes=cards.minutes(reached, _spent(db, digests)),
        copies=cards.copies(told),
        leads=leads.records(told, attrgetter("source")),
    )


def _spent(db: Store, digests: Iterable[Digest]) -> dict[tuple[int, str], float]:
    """Minutes of reading by story and address of its headline; a story told again costs again."""
    shown = [item for digest in digests for item in items.shown(digest)]
    stories = story_table.current(db, [item.story for item in shown])
    spent: dict[tuple[int, str], float] = {}
    for story, item in zip(stories, shown, strict=True):
        spent[story, item.url] = spent.get((story, item.url), 0.0) + item.minutes
    return spent
