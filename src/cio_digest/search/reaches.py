"""Says which keyword makes a topic match everything, nothing or mere mentions, and a better one."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

EVERYTHING = 0.5  # of all entries
_ENOUGH = 20  # entries in all, from which a share of them tells
_OFTEN = 2  # entries in which a word stands beside a keyword to be worth a proposal


class Counts(NamedTuple):
    """What a keyword matched: entries in all, those with it in the title, those not about it."""

    entries: int
    titles: int
    passing: int


def remark(
    counts: Mapping[str, Counts], matched: int, total: int, titles: Sequence[str] = ()
) -> str:
    """What is wrong with a topic's reach, in one line; "" if nothing is.

    Args:
        counts: what each keyword matched.
        matched: how many entries the topic is in.
        total: how many entries there are.
        titles: some of the topic's, for what to write instead.
    """
    if total >= _ENOUGH and matched > EVERYTHING * total:
        worst = max(counts, key=lambda keyword: counts[keyword].entries)
        share = round(100 * matched / total)
        return f"matches {share} % of all, most by “{worst}”; sharper: {_sharper(worst, titles)}"
    if matched and all(count.entries == count.passing for count in counts.values()):
        worst = max(counts, key=lambda keyword: counts[keyword].entries)
        return f"is only mentioned, most by “{worst}”; sharper: {_sharper(worst, titles)}"
    if total and not any(count.entries for count in counts.values()):
        worst = max(counts, key=lambda keyword: ("," in keyword, len(keyword.split())))
        return f"matches nothing; {_wider(worst)}"
    return ""


def _sharper(keyword: str, titles: Iterable[str]) -> str:
    """A phrase that the reader's own titles have the keyword in, or how to make one."""
    from cio_digest.text import words  # of most topics nothing has to be said

    terms = words.terms(keyword)
    after: Counter[str] = Counter()
    for title in titles:
        written = words.written(title)
        for before, word in pairwise(written):
            if [*words.normal(before)] == terms and words.telling(word):
                after[word.lower()] += 1
    most = max(sorted(after), key=lambda word: after[word], default="")
    if after[most] < _OFTEN:
        return f"a phrase with “{keyword}” in it, or exclude what you do not want"
    return f"a phrase, such as “{keyword} {most}”, or exclude what you do not want"


def _wider(keyword: str) -> str:
    """What to write where no entry has the keyword."""
    if "," in keyword:
        parts = ", ".join(f'"{part.strip()}"' for part in keyword.split(",") if part.strip())
        return f"“{keyword}” is one phrase: write {parts}"
    if " " in keyword:
        return f"“{keyword}” is one phrase: a word of it finds more"
    return f"no entry has “{keyword}”: is it spelled so, and does a source write of it?"
