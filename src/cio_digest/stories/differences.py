"""Finds the figures of a story on which its sources disagree: one unit and noun, other numbers.

Only what is sure: a source that names several figures of one noun says nothing that can be set
beside another's, sentences must be about the same in their other words, too, and "more than 200"
agrees with 212.
"""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.text import summary, words
from cio_digest.text.speakers import speaker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cio_digest.models import Entry

_SENTENCES = 8  # of an entry: a report says its figures first
_LONGEST = 320  # characters of a sentence
_TOGETHER = timedelta(hours=36)  # reports that are farther apart say what has changed
_CLOSE = 1.05  # figures nearer to each other are one figure, rounded
_ALIKE = 0.2  # of all the other words of two sentences that both have
_SHARED = 3  # of them at least
_SCALES = {
    "thousand": 1e3,
    "million": 1e6,
    "k": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "b": 1e9,
    "trillion": 1e12,
    "t": 1e12,
    "tausend": 1e3,
    "millionen": 1e6,
    "mio": 1e6,
    "milliarden": 1e9,
    "mrd": 1e9,
}
_MONEY = {"$": "dollar", "€": "euro", "£": "pound", "us$": "dollar"}
_FIGURE = re.compile(
    r"(?P<before>(?:\b[\w’'-]+\s){0,2})"
    r"(?P<sign>US\$|[$€£])?(?<![\w.,/:-])(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)"
    r"(?:(?:[\s-]?(?P<scale>(?i:thousand|million|billion|trillion|bn|mn|millionen|milliarden|mio\.?"
    r"|mrd\.?))|(?<=\d)(?P<letter>[mMbBkKT]))\b)?"
    r"(?:\s?(?P<percent>%|percent\b|per\scent\b|Prozent\b))?"
    r"(?P<noun>(?:\s[^\W\d_][\w’'-]*){0,3})",
)
_LEAST = frozenset({"than", "over", "least", "above", "als", "uber", "mindestens"})
_MOST = frozenset({"nearly", "almost", "to", "under", "below", "fast", "knapp", "fewer"})
_ABOUT = frozenset({"about", "around", "some", "roughly", "approximately", "rund", "etwa", "circa"})
# Units of time, and what is counted anew by everybody, are no disagreement.
_VAGUE = frozenset(
    "year month week day hour minute second time thing way other more new people top am pm"
    " jahr monat woche tag stunde minute mal uhr st nd rd th percentage point".split()
)


_PLURALS = frozenset({"people", "men", "women", "children", "staff", "police"})
_CUT = re.compile(r"\S{0,2}\s?(?:\.\.\.|…)")  # a figure that may go on
_MANY = 1  # figures of a sentence at most
_DIGITS = 2  # of a figure at least: who counts to nine may as well write it out
_YEAR = re.compile(r"(?:19|20)\d\d")


class Said(NamedTuple):
    """A figure of an entry: its value, the words that say what it counts, how it stands there."""

    value: float
    least: float
    most: float
    unit: str
    nouns: frozenset[str]
    text: str
    sentence: frozenset[str]
    entry: Entry


def differences(entries: Sequence[Entry]) -> list[tuple[Said, ...]]:
    """The figures on which entries of a story disagree, a group for each thing that is counted.

    Of several that say the same figure the first one stands for it.
    """
    groups: list[list[Said]] = []
    said = [each for entry in entries for each in _certain(entry)]
    for one, other in combinations(said, 2):
        if not _disagree(one, other):
            continue
        group = next((g for g in groups if one in g or other in g), None)
        if group is None:
            groups.append([one, other])
        else:
            group += [each for each in (one, other) if _new(each, group)]
    values = {frozenset(said.value for said in group): tuple(group) for group in reversed(groups)}
    return [*values.values()][::-1]


def _new(figure: Said, group: Iterable[Said]) -> bool:
    return all(_apart(figure, each) for each in group)


def _disagree(one: Said, other: Said) -> bool:
    """Whether two speakers give two figures for what is surely one thing."""
    if not _same(one, other) or speaker(one.entry) == speaker(other.entry):
        return False
    times = [said.entry.published or said.entry.surfaced for said in (one, other)]
    if abs(times[0] - times[1]) > _TOGETHER or not _apart(one, other):
        return False
    shared = len(one.sentence & other.sentence)
    return shared >= _SHARED and shared >= _ALIKE * len(one.sentence | other.sentence)


def _same(one: Said, other: Said) -> bool:
    """Whether two figures have one unit and count what is called the same."""
    return one.unit == other.unit and not one.nouns.isdisjoint(other.nouns)


def _apart(one: Said, other: Said) -> bool:
    """Whether no number is meant by both."""
    low, high = sorted((one, other), key=lambda said: said.value)
    return low.most < high.least and high.value >= low.value * _CLOSE


def _certain(entry: Entry) -> list[Said]:
    """The figures of an entry that has no other figure of the same."""
    found: list[Said] = []
    for sentence in (entry.title, *summary.split(entry.text)[:_SENTENCES]):
        if len(sentence) <= _LONGEST:
            found += _figures(sentence, entry)
    several = {
        each
        for one, other in combinations(found, 2)
        if _same(one, other) and one.value != other.value
        for each in (one, other)
    }
    return [said for said in found if said not in several]


def _figures(sentence: str, entry: Entry) -> Iterator[Said]:
    """The figures of a sentence, if there are few: of many it is not sure which is meant."""
    matches = [match for match in _FIGURE.finditer(sentence) if not _is_name(match)]
    if len(matches) > _MANY:
        return
    terms = frozenset(term for term in words.telling(sentence) if not term[0].isdigit())
    for match in matches:
        sign, percent, number = (match["sign"] or "").casefold(), match["percent"], match["number"]
        written = (match["scale"] or match["letter"] or "").casefold().strip(".")
        unit = "%" if percent else _MONEY.get(sign, "")
        nouns = _nouns(match["noun"], single=bool(unit), german=entry.language.startswith("de"))
        cut = _CUT.match(sentence[match.end("number") :])
        if not nouns or cut or (len(number) < _DIGITS and not (written or percent or sign)):
            continue
        value, least, most = _span(number, _SCALES.get(written, 1.0), words.terms(match["before"]))
        others = terms.difference(nouns, _SCALES)
        yield Said(value, least, most, unit, nouns, sentence, others, entry)


def _is_name(match: re.Match[str]) -> bool:
    """Whether a number is part of a name ("Season 6", "Windows 11") or a year."""
    if match["scale"] or match["letter"] or match["percent"] or match["sign"]:
        return False
    before = match["before"].split()
    named = bool(before) and before[-1][0].isupper() and (len(before) > 1 or match.start() > 0)
    return named or bool(_YEAR.fullmatch(match["number"]))


def _nouns(text: str, *, single: bool, german: bool) -> frozenset[str]:
    """What a figure counts, by the words behind it, up to the first that carries no meaning.

    That is the first word in the plural, in German the first noun; of a share or an amount
    (``single``) it may be any of the words.
    """
    found: list[str] = []
    for word in words.written(text):
        term = words.normal(word)[0]
        if term in words.STOP_WORDS or term in _VAGUE:
            if found or term != "of":
                break
            continue
        plural = term != words.fold(word) or term in _PLURALS
        if not single and (word[0].isupper() if german else plural):
            return frozenset({term})
        found.append(term)
    return frozenset(found) if single else frozenset()


def _span(number: str, scale: float, before: Sequence[str]) -> tuple[float, float, float]:
    """A value with the least and the most that may be meant by it."""
    digits = number.replace(",", "")
    value = float(digits) * scale
    whole, _, part = digits.partition(".")
    zeros = len(whole) - len(whole.rstrip("0")) if not part else -len(part)
    half = 10.0**zeros * scale / 2
    if _ABOUT.intersection(before):
        half = max(half, value / 10)
    least, most = value - half, value + half
    if _LEAST.intersection(before):
        most = float("inf")
    if _MOST.intersection(before):
        least = 0.0
    return value, least, most
