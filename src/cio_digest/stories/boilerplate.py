"""Turns a source's titles into the phrases it hangs on them, such as "| Reuters" or "Ep. 12:".

Nothing is listed: a phrase is boilerplate when it stands at the same edge of several titles of
one source, set off by a separator. Digits count as equal, so that numbered series are seen.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_SEPARATOR = re.compile(r"\s+[-–—|·•»«:~/]+\s+|[:|：｜]\s+|\s*[【】]\s*")
_SIGN = re.compile("[-–—|·•»«:~/：｜【】]")  # of which every separator has one
_DIGITS = re.compile(r"\d+")
_LEAST = 4  # titles that share a phrase before it is believed to be the source's own
_SHARE = 0.02  # of the source's titles
_SERIES = 3  # titles alike but for their numbers make a series
_SHORT = range(3, 6)  # words of a title that may differ from the next by one of them
_WORDS = 6  # a longer phrase says something


def learn(titles: Iterable[str]) -> frozenset[str]:
    """The phrases that a source puts around its titles, as ``strip`` wants them.

    A whole title is boilerplate as well when it comes again and again with other numbers.
    """
    counts: Counter[str] = Counter()
    series: dict[str, set[str]] = defaultdict(set)
    total = 0
    for title in titles:
        total += 1
        if _SIGN.search(title) and len(pieces := _SEPARATOR.split(title)) > 1:
            counts.update({_key("^", pieces[0]), _key("$", pieces[-1])})
        if _DIGITS.search(title):
            series[_key("=", title)].add(title)
    least = max(_LEAST, total * _SHARE)
    found = {key for key, seen in counts.items() if seen >= least}
    found |= {key for key, seen in series.items() if len(seen) >= _SERIES}
    return frozenset(found - {""})


def strip(title: str, phrases: frozenset[str]) -> str:
    """The title without learned phrases at its edges; "" for one of a series."""
    if not phrases:
        return title
    if _key("=", title) in phrases:
        return ""
    start, end = 0, len(title)
    for mark in _SEPARATOR.finditer(title):
        if _key("^", title[start : mark.start()]) not in phrases:
            break
        start = mark.end()
    for mark in reversed(list(_SEPARATOR.finditer(title, start))):
        if _key("$", title[mark.end() : end]) not in phrases:
            break
        end = mark.start()
    return title[start:end].strip() or title


def may_have(title: str) -> bool:
    """Whether anything could be stripped from a title, whatever was learnt."""
    return _SIGN.search(title) is not None or _DIGITS.search(title) is not None


def frames(title: str) -> list[str]:
    """What a title has in common with the next of its column: "Thread #0" and "Deals of the day".

    All of it but for its numbers; what stands before its first separator, if that is several words
    (a single one, "Update:" or a name, is no column); of a short title all but any one word.
    """
    words = _DIGITS.sub("0", title).split()
    found = [" ".join(words)] if words else []
    head, *rest = _SEPARATOR.split(title, maxsplit=1)
    if rest and " " in head.strip():
        found.append(_key("^", head))
    if len(words) in _SHORT:
        found += [" ".join((*words[:n], "*", *words[n + 1 :])) for n in range(len(words))]
    return [frame for frame in found if frame]


def _key(edge: str, phrase: str) -> str:
    """How a phrase is counted; one too long to be boilerplate has no key."""
    if len(phrase.split()) > _WORDS:
        return ""
    return edge + _DIGITS.sub("0", phrase.strip().casefold())
