"""A story to what the digest prints of it: a headline, who else told it, how long it takes."""

from __future__ import annotations

from bisect import bisect
from typing import TYPE_CHECKING

from cio_digest.models import Story, Teller
from cio_digest.text import believing
from cio_digest.text.speakers import independent, name, speaker

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime

    from cio_digest.models import Digest, Entry, Item

# Silent reading of English non-fiction, words per minute (Brysbaert, Journal of Memory and
# Language 109, 2019), and what it takes to look at an item at all and to decide.
WORDS_PER_MINUTE = 238
GLANCE = 0.4
LONGEST_READ = 200  # words: a digest is for finding out whether to read on
_LEAD = 300  # characters of a text: its first sentences


def shown(digest: Digest) -> list[Item]:
    """Every story that a digest shows, by number."""
    return [*(item for section in digest.sections for item in section.items), *digest.late]


def headline(entries: Sequence[Entry], vendors: Collection[str]) -> Entry:
    """The entry that stands for the story: a report before a post, a vendor or promotion.

    One that puts the others right goes before them, then one in the language that most tell the
    story in. Among equals it is the one whose title says most, in a few words, of what all say in
    titles and first sentences, then the first.
    ``vendors`` are the keys of the sources that sell what they write about.
    """
    if len(entries) == 1:
        return entries[0]
    from cio_digest.stories import corrections
    from cio_digest.text import centrality  # 4 ms that printing a kept digest does without

    foreign = _foreign(entries)
    ranks = [
        (*_rank(each, vendors), not corrections.corrects(each.title), abroad)
        for each, abroad in zip(entries, foreign, strict=True)
    ]
    worth = centrality.titles(tuple((entry.title, entry.text) for entry in entries))
    best = [place for place, rank in enumerate(ranks) if rank == min(ranks)]
    return entries[min(best, key=lambda n: (-worth[n], entries[n].surfaced, entries[n].id))]


def _foreign(entries: Sequence[Entry]) -> list[bool]:
    """Which entries are in another language than more than half of those whose language shows."""
    codes = _codes(entries)
    known = [code for code in codes if code]
    most = max(known, key=known.count, default="")
    if 2 * known.count(most) <= len(known):
        return [False] * len(codes)
    return [code not in {most, ""} for code in codes]


def _rank(entry: Entry, vendors: Collection[str]) -> tuple[bool, bool, bool]:
    interested = entry.source in vendors or bool(entry.noise)
    return not entry.url, bool(entry.network), interested


def tellers(
    first: Entry, entries: Sequence[Entry], titles: Mapping[str, str]
) -> tuple[Teller, ...]:
    """Who told the story, each outlet by one name: ``first``'s, then the others as they came."""
    reports = {speaker(entry): entry for entry in reversed([first, *entries])}
    told: dict[str, Teller] = {}
    for entry in [first, *entries]:
        report = reports[speaker(entry)]
        called = name(report, titles)
        instant = report.published or report.first_seen
        told.setdefault(called, Teller(called, report.url, instant))
    return tuple(told.values())


def languages(first: Entry, entries: Sequence[Entry]) -> tuple[str, ...]:
    """The names of the languages that others tell the story in, by name."""
    if len(entries) == 1:
        return ()
    from cio_digest.text import languages  # as in ``headline``

    own, *codes = _codes([first, *entries])
    return tuple(sorted(languages.name(code) for code in {*codes} - {own, ""})) if own else ()


def readable(first: Entry, story: Story) -> Story:
    """The story as told by ``first``, then by those who tell it in that language.

    Whoever's language cannot be told is taken for one of them.
    """
    others = [each for each in story.entries if each is not first]
    if others:
        own, *codes = _codes([first, *others])
        told = zip(others, codes, strict=True)
        others = [each for each, code in told if not own or code in {own, ""}]
    return Story(story.id, (first, *others))


def _codes(entries: Sequence[Entry]) -> list[str]:
    """The language of each, "" where it can't be told."""
    from cio_digest.text import languages

    return [languages.of(f"{entry.title} {entry.text[:_LEAD]}") for entry in entries]


def days(entries: Sequence[Entry], week: Sequence[datetime]) -> tuple[int, ...]:
    """How many outlets told the story between each instant of ``week`` and the next."""
    told: list[list[Entry]] = [[] for _ in week]
    for entry in entries:
        day = bisect(week, entry.published or entry.surfaced) - 1
        told[day].append(entry)  # what lies outside goes to the last, which is no day
    return tuple(independent(each) for each in told[:-1])


def late(entry: Entry) -> date | None:
    """The day (UTC) of an entry that could be read only long after it was told."""
    told = believing.told(entry.published, entry.surfaced)
    return told.date() if told < entry.surfaced else None


def minutes(entry: Entry) -> float:
    """How long it takes to look at an item and read into it."""
    length = min(len(entry.title.split()) + len(entry.text.split()), LONGEST_READ)
    return GLANCE + length / WORDS_PER_MINUTE
