"""What an entry is about, against what it only mentions."""

from __future__ import annotations

import pytest
from tests.feeds import entry

from cio_digest.models import Topic
from cio_digest.ranking.topics import Companion, Usage, compile  # noqa: A004

PLAIN = Topic("Leadership", ("leadership",))  # a reader who writes common words in small letters
TALK = "The harbour board met on Tuesday and spoke at length about its ferries, its piers, "
COMPANY = {"Garden": [Companion(word, 0.0, 5.0) for word in ("rake", "hoe", "seed", "spade")]}


def doubts(topic: Topic, title: str, text: str = "", **learnt: object) -> list[str]:
    """The doubt of each match of one topic."""
    matcher = compile([topic, PLAIN], **learnt)  # type: ignore[arg-type]
    return [m.doubt for m in matcher.match(entry(title, text=text)) if m.topic == topic.name]


@pytest.mark.parametrize(
    ("keyword", "title", "text", "doubt"),
    [
        ("cloud", "Fog over the pier", TALK + "under one icy cloud.", "“cloud” only in passing"),
        ("cloud", "Cloud prices fall", TALK, ""),
        ("cloud", "Prices fall", "Cloud storage is cheaper. " + TALK, ""),
        ("seguridad", "Fog", TALK + "for seguridad.", "“seguridad” only in passing"),
        ("SharePoint", "Prices fall", TALK + "and last of all of SharePoint.", ""),
        ("CRM", "Prices fall", TALK + "and last of all of its CRM.", ""),
        ("Salesforce", "Prices fall", TALK + "and last of all of Salesforce.", ""),
        ("Teams", "Two boards and two teams", TALK + "with our team.", "“Teams” as a common word"),
        ("Teams", "Two teams met", "", "“Teams” as a common word"),
        ("Teams", "Calls in Teams get louder", "", ""),
        ("Windows", "Broken windows of a ferry", "", "“Windows” as a common word"),
    ],
)
def test_with_nothing_learnt(keyword: str, title: str, text: str, doubt: str) -> None:
    """A common word late in a text is a mention; what means one thing is believed anywhere."""
    assert doubts(Topic("T", (keyword,)), title, text) == [doubt]


def test_company_tells() -> None:
    """A word of the text alone needs the words that the topic's entries have, a title fewer."""
    topic, late = Topic("Garden", ("garden",)), TALK + "and a garden"
    in_passing = ["“garden” only in passing"]
    assert doubts(topic, "Prices fall", late + ".", companions=COMPANY) == in_passing
    assert doubts(topic, "Prices fall", late + ": rake, hoe, seed, spade.", companions=COMPANY) == [
        ""
    ]
    assert doubts(topic, "The garden", TALK, companions=COMPANY) == in_passing
    assert doubts(topic, "The garden", TALK + "a rake.", companions=COMPANY) == [""]


def test_a_title_without_text_needs_no_company() -> None:
    """Feeds of headlines have no room for it."""
    assert doubts(Topic("Garden", ("garden",)), "The garden", companions=COMPANY) == [""]


def test_entries_show_what_is_a_name() -> None:
    """A word that running text mostly writes small may be met in small letters by who likes
    capitals; one that it writes with a capital may not.
    """  # noqa: D205 - one sentence
    cloud = Topic("Cloud", ("Cloud",))
    small, capital = Usage(1, 40), Usage(40, 1)
    matcher = compile([cloud], usages={"Cloud": small})
    assert [m.doubt for m in matcher.match(entry("Prices of cloud storage"))] == [""]
    matcher = compile([cloud], usages={"Cloud": capital})
    [match] = matcher.match(entry("Prices of cloud storage"))
    assert match.doubt == "“Cloud” as a common word"
    assert not match.named


@pytest.mark.parametrize(
    ("keyword", "title"),
    [("Windows", "A window of opportunity"), ("Teams", "One team"), ("news", "New rules")],
)
def test_a_name_in_the_plural_has_no_singular(keyword: str, title: str) -> None:
    """A window is not Windows, not even in doubt, and nothing new is news."""
    assert doubts(Topic("T", (keyword,)), title, "") == []


def test_company_is_that_of_the_beginning() -> None:
    """A long text has words of any topic somewhere."""
    topic, late = Topic("Garden", ("garden",)), TALK * 6 + "and a garden: rake, hoe, seed, spade."
    assert doubts(topic, "Prices fall", late, companions=COMPANY) == ["“garden” only in passing"]


def test_an_outlet_that_says_its_own_name() -> None:
    """It says so under everything; in a title, or of another outlet, the name is news."""
    matcher = compile([Topic("CRM", ("Northwind",)), PLAIN])

    def doubt(title: str, outlet: str) -> list[str]:
        told = entry(title, text=TALK + "so follow Northwind.", outlet=outlet)
        return [match.doubt for match in matcher.match(told)]

    assert doubt("Prices fall", "blog.northwind.example") == ["“Northwind” only in passing"]
    assert doubt("Northwind opens a pier", "blog.northwind.example") == [""]
    assert doubt("Prices fall", "ledger.example") == [""]


def test_small_letters_of_an_acronym() -> None:
    """They are the acronym, unless entries show them to be another word."""
    topic = Topic("AI", ("AI",))
    assert doubts(topic, "AI for bambini", TALK) == [""]
    italian = {"AI": Usage(20, 20)}
    assert doubts(topic, "Rain for ai bambini", TALK, usages=italian) == ["“AI” as a common word"]
    assert doubts(topic, "AIs at sea", TALK, usages=italian) == [""]
    assert doubts(topic, "生成AIの港", TALK, usages=italian) == [""]


@pytest.mark.parametrize(
    ("keyword", "title", "doubt"),
    [
        ("AI", "Pioggia sul porto davanti ai figli", "“AI” as a common word"),
        ("AI", "Ai-je vu les navires du port de Marseille ?", "“AI” as a common word"),
        ("CIO", "Il porto di Roma e ciò che non si vede", "“CIO” as a common word"),
        ("AI", "Il porto di Roma e la AI che non si vede", ""),
        ("CRM", "why i moved my crm", ""),
        ("AI", "港のai", ""),
        ("SAN", "San Telmo opens a pier", "“SAN” as a common word"),
        ("SAN", "San Telmo opens a SAN", ""),
        ("GPU", "Pier for sale, paid in a gpu", ""),
        ("SAP", "Two trees of the Harbour lose their sap", "“SAP” as a common word"),
        ("SAP", "moved our piers to sap", ""),
        ("LinkedIn", "Ferry is linked in a report to Telmo", "“LinkedIn” as a common word"),
        ("LinkedIn", "Linked In opens a pier", ""),
        ("LinkedIn", "Telmo on linkedin: the piers", ""),
        ("SharePoint", "A share-point for piers", ""),
        ("#SharePoint", "SharePoint is under water", ""),
        ("C", "C at sea", ""),
        ("ServiceNow", "With Ferry Service Now Under Water", "“ServiceNow” as a common word"),
        ("GitHub Actions", "Telmo uses GitHub actions", ""),
        ("Workday", "The workday of a pier", "“Workday” as a common word"),
        ("Workday", "The workday of a pier, as Workday counts it", ""),
        ("Workday", "WORKDAY BUYS A PIER", ""),
        ("Salesforce", "Telmo leaves salesforce", ""),
        ("edge", "Telmo builds a cutting-edge pier", "“edge” as part of “cutting-edge”"),
        ("edge", "Telmo builds a cutting-edge pier at the edge", ""),
        ("Office", "A pier for the Oval Office", "“Office” as part of “Oval Office”"),
        ("network", "Neural networks count ferries", "“network” as part of “Neural networks”"),
        ("network", "A network of ferries", ""),
    ],
)
def test_what_only_looks_like_a_keyword(keyword: str, title: str, doubt: str) -> None:
    """Other letters may be another word, and a phrase means another thing, whatever was learnt."""
    assert doubts(Topic("T", (keyword,)), title) == [doubt]


def test_a_heading_needs_its_text_to_tell_a_name() -> None:
    """The best teams may be anybody's; the text under it writes what is meant."""
    topic, title = Topic("T", ("Teams",)), "What Quiet Rooms Teach the Best Teams"
    assert doubts(topic, title, "") == ["“Teams” as a common word"]
    assert doubts(topic, title, "The makers of Teams have measured how rooms differ.") == [""]


def test_a_record_of_addresses_is_about_nothing() -> None:
    """A keyword among its tags stands in no sentence; a post of tags leads to what it is about."""
    topic, record = (
        Topic("Security", ("phishing",)),
        "@ada | domain | #phishing Value: umbra.example",
    )
    assert doubts(topic, "umbra.example", record) == ["“phishing” in no sentence"]
    assert doubts(topic, "umbra.example", "The site was used for phishing.") == [""]
    matcher = compile([topic])
    post = entry("", text="https://umbra.example #phishing", network="mastodon")
    assert [match.doubt for match in matcher.match(post)] == [""]
