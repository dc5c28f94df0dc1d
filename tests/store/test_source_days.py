"""What is kept of each source's days is what counting its entries anew gives, whatever happened."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW
from tests.feeds import entry, saved

from cio_digest.store import Store, expiry, facts, source_days, surplus, transaction
from cio_digest.store import entries as entry_table
from cio_digest.store import stories as story_table
from cio_digest.store.times import seconds

if TYPE_CHECKING:
    from cio_digest.models import Entry

DAYS = 20
STEPS = 30


class History:
    """Things that happen to a store, by chance."""

    def __init__(self, db: Store, chance: random.Random) -> None:
        """Begin with nothing."""
        self.db = db
        self.chance = chance
        self.number = 0

    def moment(self) -> datetime:
        """A time of the last days, at times the very end or beginning of one."""
        midnight = datetime.combine(NOW, datetime.min.time(), NOW.tzinfo)
        day = midnight - timedelta(days=self.chance.randrange(DAYS))
        return day + timedelta(seconds=self.chance.choice([-1, 0, self.chance.randrange(86_400)]))

    def entry(self) -> Entry:
        """A new entry of one of four sources, or another version of one that may be there."""
        if new := self.chance.random() < 0.8:
            self.number += 1
        guid = str(self.number if new else self.chance.randint(1, self.number or 1))
        told = self.moment()
        return entry(
            f"Headline {self.chance.randrange(10**6)}",
            source=f"https://{self.chance.choice('abcd')}.example/feed",
            guid=guid,
            canonical=self.chance.choice(["", "https://news.example/shared"]),
            outlet=self.chance.choice("abcd"),
            noise=self.chance.choice([(), ("listicle",)]),
            published=told,
            surfaced=told,
            first_seen=told,
            hash=str(self.chance.random()),
        )

    def fetch(self) -> None:
        """Entries come; what a run does after that is at times left out."""
        told = [self.entry() for _ in range(self.chance.randint(1, 8))]
        saved(self.db, *told, cluster=self.chance.random() < 0.6)

    def join(self) -> None:
        """Entries go to stories, which part and become one."""
        entries = [row[0] for row in self.db.execute("SELECT id FROM entries")]
        some = self.chance.sample(entries, min(5, len(entries)))
        with transaction(self.db):
            stories = {each: self.chance.choice([each, min(some)]) for each in some}
            story_table.assign(self.db, stories)
            known = [row[0] for row in self.db.execute("SELECT id FROM stories ORDER BY id")]
            if len(known) > 1:
                kept, old = sorted(self.chance.sample(known, 2))
                story_table.assign(self.db, {}, [(old, kept)])

    def file(self) -> None:
        """What is old goes to stories by its address."""
        with transaction(self.db):
            story_table.file(self.db, seconds(self.moment()), within=4 * 86_400)

    def adopt(self) -> None:
        """Another source brought an entry, too, and earlier."""
        row = self.db.execute("SELECT max(id) FROM entries WHERE story IS NULL").fetchone()
        if row[0]:
            with transaction(self.db):
                source = self.db.execute("SELECT min(id) FROM sources").fetchone()[0]
                entry_table.adopt(self.db, row[0], source, self.moment())

    def sweep(self) -> None:
        """What is too old goes, and what a source has too much of."""
        expiry.sweep(self.db, NOW - timedelta(days=self.chance.randint(DAYS - 4, DAYS)))
        with transaction(self.db):
            facts.remember(self.db, "surplus swept", 0)
            surplus.sweep(self.db)

    def count(self) -> None:
        """A fetch counts what changed."""
        with transaction(self.db):
            source_days.count(self.db)


def counted_anew(db: Store, since: datetime, until: datetime) -> dict[str, tuple[int, int, int]]:
    """What there is of each source, from its entries alone; without those that have none."""
    rows = db.execute(
        "SELECT s.key, count(*), sum(CASE WHEN e.noise <> '[]' THEN 1 ELSE 0 END), "
        "sum(CASE WHEN t.outlets = 1 THEN 1 ELSE 0 END) FROM entries e "
        "JOIN sources s ON s.id = e.source LEFT JOIN stories t ON t.id = e.story "
        "WHERE e.surfaced > ? AND e.surfaced <= ? GROUP BY s.key",
        (seconds(since), seconds(until)),
    )
    return {key: tuple(counts) for key, *counts in rows}


@pytest.mark.parametrize("seed", range(6))
def test_kept_counts_are_those_counted_anew(
    db: Store, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After each of many things that happen by chance, for spans long and short."""
    monkeypatch.setattr(surplus, "MOST", 12)
    monkeypatch.setattr(source_days, "_PART", 7)
    chance = random.Random(seed)
    history = History(db, chance)
    happenings = [history.fetch] * 3 + [
        history.join, history.file, history.adopt, history.sweep, history.count, history.count,
    ]  # fmt: skip
    history.fetch()
    for _ in range(STEPS):
        chance.choice(happenings)()
        since, until = history.moment(), history.moment()
        for span in ((since, until), (NOW - timedelta(days=2 * DAYS), NOW), (since, since)):
            expected = counted_anew(db, *span)
            posts = source_days.posts(db, *span)
            assert {key: each for key, each in posts.items() if each.entries} == expected
            entries = source_days.entries(db, *span)
            assert {key: n for key, n in entries.items() if n} == {
                key: each[0] for key, each in expected.items()
            }


def test_a_fetch_counts_all_that_changed(db: Store) -> None:
    """So that nothing is counted when it is asked for; days that nothing happened on stay."""
    saved(db, entry("One"), entry("Two", surfaced=NOW - timedelta(days=3)))
    assert db.execute("SELECT count(*) FROM uncounted").fetchone() == (0,)
    before = db.execute("SELECT * FROM source_days ORDER BY day").fetchall()
    assert [row[2:] for row in before] == [(1, 0, 1), (1, 0, 1)]
    saved(db, entry("Three"), cluster=False)
    (marked,) = db.execute("SELECT DISTINCT day FROM uncounted").fetchall()
    assert marked == (before[1][1],)
