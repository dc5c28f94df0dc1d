"""Turns the titles of one document into the moulds that several of them come from.

"Job: engineer (Berlin)" and "Job: engineer (Porto)" differ by one word, "Episode 41: prices" and
"Episode 42: ledgers" are numbered, "Ledgers to grow 7% by 2031" and "Field service to grow 9% by
2030" are of one form, and their source tells them side by side: they are two pieces of news,
however alike they are.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cio_digest.stories.draft import Draft

Mould: TypeAlias = tuple[str | int, float, int, int, int]

_LEAST = 3  # words of a title that has a mould; of two it may lack a number ("crm v1.2.3")
# What stands before a title's first separator, if that is a name of few words with a number.
_NUMBERED = re.compile(r"((?:[^\s:–—|]+ ){0,4}[^\s:–—|]{0,30}?)(\d[\d.,/]{0,15})(?: ?[:|–—]| - )")


_FIGURE = re.compile(r"\d[\d.,]*")
_FIGURES = 2  # in a title that is of one form with others
_HEAD = 3  # words at most before what such titles have in common


def shared(drafts: Iterable[Draft]) -> dict[int, set[Mould]]:
    """By entry the moulds that other titles of its document come from, too.

    A mould is a title with one word left out, what stands before its number, or, without figures,
    what follows its first words; equal titles have none in common.
    """
    titles: dict[Mould, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    several = list(drafts)
    documents = Counter((draft.teller, draft.seen) for draft in several)
    for draft in several:
        if documents[draft.teller, draft.seen] == 1:
            continue
        if numbered := _NUMBERED.match(draft.title):
            mould: Mould = (draft.teller, draft.seen, 0, 0, hash(numbered[1].casefold()))
            titles[mould][hash(numbered[2])].append(draft.id)
        for head, rest in _forms(draft.title):
            titles[draft.teller, draft.seen, 0, 1, hash(rest)][hash(head)].append(draft.id)
        words = draft.title.split()
        hashes = [hash(word) * place for place, word in enumerate(words, 1)]
        whole = sum(hashes)
        for place, value in enumerate(hashes):
            if len(words) < _LEAST and not (place and any(map(str.isdigit, words[place]))):
                continue
            mould = (draft.teller, draft.seen, len(words), place, whole - value)
            titles[mould][value].append(draft.id)
    moulds: dict[int, set[Mould]] = defaultdict(set)
    for mould, by_word in titles.items():
        if len(by_word) > 1:
            for entry in (entry for entries in by_word.values() for entry in entries):
                moulds[entry].add(mould)
    return moulds


def _forms(title: str) -> Iterator[tuple[str, str]]:
    """A title with several figures, none of which counts, cut after its first words."""
    if len(_FIGURE.findall(title)) < _FIGURES:
        return
    words = _FIGURE.sub("0", title).split()
    for length in range(1, min(_HEAD, len(words) - _LEAST) + 1):
        yield " ".join(words[:length]), " ".join(words[length:])
