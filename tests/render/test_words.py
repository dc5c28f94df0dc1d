"""The wording of ages, source lines, leads and sparklines."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from cio_digest.models import Engagement, Failing, Health, Lead, Term
from cio_digest.render import words

from .factories import NOW, ago, digest, item


def spaced(text: str) -> str:
    return text.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("hours", "wording"),
    [
        (-5, "just now"),
        (0, "just now"),
        (1 / 60, "1 min ago"),
        (0.99, "59 min ago"),
        (1, "1 h ago"),
        (23.9, "23 h ago"),
        (24, "yesterday"),
        (47.9, "yesterday"),
        (48, "2 d ago"),
        (13.9 * 24, "13 d ago"),
        (14 * 24, "2 w ago"),
        (364 * 24, "52 w ago"),
        (365 * 24, "1 y ago"),
        (800 * 24, "2 y ago"),
    ],
)
def test_age(hours: float, wording: str) -> None:
    """An age is told in its largest whole unit; the future is now."""
    assert spaced(words.age(ago(hours), NOW)) == wording


@pytest.mark.parametrize(
    ("hours", "wording"),
    [
        ([], "no posts"),
        ([1], "about 7 posts a week"),
        ([1, 2], "about 2 posts a day"),
        ([24], "about 7 posts a week"),
        ([1, 2, 3, 4, 24], "about 5 posts a day"),
        ([2, 30, 70, 24 * 7], "about 4 posts a week"),
        ([24 * 30], "about 1 post a month"),
        ([24 * 60, 24 * 365], "about 2 posts a year"),
        ([24 * 100], "about 4 posts a year"),
        ([24 * 179, 24 * 1000], "about 1 post a year"),
        ([24, 24 * 3650], "less than one post a year"),
        ([24 * 1000], "silent since February 2024"),
    ],
)
def test_rhythm(hours: list[int], wording: str) -> None:
    """How often somebody speaks, the silence since the last post included."""
    times = [NOW - timedelta(hours=each) for each in hours]
    assert words.rhythm(times, NOW) == wording


def test_day() -> None:
    """A date is written in full, the day without a zero."""
    assert words.day(date(2026, 3, 1)) == "Sunday 1 March 2026"


@pytest.mark.parametrize(
    ("changes", "wording"),
    [
        ({}, "The Ledger"),
        ({"others": ("a", "b")}, "The Ledger +2"),
        ({"grown": 1}, "The Ledger · +1 source since yesterday"),
        ({"grown": 6}, "The Ledger · +6 sources since yesterday"),
        ({"publisher": "", "grown": 2}, "+2 sources since yesterday"),
        (
            {"lead": Lead("@a@example.social", "mastodon", timedelta(minutes=40))},
            "The Ledger · first heard from @a@example.social, 40 min before the press",
        ),
        (
            {"lead": Lead("ada", "hackernews", timedelta(hours=3))},
            "The Ledger · first heard from ada on hackernews, 3 h before the press",
        ),
        (
            {"lead": Lead("", "mastodon", timedelta(hours=3))},
            "The Ledger · first heard on mastodon, 3 h before the press",
        ),
        (
            {"lead": Lead("@a@b.example", "mastodon", timedelta(hours=-3))},
            "The Ledger · heard from @a@b.example, 3 h after the press",
        ),
        ({"languages": ("German",)}, "The Ledger · also in German"),
        (
            {"others": ("a", "b"), "languages": ("French", "German", "Spanish")},
            "The Ledger +2 · also in French, German and Spanish",
        ),
        (
            {"lead": Lead("", "mastodon", timedelta(0))},
            "The Ledger · heard on mastodon, together with the press",
        ),
    ],
    ids=[
        "alone",
        "others",
        "grown by one",
        "grown",
        "no name",
        "lead",
        "bare handle",
        "no handle",
        "after",
        "in one more language",
        "in several",
        "together",
    ],
)
def test_source_line(changes: dict[str, object], wording: str) -> None:
    """Who tells it and how many more, who was ahead of the press, and how it grew."""
    assert spaced(words.source_line(item(**changes))) == wording


@pytest.mark.parametrize(
    ("value", "wording"), [(6.0, "6"), (2.54, "2.5"), (12.6, "13")], ids=["whole", "half", "high"]
)
def test_ratio(value: float, wording: str) -> None:
    """A ratio has a decimal only where it says something."""
    assert words.ratio(value) == wording + "\N{MULTIPLICATION SIGN}"


def test_ratio_without_history() -> None:
    """A term never seen before is new, not infinite."""
    assert words.ratio(float("inf")) == "new"


def test_totals() -> None:
    """Counts have separators, and one of a thing is singular."""
    page = digest(sources=1, entries=1204, stories=1)
    assert words.totals(page) == "1 source · 1,204 entries → 1 story · 9 min"


def test_health_names_three_failing_sources_and_what_to_do() -> None:
    """A long list of failures ends in an ellipsis and the command that shows all."""
    failing = tuple(Failing(name, "403", ago(5 * 24)) for name in "abcd")
    assert spaced(" · ".join(words.health_facts(Health(50, failing), NOW))) == (
        "54 sources: 50 fine · 4 failing: a (403, 5 d), b (403, 5 d), c (403, 5 d), … · "
        "cio-digest sources check"
    )


def test_an_outage_counts_every_source_and_is_named_once() -> None:
    """However many sources a network has, it is one name among three."""
    failing = (Failing("Mastodon at a.example", "503", ago(5 * 24), 7), Failing("b", "403", ago(2)))
    assert spaced(" · ".join(words.health_facts(Health(50, failing), NOW))) == (
        "58 sources: 50 fine · 8 failing: Mastodon at a.example, 7 sources (503, 5 d), b (403) · "
        "cio-digest sources check"
    )


def test_what_is_muted_is_counted_at_the_end() -> None:
    """Only where something is."""
    page = digest()._replace(health=Health(5, (), NOW))
    assert words.foot(page) == "5 fine"
    assert words.foot(page._replace(muted=1)) == "5 fine · 1 story muted"


def test_a_failure_of_today_has_no_date() -> None:
    """How long a source fails is told in days or not at all."""
    assert words.failing(Failing("a", "403", ago(2)), NOW) == "a (403)"


@pytest.mark.parametrize(
    ("hours", "wording"), [(3, "5 fine"), (30, "5 fine · last fetched yesterday")]
)
def test_health_says_when_the_news_is_old(hours: float, wording: str) -> None:
    """A last fetch a day ago or more is worth a word; a fresh one is not."""
    assert words.health_facts(Health(5, (), ago(hours)), NOW) == wording.split(" · ")


@pytest.mark.parametrize(
    ("given", "wording"),
    [
        (None, ""),
        (Engagement(), ""),
        (Engagement(likes=0, replies=0), ""),
        (
            Engagement(likes=1, reposts=2, replies=1, score=1204),
            "1 like, 2 reposts, 1 reply, 1,204 points",
        ),
        (Engagement(replies=2), "2 replies"),
    ],
)
def test_engagement(given: Engagement | None, wording: str) -> None:
    """What was counted in words; what nobody did is not said."""
    assert words.engagement(given) == wording


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"sources": 0, "health": Health()}, "All your sources are muted"),
        ({"health": Health()}, "Nothing has been read yet"),
        ({}, "A quiet day"),
        ({"health": Health(5, (), ago(49))}, "No source could be read for 2 d"),
        ({"entries": 0, "health": Health(5, (), ago(-5))}, "Nothing came in on that day"),
        ({"entries": 0, "health": Health(5, (), ago(0))}, "Nothing new came in"),
    ],
    ids=["muted", "new", "quiet", "offline", "a day without a fetch", "nothing since the last"],
)
def test_an_empty_page_says_why_it_is(changes: dict[str, Any], told: str) -> None:
    """Nobody is told to fetch where that would change nothing."""
    (remark,) = words.remarks(digest(**changes))
    assert spaced(remark).startswith(told)


@pytest.mark.parametrize(
    ("terms", "wording"),
    [
        (
            [("recency", 1.9, "came in just now"), ("topic", 1.0, "“CRM” in the title")],
            "“CRM” in the title",
        ),
        (
            [
                ("topic", 1.0, "“CRM” in the title"),
                ("coverage", 3.0, "8 sources"),
                ("source", 2, "s"),
            ],
            "“CRM” in the title, 8 sources",
        ),
        (
            [("search", 0.0, "found by your search “x”"), ("noise", -2.0, "sponsored")],
            "found by your search “x”",
        ),
        ([("recency", 1.9, "came in just now")], "came in just now"),
    ],
    ids=[
        "not the age",
        "what asked for it first",
        "a search, and nothing that speaks against",
        "age",
    ],
)
def test_the_reason_beside_a_story(terms: list[tuple[str, float, str]], wording: str) -> None:
    """What asked for the story stands first, then what counts most and is not said beside it."""
    shown = item(terms=tuple(Term(*term) for term in terms))
    assert words.reason(shown) == f"Why: {wording}"
    assert words.reason(item(terms=())) == ""
