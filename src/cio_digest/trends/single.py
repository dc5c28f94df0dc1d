"""A typed name to the trend of that term or topic, rising or not, with its stories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest import trends
from cio_digest.search import topical
from cio_digest.store import counts, headings
from cio_digest.text.speakers import speaker
from cio_digest.trends import headlines
from cio_digest.trends.counting import EACH, midnight
from cio_digest.trends.judge import DAY, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cio_digest.models import Entry, Topic, Trend
    from cio_digest.trends import Tally
    from cio_digest.trends.judge import TrendInputs

_STORIES = 5
_HITS = 200  # entries of a topic, the newest


def trend(ground: TrendInputs, term: str, topics: Iterable[Topic]) -> Trend:
    """The topic of that name, else the term, by what was counted up to then."""
    named = {topic.name.casefold(): topic for topic in topics}
    if topic := named.get(term.casefold()):
        return _topic(ground, topic)
    return _term(ground, term)


def _topic(ground: TrendInputs, topic: Topic) -> Trend:
    kept = counts.of_topics(ground.db, ground.first, per_outlet=EACH)
    since = midnight(ground.today - (trends.RECENT - 1) * DAY)
    found = topical.topical(ground.db, [topic], since, ground.now, most=_HITS)
    told = [entry for _, entry in found]
    return _told(ground, kept, told, plain(topic.name, kept, ground.today))


def _term(ground: TrendInputs, term: str) -> Trend:
    key = trends.key(term)
    kept = counts.of_terms(ground.db, [key], ground.first)
    ids = headlines.using(ground.db, [key], midnight(ground.first), ground.now)
    found = headings.of(ground.db, ids)
    told = [entry for entry in found if key in trends.terms(entry.title)]
    return _told(ground, kept, told, plain(key, kept, ground.today)._replace(term=term))


def _told(ground: TrendInputs, tally: Tally, entries: Sequence[Entry], trend: Trend) -> Trend:
    """The trend with who tells it now, and with the widest of the stories that tell it."""
    days = trends.span(tally, ground.today)
    now = [entry for entry in entries if entry.surfaced.date() in days.now]
    ids = [entry.id for entry in entries]
    return trend._replace(
        outlets=len({speaker(entry) for entry in now}),
        voices=len({speaker(entry) for entry in now if entry.network}),
        stories=headlines.of(ground.db, ids, ground.names, most=_STORIES),
    )
