"""New entries to the store's counts per day: each entry is counted once, when it is first there.

What was counted is never looked at again, so that an edit adds nothing, and merging stories leaves
the counts of terms and topics as they are.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from cio_digest.store import counts, facts, headings, transaction, weeks
from cio_digest.store import entries as entry_table
from cio_digest.store.times import day_number, day_of
from cio_digest.text import days
from cio_digest.text.speakers import speaker
from cio_digest.trends import titles
from cio_digest.trends.marks import is_of, mark

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from cio_digest.models import Entry, Topic
    from cio_digest.store import Store

EACH = 3  # entries of one outlet that a topic counts a day
PART = 4_000  # entries counted in one go: what bounds the memory of a first fetch
TIDIED = 5  # parts after which tables are pruned while more come
RECENT = timedelta(days=titles.RECENT)  # in which all terms of a day are kept


def count(db: Store, topics: Sequence[Topic], now: datetime) -> None:
    """Count the terms and topics of all entries that were not counted yet, and forget old days."""
    first, parts = oldest(now), 0
    touched: set[date] = set()  # since tables were pruned
    while new := _uncounted(db, first):
        parts += 1
        touched |= {entry.surfaced.date() for entry in new}
        with transaction(db):
            counts.add(db, titles.tally(new, _said(db, new)))
            facts.remember(db, "counted", new[-1].id)
            if parts % TIDIED == 0:
                _prune(db, now, touched)
                touched.clear()
    with transaction(db):
        _topics(db, topics, first, now)
        _prune(db, now, touched)


def _uncounted(db: Store, first: date) -> list[Entry]:
    return headings.after(db, facts.number(db, "counted"), midnight(first), most=PART)


def _prune(db: Store, now: datetime, touched: Collection[date]) -> None:
    """Keep the tables bounded: of what was touched and the days that ended since the last time."""
    today, before = now.date(), facts.number(db, "pruned")
    last = day_of(before) if before else _first(today)
    over = today - RECENT
    ended = {last - RECENT + timedelta(days=days) for days in range(1, (today - last).days + 1)}
    counts.prune(db, [day for day in {*touched, *ended} if day <= over], most=titles.MOST)
    end = weeks.monday(_first(today))
    if not before or weeks.monday(_first(last)) < end:
        weeks.fold(db, end, per_outlet=EACH)
    facts.remember(db, "pruned", day_number(today))


def oldest(now: datetime) -> date:
    """The first day that counts when what rises is looked for."""
    return _first(now.date())


def _first(today: date) -> date:
    return today - timedelta(days=titles.KEPT - 1)


def midnight(day: date) -> datetime:
    """The instant at which a day of UTC begins: trends count by these."""
    return days.midnight(day, timezone.utc)


def _said(db: Store, new: Sequence[Entry]) -> list[Entry]:
    """The earlier entries of the same outlets and days: a term counts once a day and outlet."""
    days = {entry.surfaced.date() for entry in new}
    speakers = {speaker(entry) for entry in new}
    since, until = midnight(min(days)), midnight(max(days) + timedelta(days=1))
    before = headings.between(db, since, until, upto=facts.number(db, "counted"))
    return [each for each in before if speaker(each) in speakers and each.surfaced.date() in days]


def _topics(db: Store, topics: Sequence[Topic], first: date, now: datetime) -> None:
    """Count topics in the entries since the last time; in all of them when the topics changed."""
    if not is_of(facts.number(db, "topics"), topics):
        counts.forget_topics(db)
        facts.remember(db, "topics", mark(topics))
        facts.remember(db, "topics counted", 0)
    after = facts.number(db, "topics counted")
    since = headings.oldest_after(db, after, midnight(first))
    if since is None:
        return
    from cio_digest.search import topical  # which showing what was counted does without

    last = entry_table.total(db)
    found = topical.topical(db, topics, since - timedelta(seconds=1), now, after=after)
    told = ((topic, each) for topic, each in found if not each.noise and each.id <= last)
    uses = Counter((topic, each.surfaced.date(), speaker(each)) for topic, each in told)
    counts.add_topics(db, uses)
    facts.remember(db, "topics counted", last)
