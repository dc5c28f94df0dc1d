"""Watched keywords and what came in since the last time to what the reader is alerted of.

A keyword is told when new entries have it, with their stories, or when it begins to rise above its
own history. No story is told twice, nor is a rise while it lasts.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cio_digest.models import Topic
from cio_digest.models.pages import Trends
from cio_digest.search import topical
from cio_digest.store import alerts as alert_table
from cio_digest.store import entries as entry_table
from cio_digest.store import facts, transaction
from cio_digest.store import trends as trend_table
from cio_digest.trends import headlines, judge, single

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from cio_digest.config import Config
    from cio_digest.models import Trend
    from cio_digest.store import Store
    from cio_digest.trends.judge import TrendInputs

NEWS = timedelta(days=2)  # what surfaced earlier is no news, be it new to the store
MOST = 20  # stories of a keyword that are told at once
HEADING = "Watched"


def find(db: Store, config: Config, now: datetime) -> Trends:
    """The keywords to report, each with its stories and its trend; they count as reported."""
    ground = judge.on(db, config, now)
    with transaction(db):
        fresh = _fresh(db, config.watch, now)
        terms = [_alert(ground, word, fresh.get(word, {})) for word in config.watch]
        facts.remember(db, "alerted", entry_table.total(db))
    told = tuple(term for term in terms if term)
    notes = tuple(_more(word, len(found)) for word, found in fresh.items() if len(found) > MOST)
    judged = trend_table.latest(db, now)
    return Trends(ground.today, now, judged.history if judged else 0, HEADING, told, notes=notes)


def _fresh(db: Store, keywords: Iterable[str], now: datetime) -> dict[str, dict[int, list[int]]]:
    """The new entries of each keyword by their stories, each story once and none told before."""
    wanted = [Topic(word, (word,)) for word in keywords]
    after, told = facts.number(db, "alerted"), alert_table.told(db)
    hits = list(topical.topical(db, wanted, now - NEWS, now, after=after))
    order = {topic.name: place for place, topic in enumerate(wanted)}
    hits.sort(key=lambda hit: order[hit[0]])
    owner: dict[int, str] = {}
    found: dict[str, dict[int, list[int]]] = {}
    for word, entry in hits:
        if entry.story not in told and owner.setdefault(entry.story, word) == word:
            found.setdefault(word, {}).setdefault(entry.story, []).append(entry.id)
    return found


def _alert(ground: TrendInputs, word: str, stories: Mapping[int, list[int]]) -> Trend | None:
    """The alert for a keyword, if there is news."""
    trend = single.trend(ground, word, ())
    rises = trend.since is not None and _news(ground.db, word, trend)
    if not (stories or rises):
        return None
    alert_table.save(ground.db, word, stories, ground.now, rise=rises)
    if not stories:
        return trend
    entries = [entry for of_story in stories.values() for entry in of_story]
    return trend._replace(stories=headlines.of(ground.db, entries, ground.names, ground.now, MOST))


def _news(db: Store, word: str, trend: Trend) -> bool:
    """Whether this rise was not reported yet."""
    told = alert_table.rise_told(db, word)
    return told is None or (trend.since is not None and told.date() < trend.since)


def _more(word: str, total: int) -> str:
    more = "1 more story" if total - MOST == 1 else f"{total - MOST} more stories"
    return f"{more} with “{word}”: cio-digest search finds them"
