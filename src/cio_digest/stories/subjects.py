"""Tells two headlines that say the same of two names: "Acme names a new CFO", "Umbra names …".

Quarterly figures, layoffs and outages are told in nearly the same words whoever they
befall, and differ by who leads the headline. A head that may as well be no name ("Virus
cases found", "Teenager to be …") sets nothing apart: of 13 pairs of labelled news that
were told apart by one name, 2 were two events.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cio_digest.stories.fingerprints import number
from cio_digest.text import frequency, words

if TYPE_CHECKING:
    from collections.abc import Collection

    from cio_digest.stories.draft import Draft

_LONGEST = 3  # words of a name at the head of a title
_SAID = 2  # words after it that both titles have
_SPELLED = 75.0  # per cent of letters that two spellings of one name have in common
_MARKS = ".,;:!?\"'“”‘’()[]"


def names(title: str, text: str, language: str = "") -> frozenset[str]:
    """Of the words that lead a title, those that are rare, or have a capital within a sentence.

    Args:
        title: a headline.
        text: what follows it.
        language: the code of both, "" where it is not known. How rare a word is is known of English
            alone, and German writes every noun with a capital.
    """
    english = language in ("", "en")
    leading = [word.strip(_MARKS) for word in title.split()[:_LONGEST]] if language != "de" else []
    return frozenset(
        term
        for word in leading
        if word[:1].isupper()
        for term in words.terms(word)
        if (english and not frequency.zipf(term)) or re.search(rf"[a-z,] {re.escape(word)}\b", text)
    )


def opposed(
    one: Draft, other: Draft, words_one: Collection[int], words_other: Collection[int]
) -> bool:
    """Whether two headlines say the same of two names, neither of which the other's story has.

    Args:
        one: an entry of a story.
        other: an entry of another story.
        words_one: the first story's words, as numbers.
        words_other: the other story's.
    """
    heads = _heads(one.title, other.title)
    if not heads:
        return False
    own, foreign = (frozenset(words.terms(head)) for head in heads)
    if own.isdisjoint(one.names) or foreign.isdisjoint(other.names) or _alike(*heads):
        return False
    known = any(number(term) in words_other for term in own)
    return not known and not any(number(term) in words_one for term in foreign)


def _heads(one: str, other: str) -> tuple[str, str] | None:
    """What leads each of two titles up to the first words that both say, if both may be names."""
    ours, theirs = one.split()[: _LONGEST + _SAID], other.split()[: _LONGEST + _SAID]
    own, foreign = _plain(ours), _plain(theirs)
    for length in range(1, _LONGEST + 1):
        for second in range(1, _LONGEST + 1):
            said = own[length : length + _SAID]
            if len(said) == _SAID and said == foreign[second : second + _SAID]:
                heads = ours[:length], theirs[:second]
                apart = set(own[:length]).isdisjoint(foreign[:second])
                named = apart and _may_say(ours[length]) and all(map(_may_name, heads))
                return (" ".join(heads[0]), " ".join(heads[1])) if named else None
    return None


def _alike(one: str, other: str) -> bool:
    """Whether two heads may be one name: misspelled, with or without a mark, or as initials."""
    from rapidfuzz import fuzz  # few headlines come so far

    plain = [re.sub(r"\W", "", words.fold(head)) for head in (one, other)]
    several = [words.fold(head).split() for head in (one, other) if " " in head]
    initials = {"".join(word[0] for word in head) for head in several}
    return fuzz.ratio(*plain) >= _SPELLED or not initials.isdisjoint(plain)


def _plain(written: list[str]) -> list[str]:
    return [words.fold(word.strip(_MARKS)) for word in written]


def _may_say(word: str) -> bool:
    """Whether a word says something of a name, in headlines with capitals, too: "Names", "To"."""
    return word[:1].islower() or word == "To" or word.endswith("s")


def _may_name(head: list[str]) -> bool:
    """Whether words can be a name: no label ("Update:"), article or figure."""
    if any(words.fold(word) in words.STOP_WORDS for word in head):
        return False
    rest = (word[:1].isupper() or word.isdigit() for word in head[1:])
    return head[0][:1].isupper() and not head[-1].endswith(":") and all(rest)
