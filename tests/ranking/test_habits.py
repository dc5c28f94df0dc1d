"""What a source says in every entry is about no topic, and all else it says is."""

from __future__ import annotations

from tests.conftest import NOW

from cio_digest.models import Entry, Topic
from cio_digest.ranking import topics
from cio_digest.ranking.habits import technological

FOOT = "The Ledger is read by leaders who care about CRM."


def entry(title: str, text: str = "", source: str = "ledger", network: str = "") -> Entry:
    """An entry of a source."""
    made = Entry(source, title, "https://a.example/", "", title, text, None, NOW, NOW)
    return made._replace(network=network)


def habits(entries: list[Entry], total: int) -> dict[str, topics.Habits]:
    """What is learnt of a source that brought so many."""
    matcher = topics.compile([Topic("CRM", ("CRM", "SharePoint"))])

    def matches(phrase: str) -> bool:
        return any(True for _ in matcher.match(entry(phrase)))

    return topics.habits(entries, {"ledger": total}, matches)


def matched(told: Entry, learnt: dict[str, topics.Habits]) -> bool:
    """Whether the topic is in an entry."""
    matcher = topics.compile([Topic("CRM", ("CRM", "SharePoint"))], habits=learnt)
    return any(match.named for match in matcher.match(told))


def test_a_foot_is_about_nothing() -> None:
    """It is left out wherever it stands, and the rest of the text still counts."""
    own = [entry(f"Tides {n}", f"Tide {n} came late. {FOOT} Read on.") for n in range(5)]
    learnt = habits(own, 5)
    assert learnt["ledger"].sentences == {FOOT}
    assert not matched(own[0], learnt)
    assert matched(entry("Prices", f"CRM prices rise. {FOOT}"), learnt)
    assert matched(own[0]._replace(source="gazette"), learnt)


def test_the_name_behind_each_title_is_about_nothing() -> None:
    """What stands before the last separator is what a title says."""
    own = [entry(f"Tides of week {n} | SharePoint Daily") for n in range(5)]
    learnt = habits(own, 6)
    assert not matched(own[0], learnt)
    assert matched(entry("SharePoint is slow | SharePoint Daily"), learnt)


def test_a_subject_before_titles_stays() -> None:
    """A feed that sorts its news by product says what they are about."""
    own = [entry(f"SharePoint: page {n}") for n in range(9)]
    assert habits(own, 9) == {}


def test_what_few_entries_have_is_no_habit() -> None:
    """Neither in number nor as a share of all that the source brought."""
    few = [entry(f"Tides {n}", f"Tide {n} came late. {FOOT}") for n in range(3)]
    assert habits(few, 3) == {}
    rare = [entry(f"Tides {n}", f"Tide {n} came late. {FOOT}") for n in range(5)]
    assert habits(rare, 100) == {}
    ends = [entry(f"Page {n} - SharePoint") for n in range(5)]
    assert habits(ends, 20) == {}


def test_posts_of_many_people_have_no_habits() -> None:
    """A hashtag's posts repeat each other; that is what is talked about."""
    posts = [entry(f"Tides {n}", f"{n} late. {FOOT}", network="mastodon") for n in range(5)]
    assert habits(posts, 5) == {}


def test_a_source_that_writes_of_technology_is_of_that_field() -> None:
    """Most of six titles or more have a word of it; one that returns is one."""
    own = [entry(f"Servers of week {n}") for n in range(5)]
    other = [entry(f"Ferries of week {n}", source="gazette") for n in range(7)]
    mixed = [*own, entry("Ferries"), entry("Piers"), entry("Rain")]
    assert technological([*mixed, *other]) == {"ledger"}
    assert technological([*mixed, entry("Fog"), *other]) == frozenset()
    assert technological([*own, own[0]]) == frozenset()


def test_an_everyday_word_of_a_source_of_technology_is_meant_so() -> None:
    """No other word of the entry has to say it; of other sources one has."""
    topic = Topic("Threats", ("ransomware", "CVE", "attack"))
    told = entry("How to tell an attack")
    learnt = {"ledger": topics.Habits(technology=True)}
    assert [match.doubt for match in topics.compile([topic], habits=learnt).match(told)] == [""]
    [match] = topics.compile([topic], habits=learnt).match(told._replace(source="gazette"))
    assert match.doubt == "“attack” in another sense"
