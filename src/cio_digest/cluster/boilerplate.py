"""Turns a source's titles into the phrases it hangs on them, such as "| Reuters" or "Ep. 12:".

Nothing is listed: a phrase is boilerplate when it stands at the same edge of several titles of
one source, set off by a separator. Digits count as equal, so that numbered series are seen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_SEPARATOR = re.compile(r"\s+[-–—|·•»«:~/]+\s+|[:|：｜]\s+|\s*[【】]\s*")
_DIGITS = re.compile(r"\d+")
_LEAST = 4  # titles that share a phrase before it is believed to be the source's own
_SHARE = 0.02  # of the source's titles
_WORDS = 6  # a longer phrase says something


def learn(titles: Iterable[str]) -> frozenset[str]:
    """The phrases that a source puts around its titles, as ``strip`` wants them."""
    counts: Counter[str] = Counter()
    total = 0
    for title in titles:
        total += 1
        pieces = _SEPARATOR.split(title)
        if len(pieces) > 1:
            counts.update({_key("^", pieces[0]), _key("$", pieces[-1])})
    least = max(_LEAST, total * _SHARE)
    return frozenset(key for key, seen in counts.items() if key and seen >= least)


def strip(title: str, phrases: frozenset[str]) -> str:
    """The title without learned phrases at its edges; unchanged if nothing else would be left."""
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


def _key(edge: str, phrase: str) -> str:
    """How a phrase is counted; one too long to be boilerplate has no key."""
    if len(phrase.split()) > _WORDS:
        return ""
    return edge + _DIGITS.sub("0", phrase.strip().casefold())
