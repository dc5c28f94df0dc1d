"""Why a story is in the digest printed last, or why an entry is not."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW
from tests.digest.test_make import CRM, DAY, HOUR, by, config, make
from tests.feeds import saved

from cio_digest.digest import explain
from cio_digest.digest.choose import FLOOR
from cio_digest.errors import CioDigestError
from cio_digest.models import Topic

if TYPE_CHECKING:
    from cio_digest.store import Store

CROWD = tuple(by("a", f"CRM news number {n} of {n * n}") for n in range(1, 6))


def why(db: Store, asked: str, *topics: Topic, **settings: int) -> str:
    return explain.entry(db, config(*topics, **settings), asked).note


def test_a_shown_story_has_its_terms(db: Store) -> None:
    """They sum to the score, and the entries that tell it stand beside them."""
    saved(db, by("a", "Northwind opens its CRM"))
    made = make(db)
    told = explain.number(db, config(), 1)
    assert told.item == made.sections[0].items[0]
    assert sum(term.value for term in told.item.terms) == pytest.approx(told.item.score)
    assert [entry.title for entry in told.entries] == ["Northwind opens its CRM"]


def test_an_entry_is_found_by_words_and_by_address(db: Store) -> None:
    """The address may carry tracking that ours does not."""
    saved(db, by("a", "Northwind opens its CRM", url="https://a.example/x"))
    make(db)
    assert why(db, "opens northwind") == "It is story 1."
    assert why(db, "http://www.a.example/x?utm_source=mail") == "It is story 1."


def test_an_entry_below_another_headline_is_named_with_its_story(db: Store) -> None:
    """What was merged is not lost."""
    url = "https://a.example/x"
    first = by("a", "Northwind opens its CRM", url=url)
    saved(db, first, by("b", "A CRM opens, says Bee", url=url))
    make(db)
    assert "is told as part of story 1" in why(db, "says Bee")


def test_an_exclusion_is_named(db: Store) -> None:
    """With the topic that it belongs to."""
    topic = Topic("CRM", ("CRM",), ("cockpit",))
    saved(db, by("a", "CRM in the cockpit"))
    make(db, given=config(topic))
    assert why(db, "cockpit", topic) == "Not shown: excluded by “not: cockpit” of CRM."


def test_what_no_topic_wants_is_told_how_few_tell_it(db: Store) -> None:
    """Three outlets would make up for it."""
    saved(db, by("a", "A recipe for plum cake"))
    make(db)
    assert "no topic of yours is in it" in why(db, "plum cake")
    assert "3 outlets that would make up for that 1 tells it" in why(db, "plum cake")


def test_a_topic_that_few_of_many_outlets_have_is_told_so(db: Store) -> None:
    """The story is beyond the reader's topics, unless its headline's own report has the topic."""
    ferry, crm = "Night ferry to Skerry runs aground in fog", "Night ferry to Skerry, with our CRM"
    text = "The night ferry to Skerry ran aground in the fog off Holmwik with forty on board."
    others = [
        by(name, ferry, text=f"{text} {name}", url=f"https://{name}.example") for name in "bcde"
    ]
    saved(db, by("a", crm, text=f"{text} They use a CRM.", url="https://a.example"), *others)
    made = make(db)
    [item] = [item for section in made.sections for item in section.items]
    assert (item.topic, item.title) == ("", ferry)
    told = "It is about no topic of yours: CRM has “CRM” in the reports of 1 of 5 outlets."
    assert explain.number(db, config(), 1).note == told


def test_a_full_digest_is_the_reason(db: Store) -> None:
    """Too many stories, or too many of one outlet."""
    saved(db, *CROWD)
    made = make(db, given=config(CRM, max_stories=1))
    shown = {item.title for section in made.sections for item in section.items}
    left = next(each.title for each in CROWD if each.title not in shown)
    assert "the story worth more has filled the digest" in why(db, left, CRM, max_stories=1)


def test_options_that_left_no_room_are_the_reason(db: Store) -> None:
    """No newer entry took its place: the digest printed last was a short one."""
    saved(db, by("a", "Northwind opens its CRM"), by("b", "Ransomware shuts the ports"))
    make(db, stories=1)
    notes = {why(db, "opens"), why(db, "ransomware")}
    assert notes == {
        "It is story 1.",
        (
            "Not shown: that digest was made with options that left no room for it, such as "
            "--topic or --max, or before you changed your sources or judged stories."
        ),
    }


def test_an_outlet_with_enough_stories_is_the_reason(db: Store) -> None:
    """The outlet is named."""
    saved(db, *CROWD)
    made = make(db, given=config(CRM, per_source=2))
    shown = {item.title for section in made.sections for item in section.items}
    left = next(each.title for each in CROWD if each.title not in shown)
    assert "a has 2 stories already" in why(db, left, CRM, per_source=2)


def test_what_came_later_and_was_not_added_is_told_so(db: Store) -> None:
    """Neither the room of the first digest nor options that nobody gave are the reason."""
    saved(db, by("a", "Northwind opens its CRM"))
    make(db, given=config(CRM, per_source=1))
    saved(db, by("b", "Ferries book by CRM", NOW + HOUR), by("b", "CRM of old barns", NOW + HOUR))
    [added] = make(db, NOW + 2 * HOUR, config(CRM, per_source=1)).late
    left = "old barns" if "Ferries" in added.title else "ferries"
    told = why(db, left, CRM, per_source=1)
    assert "at most 5 stories are added, 1 of one source" in told
    assert "next day's digest looks at it again" in told


def test_what_came_later_is_no_reason_for_what_was_left_out_before(db: Store) -> None:
    """The reason is the one that there was when the digest was made."""
    saved(db, *CROWD)
    made = make(db, given=config(CRM, max_stories=1))
    saved(db, by("b", "CRM for ferries", NOW + HOUR))
    make(db, NOW + 2 * HOUR, config(CRM, max_stories=1))
    shown = {item.title for section in made.sections for item in section.items}
    left = next(each.title for each in CROWD if each.title not in shown)
    assert "the story worth more has filled the digest" in why(db, left, CRM, max_stories=1)


def test_a_repeat_is_told_as_one(db: Store) -> None:
    """And what would make it news again."""
    saved(db, by("a", "Northwind opens its CRM", NOW - HOUR))
    make(db)
    saved(db, by("b", "Northwind opens its CRM, too", NOW + HOUR, url="https://a.example/y"))
    db.execute("UPDATE entries SET story = 1")
    make(db, NOW + DAY)
    assert "an earlier digest had it; 1 of 3 new outlets" in why(db, "too")


def test_what_is_too_old_or_too_new_is_told_so(db: Store) -> None:
    """The digest has a beginning and an end."""
    saved(db, by("a", "An old CRM", NOW - 3 * DAY))
    make(db)
    assert "where that digest begins" in why(db, "old CRM")
    saved(db, by("b", "A new CRM", NOW + timedelta(minutes=5)))
    assert "after that digest was made" in why(db, "new CRM")


def test_part_of_a_title_without_spaces_names_its_entry(db: Store) -> None:
    """Nobody can tell where the index ends its words."""
    saved(db, by("a", "大手銀行がCRMを刷新"))
    make(db)
    assert explain.entry_at(db, "大手銀行").title == "大手銀行がCRMを刷新"
    with pytest.raises(CioDigestError, match="no entry"):
        explain.entry_at(db, "大学")


def test_what_is_not_there_is_an_error(db: Store) -> None:
    """No digest, no such number, no such entry: each a clear line."""
    with pytest.raises(CioDigestError, match="no digest was printed yet"):
        explain.number(db, config(), 1)
    saved(db, by("a", "Northwind opens its CRM"))
    make(db)
    with pytest.raises(CioDigestError, match="has no story 9; it has 1 to 1"):
        explain.number(db, config(), 9)
    with pytest.raises(CioDigestError, match='no entry at or called "zzz"'):
        why(db, "zzz")


def test_the_floor_is_told_with_what_is_missing() -> None:
    """By how much a score falls short."""
    from cio_digest.digest.choose import Budget, Candidate, decisions

    weak = Candidate(1, "CRM", (), FLOOR - 0.4, 1.0, "a", "")
    assert list(decisions([weak], Budget(9, 9, 9))) == [(weak, "below the floor by 0.4")]
