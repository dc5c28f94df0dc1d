"""Sources that are kept out of digests until a day, and come back on it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from tests.conftest import NOW
from tests.digest.test_make import DAY, HOUR, by, config, make, titles
from tests.feeds import saved

from cio_digest.digest import explain, muted
from cio_digest.models import Mute, Rules

if TYPE_CHECKING:
    from cio_digest.config import Config
    from cio_digest.store import Store

CRM, OTHER = "Northwind opens its agent pricing", "Why every CRM forgets its customers"


def until(day: date) -> Config:
    """The usual sources, the first muted."""
    given = config()
    first, *rest = given.sources
    return given._replace(sources=(first._replace(muted_until=day), *rest))


def test_a_muted_source_is_not_shown_until_its_day(db: Store) -> None:
    """Neither as a story nor in the counts; on the day itself it speaks again."""
    saved(db, by("a", CRM), by("b", OTHER))
    made = make(db, given=until(NOW.date() + DAY))
    assert titles(made) == [OTHER]
    assert (made.sources, made.entries) == (6, 1)
    assert sorted(titles(make(db, given=until(NOW.date())))) == sorted([CRM, OTHER])


def test_muting_counts_at_once_and_unmuting_too(db: Store) -> None:
    """A digest of today that is kept does not stand in the way."""
    saved(db, by("a", CRM), by("b", OTHER))
    both = titles(make(db))
    assert titles(make(db, given=until(NOW.date() + DAY))) == [OTHER]
    assert titles(make(db)) == both


def test_what_others_say_too_is_told_by_them(db: Store) -> None:
    """The muted one is not among the tellers."""
    saved(db, by("a", CRM), by("b", CRM, NOW - 2 * HOUR, url="https://a.example/x"))
    db.execute("UPDATE entries SET story = 1")
    db.execute("DELETE FROM stories WHERE id != 1")
    made = make(db, given=until(NOW.date() + DAY))
    (item,) = [item for section in made.sections for item in section.items]
    assert (item.title, item.others) == (CRM, ())


def test_an_entry_of_a_muted_source_is_explained(db: Store) -> None:
    """By that, and nothing else; the source keeps the name that the reader gave it."""
    given = until(NOW.date() + timedelta(days=9))
    first, *rest = given.sources
    given = given._replace(sources=(first._replace(title="The Ledger"), *rest))
    saved(db, by("a", CRM), by("b", OTHER))
    make(db, given=given)
    found = explain.entry(db, given, CRM)
    assert found.note == "Not shown: its source is muted until 2026-12-01."
    assert found.item.publisher == "The Ledger"


def test_until_is_the_first_day_it_is_heard() -> None:
    """The days before are silent."""
    source = until(date(2026, 11, 25)).sources[0]
    days = [date(2026, 11, 24), date(2026, 11, 25)]
    assert [muted.is_muted(source, day) for day in days] == [True, False]


def muting(**parts: tuple[str, ...]) -> Config:
    """The usual configuration with something under ``[mute]``."""
    return config()._replace(mute=Mute(**parts))


def test_what_is_muted_is_not_shown_and_is_counted(db: Store) -> None:
    """At once, in a digest that was shown before, too; what matters to no topic is not counted."""
    saved(db, by("a", CRM), by("b", OTHER), by("c", "Northwind cake"), by("d", "A cake"))
    assert len(titles(make(db))) == 3
    made = make(db, given=muting(words=("cake", "agent pricing")))
    assert (titles(made), made.muted) == ([OTHER], 2)


def test_a_story_goes_on_being_told_by_those_that_are_not_muted(db: Store) -> None:
    """It is no muted one, and its headline has no muted word."""
    saved(db, by("a", CRM), by("b", "Northwind has plans", NOW - 2 * HOUR, author="Jane Doe"))
    db.execute("UPDATE entries SET story = 1")
    db.execute("DELETE FROM stories WHERE id != 1")
    made = make(db, given=muting(authors=("Jane Doe",)))
    (item,) = [item for section in made.sections for item in section.items]
    assert (item.title, item.others, made.muted) == (CRM, (), 0)
    note = explain.entry(db, muting(authors=("Jane Doe",)), "Northwind has plans").note
    assert note == (
        "“Northwind has plans” is not shown, its author “Jane Doe” is muted by [mute] in your "
        "feeds.toml; others tell it as story 1."
    )


def test_a_muted_word_stands_in_no_summary(db: Store) -> None:
    """A long article may mention it further down; the sentence is not quoted."""
    lead = "The maker of customer software changes how it counts the seats of every client. " * 4
    crypto = "Payment in crypto was tried in the spring by eleven clients of the maker."
    saved(db, by("a", CRM, text=f"{lead}\n{crypto}"))
    (item,) = make(db).sections[0].items
    assert "crypto" in item.summary
    (item,) = make(db, given=muting(words=("crypto",))).sections[0].items
    assert "crypto" not in item.summary


def test_languages_that_are_wanted(db: Store) -> None:
    """In the digest, or of one source; what does not say its language is shown."""
    saved(db, by("a", CRM, language="fr"), by("b", OTHER), by("c", "CRM in Bonn", language="de-at"))
    given = config(languages=("en",))
    made = make(db, given=given)
    assert (titles(made), made.muted) == ([OTHER], 2)
    first, *rest = given.sources
    own = given._replace(sources=(first._replace(languages=("fr",)), *rest))
    assert sorted(titles(make(db, given=own))) == sorted([CRM, OTHER])


def test_what_comes_late_is_muted_and_counted_too(db: Store) -> None:
    """Under what was shown in the morning."""
    given = muting(words=("agent pricing",))
    saved(db, by("b", OTHER, NOW - HOUR))
    assert make(db, given=given).muted == 0
    saved(db, by("a", CRM, NOW + HOUR), by("c", "CRM in Bonn", NOW + HOUR))
    made = make(db, NOW + 2 * HOUR, given)
    assert ([item.title for item in made.late], made.muted) == (["CRM in Bonn"], 1)


def test_a_muted_story_is_counted_once_a_day(db: Store) -> None:
    """Though somebody else tells it when the digest was shown already."""
    given = muting(words=("agent pricing",))
    saved(db, by("a", CRM, NOW - HOUR), by("b", OTHER, NOW - HOUR))
    assert make(db, given=given).muted == 1
    saved(db, by("c", f"{CRM} now", NOW + HOUR))
    db.execute(
        "UPDATE entries SET story = (SELECT min(story) FROM entries WHERE title LIKE ?)"
        " WHERE title LIKE ?",
        (f"{CRM}%", f"{CRM}%"),
    )
    assert make(db, NOW + 2 * HOUR, given).muted == 1


def test_a_muted_entry_is_explained(db: Store) -> None:
    """By the word, as it is written in feeds.toml."""
    given = muting(words=("Agent Pricing",))
    saved(db, by("a", CRM), by("b", OTHER))
    make(db, given=given)
    note = explain.entry(db, given, CRM).note
    assert note == "Not shown: “Agent Pricing” in the title is muted by [mute] in your feeds.toml."


def test_rules_of_a_topic_order_its_stories(db: Store) -> None:
    """A source is meant by its address, too; the terms add up to the score."""
    saved(db, by("a", CRM), by("b", OTHER))
    for outlet, first in (("a", CRM), ("b", OTHER)):
        boost = Rules(sources=(f"https://{outlet}.example/feed",))
        made = make(db, given=config(config().topics[0]._replace(boost=boost)))
        item = made.sections[0].items[0]
        assert item.title == first
        assert item.terms[-1][:3] == ("boost", 3.0, f"from https://{outlet}.example/feed")
        assert item.score == sum(term.value for term in item.terms)


def test_what_a_rule_buries_is_explained(db: Store) -> None:
    """It is one term of a score that may fall below what is shown."""
    given = config(config().topics[0]._replace(bury=Rules(titles=("customer",))))
    saved(db, by("a", CRM), by("b", OTHER))
    assert titles(make(db, given=given)) == [CRM]
    found = explain.entry(db, given, OTHER)
    assert found.item.terms[-1][:3] == ("bury", -3.0, "“customer” in the title")
    assert "below the floor" in found.note
