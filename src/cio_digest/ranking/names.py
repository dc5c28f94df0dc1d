"""Tells keywords that are names ("Teams") or acronyms ("AI") from words that look like them.

A reader who writes "Teams" may mean the product or may like capitals. The reader's own entries
tell: running text writes a name with a capital, a common word seldom. Where too few entries have
the word, or they deny it, the way in which the reader writes other common words counts: who writes
"leadership" means something by "Teams". Who writes the name of a product ("Outlook") means that.

An acronym is met in small letters ("crm") unless the entries show that these are another word.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from itertools import compress
from itertools import count as count_from
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.ranking.keywords import IN_WORD
from cio_digest.text import frequency, variants, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from cio_digest.models import Entry, Topic

WORD, NAME, UNCLEAR = "word", "name", "unclear"
KINDS = {NAME: "common", UNCLEAR: "unclear"}  # the kind of a hit that is not written as the keyword

_TELLING = 8  # uses in running text from which they tell
_NAME = 0.6  # the share of them with a capital from which a word is a name
_OFTEN = 3  # times that a word stands before a name to be part of it
_ACRONYM = 5  # letters at most
_SMALL = 0.2  # share of an acronym's uses in small letters from which these are another word
_LONG = 4  # letters of a word that has a capital in a heading
_HEADING = 0.6  # share of them that have, where a text is written as headings are
HUMP = re.compile(r"[a-z][A-Z]")


class Usage(NamedTuple):
    """How often running text has a keyword as the reader wrote it, and in small letters.

    ``beside`` is the word with a capital that most often stands before it, "" for none.
    """

    written: int = 0
    small: int = 0
    beside: str = ""


@cache
def common(keyword: str) -> bool:
    """Whether all words of a keyword are common English; acronyms and coined names are not."""
    return not _coined(keyword) and all(map(frequency.is_common, _telling(keyword)))


@cache
def everyday(keyword: str) -> bool:
    """Whether they are common in English or in another language that many feeds are written in."""
    return not _coined(keyword) and all(map(frequency.is_everyday, _telling(keyword)))


def usages(topics: Iterable[Topic], entries: Iterable[Entry]) -> dict[str, Usage]:
    """How the texts of entries write each keyword that may be a name."""
    keywords = {keyword for topic in topics for keyword in topic.keywords if _may_be(keyword)}
    by_term: dict[str, list[str]] = defaultdict(list)
    for keyword in sorted(keywords):
        by_term[words.terms(keyword)[0]].append(keyword)
    written, small = Counter[str](), Counter[str]()
    beside: dict[str, Counter[str]] = defaultdict(Counter)
    for before, word, after in _running(entries, by_term) if keywords else ():
        for keyword in by_term[words.normal(word)[0]]:
            if word[0].islower():
                small[keyword] += not is_acronym(keyword) or word == keyword.lower()
            elif word == keyword and (before.islower() or after.islower()):
                written[keyword] += 1
                beside[keyword][before] += before.istitle()
    return {key: Usage(written[key], small[key], _most(beside[key])) for key in keywords}


def readings(topics: Sequence[Topic], usages: Mapping[str, Usage]) -> dict[str, str]:
    """How each keyword is to be read: as a WORD in any case, a NAME, or UNCLEAR between them."""
    keywords = [keyword for topic in topics for keyword in topic.keywords]
    plainly = any(keyword.islower() and common(keyword) for keyword in keywords)
    return {key: _reading(key, usages.get(key, Usage()), plainly=plainly) for key in keywords}


def count(keyword: str, text: str) -> int:
    """How often a text has a keyword written just as the reader does, but for its accents."""
    return len(exact(keyword).findall(words.unaccented(text)))


def named(keyword: str, text: str) -> bool:
    """Whether a text has a keyword as the reader writes it, and writes no common words so.

    "How Safety Creates the Best Teams" and German have capitals for all that matters.
    """
    if keyword.isupper() or not count(keyword, text):
        return count(keyword, text) > 0
    from cio_digest.text import languages  # which few mornings need

    return not is_heading(text, [keyword]) and languages.of(text) != "de"


def is_heading(text: str, names: Sequence[str]) -> bool:
    """Whether a text has capitals in most of its words, those names apart."""
    others = [word for word in words.written(text)[1:] if len(word) >= _LONG and word not in names]
    capitals = sum(word[0].isupper() for word in others)
    return len(others) > 1 and capitals >= _HEADING * len(others)


def has(keyword: str, text: str) -> bool:
    """Whether a text has a keyword in any case, but in the number that the reader wrote."""
    return exact(keyword.lower()).search(words.unaccented(text.lower())) is not None


def is_acronym(keyword: str) -> bool:
    """Whether a keyword is one that may be a word in small letters: "ai" is one in Italian."""
    return keyword.isalpha() and keyword.isupper() and 1 < len(keyword) <= _ACRONYM


@cache
def exact(keyword: str) -> re.Pattern[str]:
    """An acronym with its plural, another keyword with its capital, whatever follows that."""
    if not keyword.istitle():
        initials = r"\.?" if is_acronym(keyword) else ""
        return re.compile(rf"(?<!{IN_WORD}){initials.join(map(re.escape, keyword))}s?(?!{IN_WORD})")
    spelled = dict.fromkeys(map(words.unaccented, (keyword, *variants.letters(keyword))))
    body = "|".join(f"(?!{each.upper()}){each[:1]}(?i:{re.escape(each[1:])})" for each in spelled)
    return re.compile(rf"(?<!{IN_WORD})(?:{body})(?!{IN_WORD})")


def _coined(keyword: str) -> bool:
    """Whether a keyword is an acronym, or has a capital within a word."""
    return not any(char.islower() for char in keyword) or bool(HUMP.search(keyword))


def _telling(keyword: str) -> list[str]:
    """The terms of a keyword but for stop words, if there are others."""
    terms = words.terms(keyword)
    return [term for term in terms if term not in words.STOP_WORDS] or terms


def _may_be(keyword: str) -> bool:
    """Whether a keyword is one common word with a capital, and so may be a name, or an acronym."""
    return is_acronym(keyword) or (keyword.isalpha() and keyword.istitle() and common(keyword))


def _reading(keyword: str, usage: Usage, *, plainly: bool) -> str:
    """``plainly``: the reader writes other common words in small letters."""
    if not _may_be(keyword):
        return WORD
    seen = usage.written + usage.small
    if is_acronym(keyword):
        # A few uses in small letters tell nothing of one that is no word elsewhere, as "crm" is.
        tells = seen >= _TELLING or frequency.is_everyday(keyword.lower())
        return UNCLEAR if tells and usage.small > _SMALL * seen else WORD
    if seen >= _TELLING and usage.written >= _NAME * seen:
        return NAME
    if seen < _TELLING or plainly:
        return UNCLEAR
    from cio_digest.text import companies  # which few mornings need

    return UNCLEAR if companies.is_product(keyword) else WORD


def _running(entries: Iterable[Entry], terms: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """Each word of the entries' texts that is one of some terms, between its neighbours."""
    known = _WrittenTerms(terms)
    for entry in entries:
        found = words.written(entry.text)
        for place in compress(count_from(), map(known.__getitem__, found)):
            before, after = found[max(0, place - 1) : place], found[place + 1 : place + 2]
            yield "".join(before), found[place], "".join(after)


class _WrittenTerms(dict[str, bool]):
    """Whether a written word is one of some terms: most words are met again and again."""

    def __init__(self, terms: Collection[str]) -> None:
        super().__init__()
        self._terms = terms

    def __missing__(self, word: str) -> bool:
        self[word] = known = words.normal(word)[0] in self._terms
        return known


def _most(counts: Counter[str]) -> str:
    """The commonest, if it is there often enough."""
    word = max(sorted(counts), key=lambda each: counts[each], default="")
    return word if counts[word] >= _OFTEN else ""
