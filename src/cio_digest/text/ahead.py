"""Finds dates that a sentence puts into the future, in English and German.

A date counts with its year (15 January 2027, 2027-01-15, 15.01.2027, January 2027), or without one
where the sentence looks ahead ("will", "starting", "ab") and the day is the next of that name. What
is told by the day of telling ("tomorrow", "next Tuesday") does not count: a feed's date may be that
of a change or of a copy.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.text import summary

if TYPE_CHECKING:
    from collections.abc import Iterator

_FARTHEST = timedelta(days=6 * 366)  # what is farther ahead is a forecast
_NEXT = timedelta(days=200)  # a day without a year is one of these
_SOONEST = timedelta(days=2)  # what is nearer may be the day itself, by another clock
_LONGEST = 320  # characters of a sentence: longer ones are lists
_FEWEST = 4  # words beside a date
_MOST = 3  # dates in one sentence: more are a table
_YEARS = 4  # written in one sentence: more are a table
_LOOKED_AT = 12_000  # characters of a text

_NAMES = (
    "january|jan|januar|jänner",
    "february|feb|februar",
    "march|mar|märz",
    "april|apr",
    "may|mai",
    "june|jun|juni",
    "july|jul|juli",
    "august|aug",
    "september|sept|sep",
    "october|oct|oktober|okt",
    "november|nov",
    "december|dec|dezember|dez",
)
_NUMBERS = {name: at for at, names in enumerate(_NAMES, 1) for name in names.split("|")}
# As names are written: "may" and "march" in small letters are words.
_MONTH = "({})\\.?".format("|".join(sorted(map(str.capitalize, _NUMBERS), key=len, reverse=True)))
_DAY = r"(\d{1,2})(?:st|nd|rd|th|\.)?"
_TO = rf"(?:\s?(?:[-–—]|to(?:\sthe)?|bis|and|und|&)\s?(?:{_MONTH}\s)?\d{{1,2}}(?:st|nd|rd|th|\.)?)?"
_YEAR = r"(20\d\d)"
_EDGE, _END = r"(?<![\w./,:-])", r"(?![\w/:-]|[.,]\d)"

_ISO = re.compile(rf"{_EDGE}{_YEAR}-(\d\d)-(\d\d){_END}")
_POINTED = re.compile(rf"{_EDGE}(\d{{1,2}})\.\s?(\d{{1,2}})\.\s?{_YEAR}{_END}")
# Of a span it is the first day that counts: "24 June–9 July".
_ON = rf"(?:\s?[-–—]\s?\d{{1,2}}(?:st|nd|rd|th|\.)?\s{_MONTH})?"
_OTHER = r"(?!,?\s\d{4})"  # a year that is not of this century is a date of the past
_MONTH_FIRST = re.compile(rf"{_EDGE}{_MONTH}\s{_DAY}{_TO}(?:,?\s{_YEAR})?{_END}{_OTHER}")
_DAY_FIRST = re.compile(
    rf"{_EDGE}{_DAY}{_TO}\s(?:of\s)?{_MONTH}{_ON}(?:,?\s{_YEAR})?{_END}{_OTHER}"
)
_WHOLE_MONTH = re.compile(rf"{_EDGE}(?<!\d\s)(?<!\d\.\s){_MONTH},?\s{_YEAR}{_END}")
_BARE_MONTH = re.compile(
    r"\b(?:[Ff]rom|[Ss]tarting|[Bb]eginning|[Uu]ntil|[Tt]ill|[Bb]y|in|[Ii]n|[Aa]b|[Bb]is|[Ii]m)"
    rf"(?:\s(?:in|early|mid|late|end\sof|the\send\sof|Anfang|Mitte|Ende))?\s{_MONTH}"
    r"(?![\w/:-]|\s\d|\.\d|\s(?:to|through|until|bis|and|und)\s)"
)

# What no date is without; most texts have none of it.
_HINT = re.compile(r"20\d\d|Jan|Jän|Feb|Mar|Mär|Apr|May|Mai|Jun|Jul|Aug|Sep|Oct|Okt|Nov|Dec|Dez")

_COMING = re.compile(
    r"\b(?:will|won't|shall|going to|from|starting|beginning|effective|until|till|by|expires?|ends?"
    r"|ending|begins?|starts?|launches|opens|closes|takes effect|due|deadline|scheduled|planned?"
    r"|plans|set to|slated|expected|upcoming|next|reaches end|retires?|to (?:end|stop|close|begin"
    r"|start|launch|retire|drop|raise|charge)"
    r"|wird|werden|ab|bis|künftig|endet|beginnt|startet|erscheint|soll|sollen|tritt|treten|findet"
    r"|geplant|voraussichtlich|frist)\b",
    re.IGNORECASE,
)
_PROMISED = re.compile(
    r"\b(?:will|won't|shall|scheduled|planned|expected|set to|slated|until|deadline|due"
    r"|wird|werden|soll|sollen|geplant|voraussichtlich|bis)\b",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"\b(?:was|were|had|has been|have been|ago|last|since|did|until now|on record|died|born|dated"
    r"|published|updated?|rev|posted|reported|recorded|released on|announced (?:on|in)|filed"
    r"|war|waren|wurde|wurden|hatte|hatten|seit|letzten?|vergangenen?|bisher|vom|gestern|ergänzung|nachtrag|aktualisiert|stand)\b",
    re.IGNORECASE,
)


_ANY_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_WORD = re.compile(r"[^\W\d_]{2,}")
# Where "9. Februar" or "Jan. 5" was taken apart.
_CUT = re.compile(rf"\b\d{{1,2}}\. {_MONTH}\b|\b{_MONTH} \d")
_OTHERWISE = re.compile(r"\b(?:updated?|posted|published|stand|dated)\W{0,4}$", re.IGNORECASE)
# Said of a day that lies ahead only where the text was mended later.
_DONE = re.compile(
    r"\b(?:began|begun|started|launched|opened|closed|ended|took effect|went live)"
    r"(?: (?:in|on|at))?(?: (?:early|mid|late))?[ -]?$",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\s?[-–—:|]")
_ISSUE = re.compile(r"\s(?:issue|edition|print|Ausgabe|Heft)\b")


class DateAhead(NamedTuple):
    """A day that lies ahead, and the sentence that says so; of a month, it is the first day.

    ``whole`` is whether it is the month that is meant.
    """

    day: date
    sentence: str
    whole: bool = False


def announced(title: str, text: str, published: date) -> Iterator[DateAhead]:
    """The days after ``published`` that a title and a text put something on, a sentence each."""
    if not _HINT.search(title) and not _HINT.search(text, 0, _LOOKED_AT):
        return
    known: set[date] = set()
    for sentence in (title, *_sentences(text[:_LOOKED_AT])):
        if len(sentence) > _LONGEST or not _HINT.search(sentence):
            continue
        if len(_WORD.findall(sentence)) <= _FEWEST or len(_ANY_YEAR.findall(sentence)) > _YEARS:
            continue
        days = [each for each in _days(sentence, published) if each.day - published >= _SOONEST]
        exact = {each.day.replace(day=1) for each in days if not each.whole}
        days = [each for each in days if not (each.whole and each.day in exact)]
        if 0 < len({each.day for each in days}) <= _MOST:
            yield from (each for each in days if each.day not in known)
            known |= {each.day for each in days}


def _sentences(text: str) -> list[str]:
    """Sentences of a text; the point behind a day or a month ends none."""
    found: list[str] = []
    for piece in summary.split(text):
        seam = f"{found[-1][-12:]} {piece[:12]}" if found else ""
        if any(match.start() < 12 < match.end() for match in _CUT.finditer(seam)):
            found[-1] += f" {piece}"
        else:
            found.append(piece)
    return found


def _days(sentence: str, published: date) -> list[DateAhead]:
    """Every date of a sentence that is sure enough; of what overlaps, the fullest one."""
    spans: list[tuple[int, int]] = []
    found: list[DateAhead] = []
    for match, day, whole in _matches(sentence, published):
        start, end = match.span()
        if any(start < other and end > first for first, other in spans):
            continue
        spans.append((start, end))
        if day and day - published <= _FARTHEST and _announces(sentence, start, end):
            found.append(DateAhead(day, sentence, whole))
    return list(dict.fromkeys(found))


def _matches(sentence: str, published: date) -> Iterator[tuple[re.Match[str], date | None, bool]]:
    """What looks like a date, the day that it is, if any, and whether that is a whole month."""
    for match in _ISO.finditer(sentence):
        yield match, _date(match[1], match[2], match[3]), False
    for match in _POINTED.finditer(sentence):
        yield match, _date(match[3], match[2], match[1]), False
    for match in _MONTH_FIRST.finditer(sentence):
        yield match, _named(match[4], match[1], match[2], sentence, published), False
    for match in _DAY_FIRST.finditer(sentence):
        yield match, _named(match[5], match[3], match[1], sentence, published), False
    for match in _WHOLE_MONTH.finditer(sentence):
        yield match, _date(match[2], _number(match[1]), 1), True
    for match in _BARE_MONTH.finditer(sentence):
        yield match, _next(_number(match[1]), 1, sentence, published), True


def _announces(sentence: str, start: int, end: int) -> bool:
    """Whether a sentence puts something on its date, rather than tell when something was done."""
    before, behind = sentence[:start], sentence[end:]
    if _OTHERWISE.search(before) or _DONE.search(before) or _ISSUE.match(behind):
        return False
    if not before and _LISTED.match(behind):
        return False
    return bool(_PROMISED.search(sentence)) or not _GONE.search(sentence)


def _named(year: str | None, month: str, day: str, sentence: str, published: date) -> date | None:
    number = _number(month)
    return _date(year, number, day) if year else _next(number, int(day), sentence, published)


def _number(month: str) -> int:
    return _NUMBERS[month.casefold()]


def _next(month: int, day: int, sentence: str, published: date) -> date | None:
    """The next day of that name, where the sentence looks ahead and it is not far."""
    if not _COMING.search(sentence) or _GONE.search(sentence):
        return None
    if (month, day) == (published.month, 1) or any(
        int(y) < published.year for y in _ANY_YEAR.findall(sentence)
    ):
        return None
    year = published.year + ((month, day) <= (published.month, published.day))
    found = _date(year, month, day)
    return found if found and found - published <= _NEXT else None


def _date(year: int | str, month: int | str, day: int | str) -> date | None:
    """The day, None where the calendar has none."""
    year, month, day = int(year), int(month), int(day)
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return date(year, month, day)
