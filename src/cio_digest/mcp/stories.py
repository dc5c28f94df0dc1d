"""Stories, explanations and trends to answers whose length is bounded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cio_digest.mcp.marking import answer, untrusted
from cio_digest.render import words
from cio_digest.render.json import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.models import Digest, Entry, Headline, Item, Term, Trend
    from cio_digest.models.pages import Explanation, SearchResult, Trends

TELLINGS = 40  # of a story


def of_digest(digest: Digest, most: int) -> dict[str, Any]:
    """A day's digest with its first stories."""
    shown = [(heading, item) for heading, items in words.sections(digest) for item in items]
    health = digest.health
    return answer(
        date=digest.date,
        since=digest.since,
        until=digest.until,
        sources=digest.sources,
        entries=digest.entries,
        minutes=digest.minutes,
        last_fetch=health.last_fetch,
        failing_sources=sum(each.sources for each in health.failing),
        stories=[_item(item, heading) for heading, item in shown[:most]],
        left_out=max(0, len(shown) - most),
        **untrusted(notes=digest.notes),
    )


def of_search(results: Sequence[SearchResult]) -> dict[str, Any]:
    """What a search found."""
    return answer(results=[_result(each) for each in results])


def of_story(story: int, entries: Sequence[Entry]) -> dict[str, Any]:
    """A story with everybody who tells it, oldest first; each ``publisher`` names its source."""
    return answer(
        story=story,
        tellings=[_telling(entry) for entry in entries[:TELLINGS]],
        left_out=max(0, len(entries) - TELLINGS),
    )


def of_explanation(explanation: Explanation) -> dict[str, Any]:
    """Why a story is in the digest or not: the terms of its score, which add up to it."""
    facts = _item(explanation.item, explanation.item.topic)
    facts |= untrusted(**facts["untrusted"], note=explanation.note)
    return answer(
        **facts,
        terms=[_term(term) for term in explanation.item.terms],
        tellings=len(explanation.entries),
    )


def of_trends(trends: Trends) -> dict[str, Any]:
    """What rises or falls."""
    return answer(
        date=trends.date,
        now=trends.now,
        days_of_history=trends.history,
        direction=trends.heading.lower(),
        terms=[_trend(each) for each in trends.terms],
        topics=[_trend(each) for each in trends.topics],
        stories=[_trend(each) for each in trends.stories],
        **untrusted(notes=trends.notes),
    )


def _item(item: Item, heading: str) -> dict[str, Any]:
    return {
        "story": item.story,
        "number": item.number,
        "heading": heading,
        "topic": item.topic,
        "published": plain(item.published),
        "tellers": 1 + len(item.others),
        "score": item.score,
        **untrusted(
            title=words.title(item),
            url=item.url,
            publisher=item.publisher,
            others=item.others,
            summary=item.summary,
            reason=words.reason(item).removeprefix("Why: "),
        ),
    }


def _result(result: SearchResult) -> dict[str, Any]:
    found = words.found(result)
    return {
        "story": found.story,
        "published": plain(found.published),
        "tellers": 1 + result.others,
        **untrusted(
            title=found.title, url=found.url, publisher=found.publisher, snippet=found.snippet
        ),
    }


def _telling(entry: Entry) -> dict[str, Any]:
    return {
        "published": plain(entry.published),
        "first_seen": plain(entry.first_seen),
        "network": entry.network,
        **untrusted(title=entry.title, url=entry.url, publisher=entry.publisher, text=entry.text),
    }


def _term(term: Term) -> dict[str, Any]:
    parts = [{"value": part.value, **untrusted(reason=part.reason)} for part in term.parts]
    return {
        "name": term.name,
        "value": term.value,
        **untrusted(reason=term.reason),
        **({"parts": parts} if parts else {}),
    }


def _trend(trend: Trend) -> dict[str, Any]:
    return {
        "ratio": plain(trend.ratio),
        "since": plain(trend.since),
        "outlets": trend.outlets,
        "voices": trend.voices,
        "stories": [_headline(each) for each in trend.stories],
        **untrusted(term=trend.term),
    }


def _headline(headline: Headline) -> dict[str, Any]:
    return {
        "story": headline.story,
        **untrusted(title=headline.title, url=headline.url, publisher=headline.publisher),
    }
