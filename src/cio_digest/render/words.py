"""Facts of a digest -> the wording all renderers share: ages, source lines, leads, sparklines.

A number and its unit are joined by a no-break space; renderers write it as a plain one.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from cio_digest.render import sparks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cio_digest.models import (
        Digest,
        Engagement,
        Entry,
        Failing,
        Health,
        Item,
        Lead,
        Quote,
        Talk,
        Trend,
    )
    from cio_digest.models.pages import Explanation, Figure, Happening, Piece, SearchResult
    from cio_digest.models.records import FoundStory

_HOUR, _DAY = 3600, 86400
_READ = timedelta(hours=18)  # since when sources may not have been read on a quiet day
# From how many seconds on a unit is used, its size in seconds, and its sign.
_UNITS = (
    (365 * _DAY, 365 * _DAY, "y"),
    (14 * _DAY, 7 * _DAY, "w"),
    (_DAY, _DAY, "d"),
    (_HOUR, _HOUR, "h"),
)
_JOIN = "\N{NO-BREAK SPACE}"
_TIMES = "\N{MULTIPLICATION SIGN}"
_SPARK_CELLS = 8
_FIGURE = r"[+−-]?\d[\d.,]{0,20}(?:/\d{1,20})?[%×]?(?: (?:min|h|d|w|y))?"
_ASKED = ("lasting", "topic", "search", "stack")  # terms that say what asked for a story
_BESIDE = (*_ASKED, "recency")
_NAMED_FAILURES = 3
_SILENCE = timedelta(days=180)  # of somebody who has said something


def day(value: date) -> str:
    """``Sunday 22 November 2026``."""
    return f"{value:%A} {value.day} {value:%B %Y}"


def dated(happening: Happening, today: date) -> str:
    """``22 Nov`` or ``Nov``, with its year where that is not today's."""
    value = happening.date
    day = f"{value:%b}" if happening.whole else f"{value.day} {value:%b}"
    return day + (f" {value.year}" if value.year != today.year else "")


def figure(figure: Figure) -> str:
    """``The Ledger: “…”``, the sentence as it stands there."""
    return f"{figure.by}: “{figure.text}”"


def said_by(happening: Happening) -> str:
    """Who says it, and under which headline."""
    return f"{happening.by}: {happening.of}" if happening.of else happening.by


def age(then: datetime, now: datetime) -> str:
    """How long ago: ``just now``, ``5 min ago``, ``2 h ago``, ``yesterday``, ``3 d ago``."""
    seconds = (now - then).total_seconds()
    if seconds < 60:
        return "just now"
    if _DAY <= seconds < 2 * _DAY:
        return "yesterday"
    return f"{span(now - then)} ago"


def span(length: timedelta) -> str:
    """A length of time in whole units: ``40 min``, ``3 h``, ``5 d``, ``3 w``, ``2 y``."""
    seconds = abs(length.total_seconds())
    for least, size, unit in _UNITS:
        if seconds >= least:
            return f"{seconds // size:.0f}\N{NO-BREAK SPACE}{unit}"
    return f"{max(1, seconds // 60):.0f}\N{NO-BREAK SPACE}min"


def rhythm(times: Sequence[datetime], now: datetime) -> str:
    """How often somebody speaks: ``about 4 posts a week``, or ``silent since January 2017``."""
    if not times:
        return "no posts"
    if now - max(times) > _SILENCE:
        return f"silent since {max(times):%B %Y}"
    days = max((now - min(times)).total_seconds() / _DAY, 1)
    for unit, length in (("day", 1), ("week", 7), ("month", 30), ("year", 365)):
        rate = round(len(times) * length / days)
        if rate >= (2 if unit == "day" else 1):
            return f"about {count(rate, 'post')} a {unit}"
    return "less than one post a year"


def count(number: int, noun: str) -> str:
    """``1 source``, ``1,204 entries``, ``3 days``."""
    plural = noun[:-1] + "ies" if noun.endswith("y") and noun != "day" else noun + "s"
    return f"{number:,} {noun if number == 1 else plural}"


def is_figures(column: Sequence[str]) -> bool:
    """Whether the cells of a table's column are figures, a dash standing where there is none."""
    figure = re.compile(_FIGURE)  # which only tables need
    return any(column) and all(figure.fullmatch(cell) or cell in {"", "–"} for cell in column)


def totals(digest: Digest) -> str:
    """``54 sources · 1,204 entries → 14 stories · 9 min``, and how many came since."""
    read = f"{count(digest.sources, 'source')} · {count(digest.entries, 'entry')}"
    late = f" · {len(digest.late)}{_JOIN}{_new_since(digest)}"
    shown = f"{count(digest.stories, 'story')} · {digest.minutes} min"
    return f"{read} → {shown}{late if digest.late and digest.clock else ''}"


def _new_since(digest: Digest) -> str:
    return f"new{_JOIN}since{_JOIN}{digest.clock}".rstrip()


def sections(digest: Digest) -> list[tuple[str, tuple[Item, ...]]]:
    """The headings with their stories; what came late stands last, each with its topic."""
    found = [(each.title, each.items) for each in digest.sections]
    if digest.late:
        found.append((_new_since(digest).capitalize(), tuple(map(_topical, digest.late))))
    return found


def as_of(digest: Digest, item: Item) -> datetime:
    """The instant that a story's age is counted from: when it was added to its day's digest."""
    late = any(item.number == each.number for each in digest.late)
    return digest.until if late else digest.now


def _topical(item: Item) -> Item:
    """A story with its topic in the reason, where no heading says it."""
    terms = [
        each._replace(reason=f"{item.topic}: {each.reason}") if each.name == "topic" else each
        for each in item.terms
    ]
    return item._replace(terms=tuple(terms))


def title(item: Item) -> str:
    """The title; something to hold on to where the publisher gave none."""
    return item.title or "(untitled)"


def source_line(item: Item) -> str:
    """Who tells the story, who had it first, and how it grew."""
    teller = f"{item.publisher} +{len(item.others)}" if item.others else item.publisher
    heard = lead(item.lead) if item.lead else ""
    grown = f"+{count(item.grown, 'source')} since yesterday" if item.grown else ""
    abroad = f"also in {_listed(item.languages)}" if item.languages else ""
    return " · ".join(filter(None, (teller, abroad, heard, grown)))


def _listed(names: Sequence[str]) -> str:
    """``German``, ``French and German``, ``French, German and Spanish``."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def reason(item: Item) -> str:
    """Why a story is shown: ``“CRM” in the title, 7 sources``.

    First what asked for it, then what else counts most; its age stands beside it already.
    """
    asked = [term for name in _ASKED for term in item.terms if term.name == name]
    others = [term for term in item.terms if term.value > 0 and term.name not in _BESIDE]
    others.sort(key=lambda term: -term.value)
    told = (asked + others)[:2] or [term for term in item.terms if term.value > 0]
    words = ", ".join(term.reason for term in told)
    return f"Why: {words}" if words else ""


TALK = "Talk: "


def talk(talk: Talk) -> str:
    """``Hacker News 1,240``: a place and how many comments there are, where that is told."""
    return talk.place if talk.comments is None else f"{talk.place}{_JOIN}{talk.comments:,}"


def quoted(quote: Quote) -> str:
    """What a voice said, behind its name: ``: “We leave at the next renewal.”``."""
    return f": “{quote.text}”"


def joined(pieces: Iterable[Piece]) -> str:
    """The whole text of pieces, matched or not."""
    return "".join(f"{' ' if piece.spaced else ''}{piece.text}" for piece in pieces).strip()


def found(result: SearchResult) -> FoundStory:
    """What a search found as data: its whole title, the words that matched."""
    from cio_digest.models.records import FoundStory

    matched = (piece.text for piece in (*result.title, *result.snippet) if piece.matched)
    return FoundStory(
        number=result.number,
        story=result.story,
        title=joined(result.title),
        url=result.url,
        published=result.published,
        publisher=result.publisher,
        network=result.network,
        tellers=result.tellers,
        snippet=joined(result.snippet),
        matched=tuple(dict.fromkeys(matched)),
    )


def found_line(hit: SearchResult) -> str:
    """``The Ledger +6``."""
    return f"{hit.publisher} +{hit.others}" if hit.others else hit.publisher


def said_line(entry: Entry) -> str:
    """Who says it, and what the public did with it."""
    from cio_digest.text import speakers

    who = speakers.person(entry) or entry.publisher or entry.author or entry.outlet
    return " · ".join(filter(None, (who, engagement(entry.engagement))))


def engagement(engagement: Engagement | None) -> str:
    """``12 likes, 3 reposts, 120 points``: what was counted, and is not none."""
    nouns = ("like", "repost", "reply", "point")
    counts = zip(engagement or (), nouns, strict=False)
    return ", ".join(count(number, noun) for number, noun in counts if number)


def lead(lead: Lead) -> str:
    """``first heard from @ada@example.social, 3 h before the press``, or how long after it."""
    first = "first heard" if lead.ahead > timedelta(0) else "heard"
    if not lead.handle:
        source = f"on {lead.network}"
    else:
        place = "" if "@" in lead.handle else f" on {lead.network}"
        source = f"from {lead.handle}{place}"
    return f"{first} {source}, {_beside_press(lead.ahead).replace(' ', _JOIN)}"


def _beside_press(ahead: timedelta) -> str:
    if not ahead:
        return "together with the press"
    return f"{span(ahead)} {'before' if ahead > timedelta(0) else 'after'} the press"


def rising(trend: Trend) -> str:
    """The term, its sparkline and its ratio."""
    return f"{trend.term}  {sparks.line(trend.history, _SPARK_CELLS)} {ratio(trend.ratio)}"


def ratio(value: float | None) -> str:
    """How many times its own history; ``new`` for a term without one to compare with."""
    if value is None:
        return ""
    if value == float("inf"):
        return "new"
    return (f"{value:.0f}" if value >= 10 else f"{value:.1f}".removesuffix(".0")) + _TIMES


def course(history: Sequence[float], step: int = 1) -> str:
    """A history for who cannot see it drawn: ``28 days, from 0 to 8, at most 9``.

    A value of it stands for ``step`` days.
    """
    first, last, most = (f"{each:.3g}" for each in (history[0], history[-1], max(history)))
    unit = "day" if step == 1 else "week"
    return f"{count(len(history), unit)}, from {first} to {last}, at most {most}"


def weekdays(last: date, days: int) -> list[str]:
    """The names of so many days in a row."""
    return [f"{last - timedelta(days=back):%A}" for back in range(days - 1, -1, -1)]


def told(days: Sequence[int], last: date) -> str:
    """A story's course for who cannot see it drawn: ``2 sources on Friday, 1 on Sunday``."""
    named = [(told, day) for told, day in zip(days, weekdays(last, len(days)), strict=True) if told]
    first = [f"{count(told, 'source')} on {day}" for told, day in named[:1]]
    return ", ".join([*first, *(f"{told} on {day}" for told, day in named[1:])])


def foot(digest: Digest) -> str:
    """``54 sources: 52 fine · 2 failing: The Ledger (403, 5 d), … · 3 stories muted``."""
    return " · ".join(foot_facts(digest))


def foot_facts(digest: Digest) -> list[str]:
    """The facts of the foot, one by one: the name of a source may hold what stands between."""
    muted = [f"{count(digest.muted, 'story')} muted"] if digest.muted else []
    return [*health_facts(digest.health, digest.now), *muted]


def health_facts(health: Health, now: datetime) -> list[str]:
    """How the sources do, fact by fact."""
    failed = sum(each.sources for each in health.failing)
    total = health.fine + health.unread + health.silent + failed
    parts = [f"{health.fine} fine"]
    if total > health.fine:
        parts = [f"{count(total, 'source')}: {parts[0]}"]
    if health.unread:
        parts.append(f"{health.unread} not read")
    if health.silent:
        parts.append(f"{health.silent} silent for months")
    if health.failing:
        named = [failing(each, now) for each in health.failing[:_NAMED_FAILURES]]
        more = ["…"] if len(health.failing) > _NAMED_FAILURES else []
        parts.append(f"{failed} failing: {', '.join(named + more)}")
    if health.last_fetch and (now - health.last_fetch).total_seconds() >= _DAY:
        parts.append(f"last fetched {age(health.last_fetch, now)}")
    if health.failing:
        parts.append(f"cio-digest{_JOIN}sources{_JOIN}check")
    return parts


def failing(failing: Failing, now: datetime) -> str:
    """``The Ledger (403, 5 d)``; a failure of today needs no date."""
    lasting = f", {span(now - failing.since)}" if now - failing.since >= timedelta(days=1) else ""
    many = f", {failing.sources} sources" if failing.sources > 1 else ""
    return f"{failing.source}{many} ({failing.reason}{lasting})"


def remarks(digest: Digest) -> tuple[str, ...]:
    """The digest's notes; a page without stories always says why it is empty."""
    if digest.notes or digest.sections or digest.late:
        return digest.notes
    return (_emptiness(digest),)


def _emptiness(digest: Digest) -> str:
    """Why a page is without stories."""
    last = digest.health.last_fetch
    if not digest.sources:
        return f"All your sources are muted: cio-digest{_JOIN}sources{_JOIN}list says how long."
    if not last:
        return f"Nothing has been read yet: cio-digest{_JOIN}fetch reads your sources."
    if last >= digest.until and not digest.entries:
        if last > digest.until:
            return "Nothing came in on that day: no entry that your sources brought is of it."
        return "Nothing new came in: the sources that were read brought no new entry."
    if digest.until - last > _READ:
        return (
            f"No source could be read for {span(digest.until - last)}: "
            f"cio-digest{_JOIN}fetch says why."
        )
    return "A quiet day: nothing new that matters to your topics."


def told_by(explanation: Explanation) -> list[tuple[str, str, str, str]]:
    """For each entry: its source, its age, its title and its address."""
    from cio_digest.text import speakers

    return [
        (
            speakers.name(entry, {}),
            age(entry.published or entry.first_seen, explanation.now),
            entry.title,
            entry.url,
        )
        for entry in explanation.entries
    ]
