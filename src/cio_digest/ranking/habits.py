"""Turns what a source says in every entry into phrases that no topic is matched by, and its field.

"Read by leaders who care about CRM" under each article makes none of them one about CRM, nor does
"| SharePoint Daily" behind each title. A title's beginning stays: "SharePoint: new pages" says it.
Where most of a source's entries are of technology, the others are, too, as far as their words tell.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import islice
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from cio_digest.models import Entry

_ENDING = r"\s[-–—|·•»/]\s[^-–—|·•»/]+$"  # a title's last separator, what follows
_WORDS = 6  # of an ending: a longer one says something
_LEAST = 4  # entries of different titles that have a phrase
_OF_TEXTS, _OF_TITLES = 0.2, 0.6  # share of the source's entries that have it in text or title
_OF_FIELD = 0.6  # share of them that are of a field, where the source is
_SURE = 6  # entries of different titles that show it


class Habits(NamedTuple):
    """What a source says again and again: sentences of its texts, endings of its titles.

    ``technology`` is whether its entries are of that field.
    """

    sentences: frozenset[str] = frozenset()
    endings: frozenset[str] = frozenset()
    technology: bool = False


def learn(
    entries: Iterable[Entry], totals: Mapping[str, int], matches: Callable[[str], bool]
) -> dict[str, Habits]:
    """The habits of sources, by their keys.

    Args:
        entries: those that hold a word of a topic.
        totals: how many entries each source brought in the time from which these are.
        matches: whether a topic would be matched by a phrase; only these are worth keeping.
    """
    told: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        told[entry.source].append(entry)
    found = {}
    for source, own in told.items():
        texts = {entry.title: entry.text for entry in own}
        if len(texts) < _LEAST or all(entry.network for entry in own):
            continue
        total = max(totals.get(source, 0), len(texts))
        habits = Habits(_sentences(texts.values(), total, matches), _endings(texts, total, matches))
        if any(habits):
            found[source] = habits
    return found


def technological(entries: Iterable[Entry]) -> frozenset[str]:
    """The keys of the sources whose entries have, for the most part, a word of technology."""
    from cio_digest.ranking.sense import beginning  # which only learning needs
    from cio_digest.text import fields

    told: dict[str, dict[str, Entry]] = defaultdict(dict)
    for entry in entries:
        told[entry.source][entry.title] = entry
    found = set()
    for source, own in told.items():
        enough = ceil(_OF_FIELD * len(own))
        have = (entry for entry in own.values() if fields.technology(beginning(entry)))
        if len(own) >= _SURE and len([*islice(have, enough)]) == enough:
            found.add(source)
    return frozenset(found)


def without(entry: Entry, habits: Habits) -> Entry:
    """The entry without what its source always says, and with the field of the source as a tag."""
    text = entry.text
    for sentence in habits.sentences:
        text = text.replace(sentence, " ")
    title = entry.title
    for ending in habits.endings:
        title = title.removesuffix(ending)
    tags = (*entry.tags, "technology") if habits.technology else entry.tags
    return entry._replace(title=title, text=text, tags=tags)


def _sentences(
    texts: Collection[str], total: int, matches: Callable[[str], bool]
) -> frozenset[str]:
    from cio_digest.text import summary  # which only learning needs

    least = max(_LEAST, _OF_TEXTS * total)
    if len(texts) < least:
        return frozenset()
    counts = Counter(sentence for text in texts for sentence in {*summary.split(text)})
    return frozenset(each for each, seen in counts.items() if seen >= least and matches(each))


def _endings(titles: Collection[str], total: int, matches: Callable[[str], bool]) -> frozenset[str]:
    least = max(_LEAST, _OF_TITLES * total)
    if len(titles) < least:
        return frozenset()
    counts = Counter(match[0] for title in titles if (match := re.search(_ENDING, title)))
    return frozenset(
        each
        for each, seen in counts.items()
        if seen >= least and len(each.split()) <= _WORDS and matches(each)
    )
