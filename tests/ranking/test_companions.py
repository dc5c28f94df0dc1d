"""The words that keep a topic's company are learned from the reader's own entries."""

from __future__ import annotations

from datetime import datetime, timezone

from cio_digest.models import Entry, Topic
from cio_digest.ranking import topics
from cio_digest.ranking.companions import companions

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
    found = companions([Topic("topic", keywords)], entries, topics.statistics(entries))
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
    matcher = topics.compile(wanted, counts, companions(wanted, entries, counts))
    assert [match.score > 0 for match in matcher.match(entry(99, "Arabica quota agreed"))] == [True]
    assert not [*matcher.match(entry(98, "Council agreed"))]


def test_what_one_source_alone_says_is_no_company() -> None:
    """Its way of speaking, or its language, would vouch for all it writes; alone it has to do."""
    own = [entry(n, f"Coffee, says the grinder, in week {n}") for n in range(8)]
    other = [entry(10 + n, f"Coffee quota in week {n}")._replace(source="b") for n in range(8)]
    more = [entry(30 + n, title) for n, title in enumerate(OTHERS)]

    def company(*entries: Entry) -> set[str]:
        everything = [*entries, *more]
        found = companions([Topic("topic", ("coffee",))], everything, topics.statistics(everything))
        return {companion.term for companion in found.get("topic", ())}

    assert "grinder" in company(*own)
    assert company(*own, *other) == {"week"}


def test_what_the_index_cuts_otherwise_is_no_company() -> None:
    """A word that seems to stand nowhere else is not counted right; contractions say nothing."""
    entries = [entry(n, f"Coffee we’re told of 224,000 quotas in week {n}") for n in range(8)]
    entries += [entry(10 + n, title) for n, title in enumerate(OTHERS)]
    counted = topics.statistics(entries)
    letters = {term: seen for term, seen in counted.frequency.items() if term.isalpha()}
    indexed = counted._replace(frequency=letters)
    found = companions([Topic("topic", ("coffee",))], entries, indexed)["topic"]
    terms = {companion.term for companion in found}
    assert "quota" in terms
    assert not terms & {"were", "224000"}
