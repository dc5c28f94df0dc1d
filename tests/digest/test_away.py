"""The digest of a reader who was away: what mattered most since the last one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW
from tests.digest.test_make import DAY, HOUR, by, config, make, titles
from tests.feeds import saved

from cio_digest.digest import explain
from cio_digest.digest.items import shown

if TYPE_CHECKING:
    from cio_digest.models import Entry
    from cio_digest.store import Store

BACK = NOW + 14 * DAY
AFFAIR = (
    "Northwind loses the customer records of Pellside",
    "Customer records of Pellside lost by Northwind",
    "Northwind admits that Pellside's customer records are gone",
    "Pellside sues Northwind over lost customer records",
    "What Northwind lost: the customer records of Pellside",
)
NOTES = (
    "Contoso raises CRM prices for schools",
    "Why sellers forget their CRM passwords",
    "Dentists want a CRM of their own",
    "A museum moves its donors into CRM",
    "Seed money for farm CRM",
    "Tailwind ends its free CRM plan",
    "Half of all CRM migrations happen on holidays",
    "Lobbyists ask what parliament's CRM knows",
)


def fortnight() -> list[Entry]:
    """An affair that five outlets tell on the third day, and then a report of CRM a day."""
    affair = [by("abcde"[n], title, NOW + 3 * DAY + n * HOUR) for n, title in enumerate(AFFAIR)]
    daily = [by("fg"[n % 2], title, NOW + (n + 5) * DAY) for n, title in enumerate(NOTES)]
    return [*affair, *daily]


@pytest.fixture
def away(db: Store) -> Store:
    """A store that was read every day, and printed on the first one only."""
    saved(db, by("a", "Northwind opens its agent pricing"))
    make(db)
    saved(db, *fortnight())
    return db


def test_who_read_after_midnight_was_not_away_longer(db: Store) -> None:
    """A digest belongs to its day, however early it was made."""
    saved(db, by("a", "Northwind opens its agent pricing", NOW - 6.4 * HOUR))
    make(db, NOW - 6.3 * HOUR)  # 00:12
    saved(db, by("b", "Contoso raises CRM prices", NOW + DAY))
    assert make(db, NOW + 2 * DAY).away == 0


def test_nothing_of_an_absence_is_lost(away: Store) -> None:
    """All of its days are looked at, and the oldest story of a section comes first."""
    made = make(away, BACK, config(per_source=9))
    assert made.away == 14
    assert "You were away 14 days: what mattered most of 13 entries" in made.notes[0]
    first, *others = titles(made)
    assert first in AFFAIR
    assert others == [*NOTES]


def test_an_old_affair_outweighs_a_fresh_note(away: Store) -> None:
    """With room for one story it is the one that most outlets told, not yesterday's."""
    made = make(away, BACK, config(max_stories=1))
    assert {*titles(made)} < {*AFFAIR}
    (item,) = shown(made)
    assert [term.reason for term in item.terms if term.name == "recency"] == [
        "as if it were fresh, for you were away"
    ]


def test_what_was_shown_then_is_not_shown_again(away: Store) -> None:
    """The day after goes on from there, and is an ordinary one."""
    make(away, BACK, config(per_source=9))
    saved(away, by("c", "A CRM for dentists", BACK + HOUR))
    made = make(away, BACK + DAY, config(per_source=9))
    assert (made.away, titles(made)) == (0, ["A CRM for dentists"])


def test_more_time_shows_more_and_is_the_days_digest_from_then_on(away: Store) -> None:
    """Catching up for longer takes the place of the day's digest; nothing of it comes back."""
    ordinary = config(max_stories=2, minutes=2, per_source=9)
    assert len(shown(make(away, BACK, ordinary))) == 2
    longer = make(away, BACK, ordinary, catch_up=8.0)
    assert len(shown(longer)) == 8
    assert make(away, BACK, ordinary) == longer
    saved(away, by("c", "A CRM for dentists", BACK + HOUR))
    after = make(away, BACK + DAY, ordinary)
    assert titles(after) == ["A CRM for dentists"]


def test_what_an_absence_left_out_is_explained(away: Store) -> None:
    """By the scores it was judged with: it had too little room, not too many days."""
    given = config(max_stories=1)
    make(away, BACK, given)
    missed = explain.entry(away, given, NOTES[0])
    assert "worth more has filled the digest" in missed.note
    assert "as if it were fresh, for you were away" in [term.reason for term in missed.item.terms]


@pytest.mark.parametrize("days", [1, 2])
def test_a_day_missed_is_no_absence(db: Store, days: int) -> None:
    """Then the digest covers both days, the best story first, as ever."""
    saved(db, by("a", "Northwind opens its agent pricing"))
    make(db)
    saved(db, by("b", "Northwind buys Contoso", NOW + HOUR))
    made = make(db, NOW + days * DAY)
    assert (made.away, made.notes) == (0, ())
    assert titles(made) == ["Northwind buys Contoso"]


def test_one_entry_is_one(db: Store) -> None:
    """A store that had little to tell says so in words."""
    saved(db, by("a", "The first CRM", BACK - 14 * DAY - 2 * HOUR))
    make(db, BACK - 14 * DAY)
    saved(db, by("a", "A CRM for dentists", BACK - HOUR))
    assert "of 1 entry, the oldest first" in make(db, BACK).notes[0]
