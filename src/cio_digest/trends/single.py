"""A typed name to the trend of that term or topic, rising or not, with its stories."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from cio_digest.search import kept
from cio_digest.store import counts, headings
from cio_digest.text import speakers
from cio_digest.text.speakers import speaker
from cio_digest.trends import headlines, titles
from cio_digest.trends.counting import EACH, midnight
from cio_digest.trends.judge import DAY, plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cio_digest.models import Entry, Topic, Trend
    from cio_digest.trends.judge import TrendInputs
    from cio_digest.trends.titles import Tally

_STORIES = 5
WEEK = 7  # days
_BEGINNING = datetime(1970, 1, 1, tzinfo=timezone.utc)
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # which the index cannot find
_HITS = 200  # entries of a topic, the newest


def trend(ground: TrendInputs, term: str, topics: Sequence[Topic], days: int = 0) -> Trend:
    """The topic of that name, else the term, by what was counted up to then.

    Its stories are those of so many days, or of all that are compared where that is more.
    """
    named = {topic.name.casefold(): topic for topic in topics}
    if topic := named.get(term.casefold()):
        return _topic(ground, topics, topic)
    return _term(ground, term, min(ground.first, ground.today - (days - 1) * DAY))


def silence(ground: TrendInputs, term: str, days: int) -> str:
    """That nobody used a term of late, and when somebody did before, as far as that is known."""
    number = round(days / WEEK) if days > WEEK * 4 else 4
    spoken = f"Nobody said “{term}” in a title in {'four' if number == 4 else number} weeks"
    if _UNSPACED.search(term):
        return f"{spoken}."
    start = midnight(ground.today - (max(days, number * WEEK) - 1) * DAY)
    used = _using(ground, titles.key(term), _BEGINNING, start)
    if not used:
        return f"{spoken}, and no older title in the store has it."
    last = max(used, key=lambda entry: entry.surfaced)
    at = last.surfaced
    who = speakers.name(last, ground.names.titles)
    return f"{spoken}; the last was {who} on {at.day} {at:%B %Y}: “{last.title}”."


def _topic(ground: TrendInputs, topics: Sequence[Topic], topic: Topic) -> Trend:
    tally = counts.of_topics(ground.db, [topic.name], ground.first, per_outlet=EACH)
    since = midnight(ground.today - (titles.RECENT - 1) * DAY)
    told = kept.named(ground.db, topics, topic, since, ground.now, most=_HITS)
    return _told(ground, tally, told, plain(topic.name, tally, ground.today))


def _term(ground: TrendInputs, term: str, first: date) -> Trend:
    key = titles.key(term)
    tally = counts.of_terms(ground.db, [key], ground.first)
    told = _using(ground, key, midnight(first), ground.now)
    return _told(ground, tally, told, plain(key, tally, ground.today)._replace(term=term))


def _using(ground: TrendInputs, key: str, since: datetime, until: datetime) -> list[Entry]:
    """The newest entries of that time whose titles have a term."""
    found = headings.of(ground.db, headlines.using(ground.db, [key], since, until))
    return [entry for entry in found if key in titles.terms(entry.title)]


def _told(ground: TrendInputs, tally: Tally, entries: Sequence[Entry], trend: Trend) -> Trend:
    """The trend with who tells it now, and with the widest of the stories that tell it."""
    days = titles.span(tally, ground.today)
    now = [entry for entry in entries if entry.surfaced.date() in days.now]
    ids = [entry.id for entry in entries]
    return trend._replace(
        outlets=len({speaker(entry) for entry in now}),
        voices=len({speaker(entry) for entry in now if entry.network}),
        stories=headlines.of(ground.db, ids, ground.names, ground.now, most=_STORIES),
    )
