"""Turns a story into the terms of its score: plain addends, each with its reason in words.

There is no other formula: what ``explain`` prints is what ranks, and the terms sum to the total.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from math import log2
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.models import Engagement, Entry, Story, Term
from cio_digest.ranking.feedback import Taste, opinion
from cio_digest.text import speakers
from cio_digest.text.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cio_digest.ranking.topics import Match

_TOPIC = 6.0  # the most a topic can give before its weight
_HALF = 6.0  # the match score that gives half of it
_COVERAGE = 1.5  # for each doubling of the sources
_RECENCY = 2.0  # for what came this minute
_HALF_LIFE = timedelta(hours=18)
_WEIGHT = 1.0  # for each doubling of a source's weight
_ENGAGEMENT = 0.5  # for each doubling above the source's median
_ENGAGEMENT_MOST = 3.0
_TWICE = 1.5  # from which on a figure says more than words
_RARE = 1.5  # for who posts once a month or less
RARE_UP_TO = 8.0  # posts a month
_NOISE = -2.0
# In place of a term that is worth nothing, as most are of most stories: their words are not needed.
_NOTHING = Term("", 0.0, "")


class Context(NamedTuple):
    """What a score needs to know of the sources, by source key, and of speakers.

    ``weights``: as configured, 1 where missing. ``engagement``: the median of a source's entries
    (``reach``). ``monthly``: how many entries a speaker brings in a month, where that is known, and
    counted no further than ``RARE_UP_TO``. ``taste``: what was learnt from the reader's verdicts,
    ``names`` what the sources in it are called. ``level``: an old story counts like a fresh one,
    since the reader was away.
    """

    weights: Mapping[str, float] = {}
    engagement: Mapping[str, float] = {}
    monthly: Mapping[str, float] = {}
    taste: Taste = Taste()
    names: Mapping[str, str] = {}
    level: bool = False


def story(
    story: Story, match: Match | None, context: Context, now: datetime, weight: float = 1.0
) -> tuple[Term, ...]:
    """The terms of a story's score for one topic (none: what everyone talks about), zeros left out.

    Args:
        story: the story with its entries.
        match: the best match of its entries with the topic, as ``best`` gives it.
        context: what is known of the sources.
        now: the instant the digest is for.
        weight: the topic's.
    """
    found = (
        _topic(match, weight),
        _coverage(story),
        _recency(story, now, level=context.level),
        _source(story, context),
        _engagement(story, context),
        _rare(story, context),
        _feedback(story, context),
        *_noise(story),
    )
    return tuple(term for term in found if term.value)


def total(terms: Iterable[Term]) -> float:
    """A score: the sum of its terms."""
    return sum(term.value for term in terms)


def best(matches: Iterable[Match]) -> dict[str, Match]:
    """The strongest match of each topic, over a story's entries; an exclusion counts for all."""
    found: dict[str, Match] = {}
    for match in matches:
        held = found.get(match.topic)
        if held is None or _order(match) > _order(held):
            found[match.topic] = match
    return found


def _order(match: Match) -> tuple[bool, bool, float]:
    return bool(match.excluded), match.named and not match.doubt, match.score


def reach(engagement: Engagement) -> int:
    """What the public did with an entry, as one number."""
    likes, score = engagement.likes or 0, engagement.score or 0
    return max(likes, score) + 2 * (engagement.reposts or 0) + (engagement.replies or 0)


def _topic(match: Match | None, weight: float) -> Term:
    if match is None or match.excluded:
        return Term("topic", 0.0, f"excluded by “not: {match.excluded}”" if match else "")
    first = match.hits[0]
    place = "in the title" if first.where == "title" else "in the text"
    whole = f"“{first.keyword}” {place}"
    said = {"whole": whole, "unclear": whole, "parts": f"words of “{first.keyword}”"}
    words = said.get(first.kind, f"“{first.keyword}”, often beside your keywords")
    more = f" +{len(match.hits) - 1}" if len(match.hits) > 1 else ""
    return Term("topic", _TOPIC * weight * match.score / (match.score + _HALF), words + more)


def _coverage(story: Story) -> Term:
    """Outlets count as far as they speak for themselves: copies of one text are one telling."""
    if len(story.entries) == 1:
        return _NOTHING
    sources = speakers.independent(story.entries)
    wordings = len({fold(entry.title) for entry in story.entries})
    copied = f" in {wordings} wording{'s' if wordings > 1 else ''}" if wordings < sources else ""
    value = _COVERAGE * log2(max(min(sources, wordings), 1))
    return Term("coverage", value, f"{sources} sources{copied}")


def _recency(story: Story, now: datetime, *, level: bool) -> Term:
    if level:
        return Term("recency", _RECENCY, "as if it were fresh, for you were away")
    age = max(now - max(entry.surfaced for entry in story.entries), timedelta())
    return Term("recency", _RECENCY * 0.5 ** (age / _HALF_LIFE), f"came in {_ago(age)}")


def _ago(age: timedelta) -> str:
    minutes = int(age.total_seconds() // 60)
    for count, unit in ((minutes // 1440, "days"), (minutes // 60, "h"), (minutes, "min")):
        if count > (unit == "days"):  # a day or two are more exact in hours
            return f"{count} {unit} ago"
    return "just now"


def _source(story: Story, context: Context) -> Term:
    if not context.weights:
        return _NOTHING
    weight = max(context.weights.get(entry.source, 1.0) for entry in story.entries)
    value = _WEIGHT * log2(max(weight, 1 / 16))
    return Term("source", value, "a source you favour" if value > 0 else "a source you play down")


def _engagement(story: Story, context: Context) -> Term:
    ratio = max((_ratio(entry, context) for entry in story.entries), default=0.0)
    if ratio <= 1:
        return _NOTHING
    value = min(_ENGAGEMENT * log2(ratio), _ENGAGEMENT_MOST)
    times = f"{ratio:,.0f}×" if ratio >= _TWICE else "a little above"
    return Term("engagement", value, f"{times} its usual engagement")


def _ratio(entry: Entry, context: Context) -> float:
    if entry.engagement is None or entry.source not in context.engagement:
        return 0.0
    return (reach(entry.engagement) + 1) / (context.engagement[entry.source] + 1)


def _rare(story: Story, context: Context) -> Term:
    unknown = RARE_UP_TO
    monthly = min(context.monthly.get(speakers.speaker(each), unknown) for each in story.entries)
    if monthly >= RARE_UP_TO:
        return _NOTHING
    share = log2(RARE_UP_TO / min(max(monthly, 1.0), RARE_UP_TO)) / log2(RARE_UP_TO)
    return Term("rare voice", _RARE * share, f"posts {monthly:.0f}× a month")


def _feedback(story: Story, context: Context) -> Term:
    """What the reader's verdicts on other stories say of this one."""
    if not any(context.taste):
        return _NOTHING
    found = opinion(context.taste, story)
    names = [context.names.get(key, key) for key in found.sources]
    about = ", ".join((*names[:1], *found.voices, *(f"“{word}”" for word in found.words)))
    return Term("feedback", found.value, f"your verdicts on {about}")


def _noise(story: Story) -> list[Term]:
    """What every telling has: one honest one clears the story."""
    first, *others = story.entries
    shared = (kind for kind in first.noise if all(kind in other.noise for other in others))
    return [Term("noise", _NOISE, kind) for kind in shared]
