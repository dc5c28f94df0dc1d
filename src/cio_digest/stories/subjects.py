"""Tells two headlines that say the same of two names: "Acme names a new CFO", "Umbra names …".

Quarterly figures, layoffs, outages, fines and flaws are told in nearly the same words whoever they
befall. Where one headline has a name and the other has another, in otherwise equal words, these
are two events. What may as well be no name ("Virus cases found", "Teenager to be …") sets nothing
apart.
"""

from __future__ import annotations

import re
from difflib import Match, SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.stories.fingerprints import number
from cio_digest.text import frequency, languages, names, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_LONGEST = 3  # words of a name
_HEAD = 2  # words after a name that leads a title, which both titles have
_FRAME = 3  # words that both titles have, where names stand elsewhere
_COPY = 9  # so many words in common are of one report, edited
_SHORT = 3  # letters of words that headlines with capitals may write small
_SPELLED = 75.0  # per cent of letters that two spellings of one name have in common
_SUM = re.compile(r"[$€£¥]\d|\d[.,]\d{3}(?!\d)|\d%")
_COINED = re.compile(r"\w*[A-Z]\w*[A-Z\d]\w*")  # "SQL", "E5", "GitHub": no everyday word
_VERSION = re.compile(r"[^\W\d_]{2} \d")  # "Chrome 150"
_SEPARATOR = re.compile(r" [|–—-] ")
_MARKS = ".,;:!?\"'“”‘’()[]"


class Report(NamedTuple):
    """What tells whom an entry is about: its title and the beginning of its text."""

    title: str
    text: str = ""


class Slot(NamedTuple):
    """Where two titles have other words; ``leads`` if that is where they begin."""

    one: str
    other: str
    leads: bool


def opposed(
    one: Report, other: Report, words_one: Collection[int], words_other: Collection[int]
) -> bool:
    """Whether two headlines say the same of two names, neither of which the other's story has.

    Args:
        one: of an entry of a story.
        other: of an entry of another story.
        words_one: the first story's words, as numbers.
        words_other: the other story's.
    """

    def apart(slot: Slot) -> bool:
        known = any(number(term) in words_other for term in words.terms(slot.one))
        return not known and not any(number(term) in words_one for term in words.terms(slot.other))

    return any(apart(slot) for slot in slots(one, other))


def slots(one: Report, other: Report) -> list[Slot]:
    """Where one headline has a name and the other another, in otherwise equal words.

    A name that leads them is enough if the next two words are the same. Elsewhere most of both has
    to be, and nothing but names, figures and one word more may differ. Who is said to have lost the
    same sum is one, whatever they are called.
    """
    ours, theirs = _said(one.title), _said(other.title)
    blocks = _common(ours, theirs)
    if any(_SUM.search(word) for block in blocks for word in ours[block.a : block.a + block.size]):
        return []
    differing = list(_between(ours, theirs, blocks))
    named = [slot for slot in differing if _are_names(slot, one, other)]
    if named and named[0].leads and blocks[0].size >= _HEAD and _may_say(ours[blocks[0].a]):
        return named
    same = sum(block.size for block in blocks)
    others = sum(map(_is_worded, differing)) - len(named)
    framed = _FRAME <= same < _COPY and 2 * same >= max(len(ours), len(theirs))
    return named if framed and others <= 1 else []


def _said(title: str) -> list[str]:
    """The words of a title without an outlet's or column's name beside a separator."""
    return max(_SEPARATOR.split(title), key=len).replace("-", " ").split()


def _common(ours: list[str], theirs: list[str]) -> list[Match]:
    matcher = SequenceMatcher(None, _plain(ours), _plain(theirs), autojunk=False)
    return matcher.get_matching_blocks()


def _between(ours: list[str], theirs: list[str], blocks: list[Match]) -> Iterator[Slot]:
    """What two titles have in places of what the other has."""
    place = second = 0
    for block in blocks:
        left, right = ours[place : block.a], theirs[second : block.b]
        if left or right:
            yield Slot(" ".join(left), " ".join(right), not place and not second)
        place, second = block.a + block.size, block.b + block.size


def _is_worded(slot: Slot) -> bool:
    """Whether titles differ there by more than a figure."""
    return any(map(str.isalpha, (*slot.one, *slot.other)))


def _are_names(slot: Slot, one: Report, other: Report) -> bool:
    """Whether both titles have a name there, and not two spellings of one."""
    named = _is_name(slot.one, one, slot.leads) and _is_name(slot.other, other, slot.leads)
    return named and not _alike(slot.one, slot.other)


def _is_name(name: str, report: Report, leads: bool) -> bool:
    """Whether words of a title are a name: a known one, coined, rare, or one by its capital."""
    if names.is_known(name):
        return True
    if not _may_name(name):
        return False
    written = [word.strip(_MARKS) for word in name.split()]
    coined = any(map(_COINED.fullmatch, written)) and not report.title.isupper()
    if coined or _VERSION.search(name) or any(map(names.is_known, written)):
        return True
    return any(_is_capital(word, report, leads) for word in written if word[:1].isupper())


def _is_capital(word: str, report: Report, leads: bool) -> bool:
    """Whether a word has its capital for being a name: in German every noun has one."""
    language = languages.of(" ".join(report))
    rare = language in ("", "en") and not any(map(frequency.zipf, words.terms(word)))
    within = not leads and _in_sentences(report.title)
    said = re.search(rf"[a-z,] {re.escape(word)}\b", report.text)
    return language != "de" and bool(rare or within or said)


def _in_sentences(title: str) -> bool:
    """Whether a title is written as a sentence is: half of its longer words at least are small."""
    longer = [word for word in _said(title)[1:] if len(word) > _SHORT]
    telling = [word for word in longer if words.fold(word) not in words.STOP_WORDS]
    return 2 * sum(word[:1].islower() for word in telling) >= max(1, len(telling))


def _alike(one: str, other: str) -> bool:
    """Whether two names may be one: misspelled, shortened, initials, one of a part of the other."""
    from rapidfuzz import fuzz  # few headlines come so far

    plain = [re.sub(r"\W", "", words.fold(name)) for name in (one, other)]
    several = [re.findall(r"\w+", words.fold(name)) for name in (one, other)]
    initials = {"".join(word[0] for word in name) for name in several if len(name) > 1}
    short, long = sorted(plain, key=len)
    shortened = long.startswith(short) or not initials.isdisjoint(plain)
    return shortened or names.related(one, other) or fuzz.ratio(short, long) >= _SPELLED


def _plain(written: list[str]) -> list[str]:
    return [words.fold(word.strip(_MARKS)) for word in written]


def _may_say(word: str) -> bool:
    """Whether a word says something of a name, in headlines with capitals, too: "Names", "To"."""
    return word[:1].islower() or word == "To" or word.endswith("s")


def _may_name(name: str) -> bool:
    """Whether words can be a name: no label ("Update:"), article or figure."""
    written = name.split()
    if not 0 < len(written) <= _LONGEST or written[-1].endswith(":"):
        return False
    if any(words.fold(word) in words.STOP_WORDS for word in written):
        return False
    rest = (word != word.lower() or word.isdigit() for word in written[1:])
    return written[0][:1].isupper() and all(rest)
