"""Scorecards -> the cells of a table, and a page of one with what each figure is of."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cio_digest.render import words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cio_digest.models.scorecards import Mood, Scorecard, Standing, Suggestion

NONE = "–"
SOURCES = (
    "source", "verdict", "a week", "reached", "alone", "first", "noise", "copies", "min",
)  # fmt: skip
NARROW, FEWER = 72, 7  # columns of a terminal below which so many of these are shown
LEGEND = (
    "reached: posts whose story a digest showed, of all since the first digest",
    "alone: nobody else had the story · first: was the first of several to tell it",
    "noise: promotion and lists · copies: text that others had before",
    "min: minutes you read it for · verdict: advice, see sources score NAME",
)
_SHARED = (
    "first: before the press, of the stories that both had · lead: by how long",
    "signals: of automation, see voices show NAME",
)
VOICES_LEGEND = (
    "on topic: posts about your topics · draws: engagement, against their usual",
    "new links: in none of your feeds before · noise: promotion and lists",
    *_SHARED,
)
SUGGESTIONS_LEGEND = (
    "stories: of yours that they told · in digests: those that a digest showed",
    *_SHARED,
)
VERDICTS = ("drop", "watch", "keep", "")  # as they are listed: what to look at comes first
VOICES = ("voice", "on topic", "first", "lead", "draws", "new links", "noise", "signals")
SUGGESTIONS = ("who", "name", "stories", "in digests", "first", "lead", "signals")
MOODS = ("mood", "complain", "by", "surely at least")
_TOO_FEW = "too few posts to tell"


def source(card: Scorecard) -> tuple[str, ...]:
    """A line for a source: what may be compared at a glance."""
    return (
        card.name,
        card.verdict or NONE,
        _number(card.weekly),
        of(card.shown, card.judged),
        share(card.alone, card.posts),
        of(card.firsts, card.stories),
        share(card.noisy, card.posts),
        share(card.copied, card.told),
        f"{card.minutes:.0f}" if card.minutes else NONE,
    )


def source_in_full(card: Scorecard, days: int, now: datetime) -> list[tuple[str, str, str]]:
    """Each figure of a source, its value, and what it is of."""
    known = f"{card.usual:g} a week in the 12 weeks before" if card.usual is not None else ""
    return [
        ("verdict", card.verdict or NONE, card.because),
        ("posts a week", _number(card.weekly), known),
        ("posts", f"{card.posts:,}", f"in {words.count(days, 'day')}"),
        ("latest", words.age(card.last, now) if card.last else NONE, _silence(card, now)),
        ("reached a digest", share(card.shown, card.judged), _of(card.shown, card.judged, "post")),
        ("reading", f"{card.minutes:.1f} min", "for the stories it stood for in digests"),
        ("nobody else had", share(card.alone, card.posts), _of(card.alone, card.posts, "post")),
        ("first", share(card.firsts, card.stories), _of(card.firsts, card.stories, "shared story")),
        ("lead", lead(card.lead), _lead_of(card)),
        ("copies", share(card.copied, card.told), _of(card.copied, card.told, "shared post")),
        ("noise", share(card.noisy, card.posts), _of(card.noisy, card.posts, "post")),
    ]


def summary(cards: list[Scorecard], days: int) -> str:
    """``54 sources in 30 days: 6 keep, 3 watch, 1 drop``."""
    counts = [(word, sum(card.verdict == word for card in cards)) for word in VERDICTS]
    said = ", ".join(f"{number} {word or 'without verdict'}" for word, number in counts if number)
    return f"{words.count(len(cards), 'source')} in {words.count(days, 'day')}: {said}"


def voice(standing: Standing) -> tuple[str, ...]:
    """A line of the leaderboard."""
    return (
        standing.name,
        of(standing.on_topic, standing.posts),
        of(standing.firsts, standing.stories),
        lead(standing.lead),
        _times(standing.engagement),
        share(standing.original, standing.links),
        share(standing.noisy, standing.posts),
        _signals(standing),
    )


def too_few(standings: Sequence[Standing], posts: int, people: int) -> str:
    """Which groups have fewer than so many posts or people, so that their shares say nothing."""
    small = [each.name for each in standings if each.posts < posts or each.voices < people]
    needed = f"{words.count(posts, 'post')} by {words.count(people, 'voice')} are needed"
    return f"too few to compare ({needed}): {'; '.join(small)}" if small else ""


def voice_in_full(standing: Standing, days: int) -> list[tuple[str, str, str]]:
    """Each figure of a voice, its value, and what it is of."""
    topics = ", ".join(f"{topic} {number}" for topic, number in standing.topics)
    boosts = f"; {words.count(standing.boosts, 'post')} of others passed on"
    some = standing.on_topic, standing.posts
    return [
        (
            "posts",
            f"{standing.posts:,}",
            f"in {words.count(days, 'day')}{boosts if standing.boosts else ''}",
        ),
        ("on your topics", share(*some), "; ".join(filter(None, (_of(*some, "post"), topics)))),
        (
            "first",
            share(standing.firsts, standing.stories),
            _of(standing.firsts, standing.stories, "shared story"),
        ),
        ("lead", lead(standing.lead), _lead_of(standing)),
        ("engagement", _times(standing.engagement), "on your topics, against their own median"),
        (
            "new links",
            share(standing.original, standing.links),
            _of(standing.original, standing.links, "linking post"),
        ),
        (
            "noise",
            share(standing.noisy, standing.posts),
            _of(standing.noisy, standing.posts, "post"),
        ),
        ("automation", _signals(standing), _signs(standing)),
        *(
            ("", "yes" if each.seen else "no", f"{each.name}: {each.evidence}")
            for each in standing.signals
        ),
    ]


def suggestion(suggestion: Suggestion) -> tuple[str, ...]:
    """A line for somebody to follow: who, and why."""
    return (
        suggestion.handle,
        suggestion.name,
        str(suggestion.stories),
        str(suggestion.shown),
        of(suggestion.firsts, suggestion.compared),
        lead(suggestion.lead),
        of(suggestion.signals, 8) if suggestion.signals else NONE,
    )


def mood(mood: Mood) -> tuple[str, ...]:
    """A line for all, or for a group: how many complain, and how many surely do."""
    return (
        mood.group or "everybody",
        f"{mood.complaints} of {words.count(mood.posts, 'post')}",
        words.count(mood.people, "voice"),
        f"{mood.least:.0%}",
    )


def share(some: int, all_: int) -> str:
    """``22%``, or a dash where nothing was counted."""
    return f"{some / all_:.0%}" if all_ else NONE


def of(some: int, all_: int) -> str:
    """``9/41``, or a dash where nothing was counted."""
    return f"{some}/{all_}" if all_ else NONE


def lead(length: timedelta | None) -> str:
    """``+3 h``: so long before the others; ``−3 h``: after them."""
    if length is None:
        return NONE
    if not length:
        return "0"
    sign = "+" if length > timedelta(0) else "−"
    return sign + words.span(length).replace("\N{NO-BREAK SPACE}", " ")


def _of(some: int, all_: int, noun: str) -> str:
    return f"{some:,} of {words.count(all_, noun)}" if all_ else ""


def _times(ratio: float | None) -> str:
    return words.ratio(ratio) or NONE


def _signals(standing: Standing) -> str:
    seen = sum(signal.seen for signal in standing.signals)
    return of(seen, len(standing.signals))


def _signs(standing: Standing) -> str:
    """``signals: posts at fixed minutes, …``."""
    if not standing.signals:
        return _TOO_FEW
    seen = ", ".join(signal.name for signal in standing.signals if signal.seen)
    return f"signals: {seen}" if seen else "signals"


def _lead_of(card: Scorecard | Standing) -> str:
    if card.lead is None:
        return ""
    error = f", read {words.span(card.error)} apart" if card.error else ""
    return f"the median of {words.count(card.stories, 'story')}{error}"


def _silence(card: Scorecard, now: datetime) -> str:
    if card.failing:
        return f"failing for {words.span(now - card.failing)}"
    return "silent for five of its usual gaps" if card.silent else ""


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}"
