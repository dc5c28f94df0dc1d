"""The words that keep a topic's company are learned from the reader's own entries."""

from __future__ import annotations

from datetime import datetime, timezone

from cio_digest.models import Entry, Topic
from cio_digest.ranking import topics

NOON = datetime(2026, 3, 4, 12, tzinfo=timezone.utc)
COFFEE = [f"Coffee exporters meet the arabica quota in week {n}" for n in range(8)]
OTHERS = [f"City council discusses budget item {n} in its session" for n in range(80)]


def entry(number: int, title: str) -> Entry:
    """An entry with that title."""
    url = f"https://example.com/{number}"
    return Entry("source", str(number), url, url, title, "", NOON, NOON, NOON, id=number)


def learned(*keywords: str) -> tuple[topics.Companion, ...]:
    """The companions of a topic with these keywords."""
    entries = [entry(number, title) for number, title in enumerate([*COFFEE, *OTHERS])]
    found = topics.companions([Topic("topic", keywords)], entries, topics.statistics(entries))
    return found.get("topic", ())


def test_words_that_stand_beside_the_keyword_are_found() -> None:
    """What is common with the keyword and rare without it keeps its company."""
    terms = {companion.term for companion in learned("coffee")}
    assert {"arabica", "quota", "exporter"} <= terms


def test_the_keyword_and_common_words_are_no_companions() -> None:
    """Neither the topic's own words nor stop words back it up."""
    terms = {companion.term for companion in learned("coffee")}
    assert not terms & {"coffee", "the", "in", "council"}


def test_too_few_entries_teach_nothing() -> None:
    """A keyword that hardly occurs has no companions."""
    assert learned("zeppelin") == ()


def test_companions_raise_entries_of_the_subject() -> None:
    """An entry on the subject that never says the keyword scores above one that is not."""
    entries = [entry(number, title) for number, title in enumerate([*COFFEE, *OTHERS])]
    counts, wanted = topics.statistics(entries), [Topic("topic", ("coffee",))]
    matcher = topics.compile(wanted, counts, topics.companions(wanted, entries, counts))
    assert [match.score > 0 for match in matcher.match(entry(99, "Arabica quota agreed"))] == [True]
    assert not [*matcher.match(entry(98, "Council agreed"))]
