"""Keywords are found as a reader means them, weighed, and explained."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest.models import Entry, Topic
from cio_digest.ranking import topics

NOON = datetime(2026, 3, 4, 12, tzinfo=timezone.utc)


def entry(title: str = "", text: str = "") -> Entry:
    """An entry that says this."""
    url = "https://example.com/1"
    return Entry("source", "1", url, url, title, text, NOON, NOON, NOON)


def found(
    keyword: str, title: str, text: str = "", **fields: tuple[str, ...]
) -> list[topics.Match]:
    """The matches of a topic with one keyword."""
    topic = Topic("topic", (keyword,))._replace(**fields)  # type: ignore[arg-type]
    return list(topics.compile([topic]).match(entry(title, text)))


@pytest.mark.parametrize(
    ("keyword", "title"),
    [
        pytest.param("AI", "New AI rules", id="acronym"),
        pytest.param("ai", "AI in the office", id="case"),
        pytest.param("bank", "Banks merge", id="plural in the text"),
        pytest.param("companies", "A company folds", id="plural in the keyword"),
        pytest.param("SharePoint", "Share Point is down", id="two words"),
        pytest.param("SharePoint", "A share-point for all", id="hyphen"),
        pytest.param("sharepoint", "Share Point is down", id="no humps"),
        pytest.param("share point", "SharePoint is down", id="one word"),
        pytest.param("zero trust", "Why zero-trust fails", id="phrase with hyphen"),
        pytest.param("C#", "C# 15 is out", id="c sharp"),
        pytest.param("C++", "Modern C++.", id="c plus plus"),
        pytest.param(".NET", "What .NET 10 brings", id="dot net"),
        pytest.param("S/4HANA", "Moving to S/4HANA", id="slash"),
        pytest.param("AT&T", "AT&T raises prices", id="ampersand"),
        pytest.param("IT", "The IT budget", id="capitals of a stop word"),
        pytest.param("café", "CAFE culture", id="accents"),
        pytest.param("Datenschutz", "Datenschutz: neue Regeln", id="german"),
        pytest.param("人工知能", "最新の人工知能ニュース", id="japanese"),
        pytest.param("O'Reilly", "O’Reilly's new book", id="apostrophe"),
    ],
)
def test_a_keyword_is_found_however_it_is_written(keyword: str, title: str) -> None:
    """Plurals, spellings, signs, accents and scripts."""
    (match,) = found(keyword, title)
    assert match.score > 0
    assert match.hits[0].kind == "whole"


@pytest.mark.parametrize(
    ("keyword", "title"),
    [
        pytest.param("AI", "Training and maintenance", id="inside a word"),
        pytest.param("IT", "Why it matters", id="stop word in lower case"),
        pytest.param("C#", "Vitamin C is fine", id="sign missing"),
        pytest.param("C", "C# is out", id="other sign"),
        pytest.param(".NET", "The net result", id="dot missing"),
        pytest.param("art", "A smart start", id="end of a word"),
        pytest.param("人工知能", "人気の工場", id="japanese"),
        pytest.param("", "Anything", id="empty"),
        pytest.param("!!!", "Anything!!!", id="no words"),
    ],
)
def test_a_keyword_is_not_found_inside_other_words(keyword: str, title: str) -> None:
    """Boundaries hold, and signs count as part of a word."""
    assert not any(hit.kind == "whole" for match in found(keyword, title) for hit in match.hits)


def test_a_phrase_backs_off_to_its_words() -> None:
    """Words standing apart count for part of what the phrase does, and say so."""
    (whole,) = found("data centre", "A data centre opens")
    (apart,) = found("data centre", "Centre for data opens")
    assert apart.hits[0].kind == "parts"
    assert 0 < apart.score < whole.score


def test_the_title_counts_more_than_the_text() -> None:
    """The same word is worth more in the title."""
    (title,) = found("CRM", "CRM prices", "They rise again.")
    (text,) = found("CRM", "Prices up", "CRM rises again.")
    assert title.score > text.score
    assert (title.hits[0].where, text.hits[0].where) == ("title", "text")


def test_repetition_saturates() -> None:
    """Ten mentions are worth less than twice three."""
    scores = [found("CRM", "News", "CRM " * n + "x " * (40 - n))[0].score for n in (1, 3, 10)]
    assert scores[0] < scores[1] < scores[2] < 2 * scores[1]


def test_a_rare_keyword_is_worth_more() -> None:
    """Weights come from the reader's own entries."""
    counts = topics.Statistics(1000, {"cloud": 400, "passkey": 3})
    matcher = topics.compile([Topic("a", ("cloud",)), Topic("b", ("passkey",))], counts)
    cloud, passkey = matcher.match(entry("Cloud passkey"))
    assert passkey.score > cloud.score


def test_an_exclusion_is_named() -> None:
    """An excluded entry keeps its score and says which exclusion it met."""
    (match,) = found("pilot", "Pilot leaves cockpit", exclude=("Cockpit",))
    assert match.excluded == "Cockpit"
    assert match.score > 0


def test_companions_alone_make_no_whole_hit_and_are_bounded() -> None:
    """Words that keep company back a keyword up; together they weigh about one keyword."""
    company = {"topic": [topics.Companion(f"word{n}", 50.0) for n in range(9)]}
    matcher = topics.compile([Topic("topic", ("CRM",))], None, company)
    (alone,) = matcher.match(entry(" ".join(f"word{n}" for n in range(9))))
    (named,) = matcher.match(entry("CRM"))
    assert {hit.kind for hit in alone.hits} == {"companion"}
    assert alone.score < 2 * named.score


def test_every_match_has_one_of_the_index_terms() -> None:
    """What an index is asked for finds the entries that match."""
    matcher = topics.compile([Topic("topic", ("Share Point", "policies"))])
    assert {"sharepoint", "share", "point", "policy", "policies"} <= matcher.terms


def test_five_thousand_keywords_are_all_found() -> None:
    """A long list of keywords works like a short one."""
    keywords = tuple(f"keyword{n}x" for n in range(5000))
    matcher = topics.compile([Topic("topic", keywords)])
    (match,) = matcher.match(entry("keyword4999x and keyword0x"))
    assert {hit.keyword for hit in match.hits} == {"keyword4999x", "keyword0x"}


@given(st.text(max_size=30), st.text(max_size=80))
def test_any_keyword_and_text_give_positive_sums(keyword: str, text: str) -> None:
    """A match's score is the sum of its hits and never negative, whatever is asked and read."""
    for match in found(keyword, text, text):
        assert match.score == pytest.approx(sum(hit.value for hit in match.hits))
        assert match.score >= 0


@pytest.mark.parametrize(
    ("keyword", "title", "found"),
    [
        ("C++", "C++26 is finished", True),
        ("C#", "C#14 is out", True),
        ("C#", "C#入門の決定版", True),
        ("C", "Vitamin C# for all", False),
        ("IT", "国内IT市場が成長", True),
        ("IT", "Is it cold", False),
        ("API", "New APIs for everyone", True),
        ("news", "New rules for banks", False),
        ("IA", "L'IA arrive", True),
        ("AI", "J'ai dormi", False),
        ("US", "U.S. bans chips", True),
        ("US", "Give us chips", False),
        ("U.S.", "US bans chips", True),
        ("U.S.", "Give us chips", False),
        ("AI", "A.I. is here", True),
        ("EU", "The E.U. fines banks", True),
        ("Python 3", "Python 3.15 is out", True),
        ("GPT-5", "GPT-5.1 arrives", True),
        ("GPT-5", "GPT-4.5 leaves", False),
        ("Top 3", "Top 3.000 Firmen", False),
        ("NIS2", "NIS 2 is law", True),
        ("NIS2", "NIS-2-Richtlinie", True),
        ("B2B", "B 2 B", False),
        ("R&D", "R and D budgets", True),
        ("P&L", "Two P&Ls", True),
        ("R", "R&D budgets", False),
        ("R", "R 5 is out", True),
        ("Node.js", "Node js 30", True),
        ("startup", "Start-ups close", True),
        ("startups", "A start-up closes", True),
        ("WiFi", "Wi-Fi 8 is here", True),
        ("LinkedIn", "A link in our newsletter", False),
        ("Drive", "How driven teams work", False),
        ("Zürich", "Zurich bank merges", True),
        ("Zürich", "Ein Haus in Zuerich", True),
        ("Zürich", "zurich", False),
        ("smørrebrød", "Smorrebrod for all", True),
        ("Łódź", "A factory in Lodz", True),
        ("œuvre", "Une oeuvre", True),
        ("Sicherheitslücke", "Sicherheitslücken in Servern", True),
        ("Verordnung", "Neue Verordnungen", True),
        ("réseau", "Les réseaux tombent", True),
        ("servidor", "Los servidores caen", True),
        ("applicazione", "Nuove applicazioni", True),
        ("informação", "Informações novas", True),
    ],
)
def test_keywords_as_their_readers_mean_them(keyword: str, title: str, found: bool) -> None:
    """Numbers, signs, scripts without spaces, acronyms, articles, plurals, letters not at hand."""
    matcher = topics.compile([Topic("T", (keyword,))])
    assert any(match.named for match in matcher.match(entry(title))) == found
    assert bool(matcher.named(entry(title))) == found
