"""A score is a sum of terms, each with its reason."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest.models import Engagement, Entry, Story
from cio_digest.ranking import score
from cio_digest.ranking.topics import Hit, Match

NOON = datetime(2026, 3, 4, 12, tzinfo=timezone.utc)
MATCH = Match("CRM", 9.0, (Hit("CRM", "title", 9.0),))


def entry(source: str = "a", **fields: object) -> Entry:
    """An entry of noon."""
    url = f"https://{source}.example/1"
    title = f"Title by {source}"
    made = Entry(source, "1", url, url, title, "", NOON, NOON, NOON, outlet=source)
    return made._replace(**fields)  # type: ignore[arg-type]


def terms(
    *entries: Entry,
    match: Match | None = MATCH,
    context: score.Context = score.Context(),  # noqa: B008  (a plain value)
    now: datetime = NOON,
) -> dict[str, float]:
    """The terms of a story by name."""
    found = score.story(Story(1, entries or (entry(),)), match, context, now)
    return {term.name: term.value for term in found}


def reasons(
    *entries: Entry,
    match: Match | None = MATCH,
    context: score.Context = score.Context(),  # noqa: B008  (a plain value)
) -> list[str]:
    """The reasons of a story's terms."""
    told = Story(1, entries or (entry(),))
    found = score.story(told, match, context, NOON + timedelta(hours=3))
    return [term.reason for term in found]


@pytest.mark.parametrize(
    ("hit", "reason"),
    [
        pytest.param(Hit("CRM", "title", 1.0), "“CRM” in the title", id="title"),
        pytest.param(Hit("CRM", "text", 1.0), "“CRM” in the text", id="text"),
        pytest.param(Hit("a b", "text", 1.0, "parts"), "words of “a b”", id="parts"),
        pytest.param(
            Hit("lead", "text", 1.0, "companion"),
            "“lead”, often beside your keywords",
            id="companion",
        ),
    ],
)
def test_the_topic_says_what_was_found(hit: Hit, reason: str) -> None:
    """The first reason names the keyword and where it stands."""
    assert reasons(match=Match("CRM", 1.0, (hit,)))[0] == reason


def test_reasons_are_short_words() -> None:
    """Coverage, age and noise are said as a person would."""
    told = [entry(source, noise=("sponsored",)) for source in "ab"]
    assert reasons(*told)[1:] == ["2 sources", "came in 3 h ago", "sponsored"]
    copies = [*told, entry("c", title=told[0].title)]
    assert reasons(*copies)[1] == "3 sources in 2 wordings"


def test_what_many_tell_outranks_what_came_a_little_later() -> None:
    """Four outlets are worth more than half a day; what is sponsored stands behind both."""

    def ranked(*entries: Entry) -> float:
        return sum(terms(*entries, now=NOON + timedelta(hours=12)).values())

    late = entry("late", surfaced=NOON + timedelta(hours=12))
    assert ranked(*(entry(source) for source in "abcd")) > ranked(late) > ranked(entry("a"))
    assert ranked(late._replace(noise=("sponsored",))) < ranked(entry("a"))


def test_two_feeds_of_one_outlet_are_one_source() -> None:
    """Coverage counts who tells it, not how often."""
    assert "coverage" not in terms(entry("a"), entry("b", outlet="a"))


def test_recency_halves() -> None:
    """Eighteen hours take half of it."""
    new, old = terms(), terms(now=NOON + timedelta(hours=18))
    assert old["recency"] == pytest.approx(new["recency"] / 2)


def test_an_exclusion_takes_the_topic_out() -> None:
    """What the reader excluded earns nothing from the topic."""
    assert "topic" not in terms(match=MATCH._replace(excluded="cockpit"))


def test_the_best_match_of_a_story_is_the_strongest() -> None:
    """Whichever entry comes first; an exclusion in any of them counts for all."""
    hit = Hit("CRM", "title", 1.0)
    weak, strong = Match("CRM", 1.0, (hit,)), Match("CRM", 9.0, (hit,))
    for order in ([weak, strong], [strong, weak]):
        assert score.best(order) == {"CRM": strong}
    company = Match("CRM", 20.0, (hit._replace(kind="companion"),))
    assert score.best([strong, company]) == {"CRM": strong}  # which puts a story in no topic
    excluded = Match("CRM", 2.0, (), "cockpit")
    for order in ([excluded, strong], [strong, excluded]):
        assert score.best(order) == {"CRM": excluded}


def test_engagement_is_against_the_sources_own_median() -> None:
    """The same likes mean more for a small voice."""
    liked = entry("a", engagement=Engagement(likes=79))
    small = terms(liked, context=score.Context(engagement={"a": 9.0}))
    large = terms(liked, context=score.Context(engagement={"a": 900.0}))
    assert small["engagement"] == pytest.approx(1.5)
    assert "engagement" not in large


@pytest.mark.parametrize(
    ("likes", "said"),
    [(12, "a little above"), (15, "2×"), (40, "4×"), (20_000, "2,000×")],
)
def test_engagement_is_said_as_a_person_would(likes: int, said: str) -> None:
    """No gain is "1× the usual"."""
    liked = entry("a", engagement=Engagement(likes=likes))
    found = reasons(liked, context=score.Context(engagement={"a": 9.0}))
    assert f"{said} its usual engagement" in found


def test_what_goes_viral_does_not_outweigh_the_topic() -> None:
    """However many like it: a story that is about the topic is worth more to this reader."""
    viral = entry("a", engagement=Engagement(likes=10**9))
    found = terms(viral, context=score.Context(engagement={"a": 0.0}))
    assert 0 < found["engagement"] < found["topic"]


def test_a_rare_voice_outranks_a_firehose() -> None:
    """Who posts twice a month earns more than who posts hundreds of times."""
    rare = terms(context=score.Context(monthly={"a": 2.0}))
    assert rare["rare voice"] > 0
    assert "rare voice" not in terms(context=score.Context(monthly={"a": 300.0}))


def test_one_honest_telling_clears_a_story_of_noise() -> None:
    """Noise counts only where every entry has it."""
    assert terms(entry(noise=("sponsored",)))["noise"] < 0
    assert "noise" not in terms(entry(noise=("sponsored",)), entry("b"))


def test_copies_of_one_text_are_one_telling() -> None:
    """A wire's report in four papers is not four reporters' word."""
    same = [entry(source, title="Vendor announces partnership") for source in "abcd"]
    assert "coverage" not in terms(*same)
    assert terms(*same, entry("e"))["coverage"] == terms(entry("a"), entry("e"))["coverage"]


STORIES = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=8)


@given(STORIES, st.floats(0, 96), st.floats(0, 50))
def test_terms_sum_to_the_total(sources: list[str], hours: float, strength: float) -> None:
    """There is no second formula."""
    told = Story(1, tuple(entry(source) for source in sources))
    match = Match("CRM", strength, (Hit("CRM", "text", strength),))
    found = score.story(told, match, score.Context(), NOON + timedelta(hours=hours))
    assert score.total(found) == sum(term.value for term in found)
    assert all(term.reason for term in found)


@given(STORIES, st.sampled_from("abcdefgh"))
def test_more_coverage_never_lowers_a_score(sources: list[str], another: str) -> None:
    """A further telling at the same time can only help."""
    told = [entry(source) for source in sources]
    fewer, more = terms(*told), terms(*told, entry(another))
    assert sum(more.values()) >= sum(fewer.values())


@given(STORIES, st.integers(1, 10**6))
def test_renaming_ids_changes_nothing(sources: list[str], shift: int) -> None:
    """Numbers are names, not merits."""
    told = tuple(entry(source, id=number) for number, source in enumerate(sources, 1))
    moved = tuple(each._replace(id=each.id + shift) for each in told)
    at = score.Context(), NOON
    assert score.story(Story(1, told), MATCH, *at) == score.story(Story(shift, moved), MATCH, *at)
