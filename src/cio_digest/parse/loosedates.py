"""Dates of no standard's form to aware UTC datetimes: any language, any order of their parts.

A date is taken apart rather than matched: its clock is cut out, its zone is looked for behind the
clock, then day, month and year; words that say none of these (weekdays, "at", "Uhr") are passed
over.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import NamedTuple

from cio_digest.parse import monthnames

_EPOCH = re.compile(
    r"(?:/?date\()?([0-9]{9,10}|[0-9]{12,13}|[0-9]{15,16})(?:\.[0-9]{1,9})?(?:[+-][0-9]{4})?\)?/?"
)
_COMMENT = re.compile(r"\(([^()]*)\)")
_CLOCK = re.compile(
    r"(?<![0-9:])([0-9]{1,2})(?:\s?[:h時时点]|시\s?)([0-9]{1,2})"
    r"(?:(?:[:m分]|분\s?)([0-9]{1,2})(?:[.,:][0-9]{1,9})?)?(?![0-9:])(?:\s?([ap])\s?m\b)?"
    r"|(?<![0-9:.])([0-9]{1,2})\s?(?:([ap])\s?m\b|(?:h|uhr)\b|[時时点시])"
)
_POINTED_CLOCK = re.compile(r"(?<![0-9.])([0-9]{1,2})\.([0-9]{2})(?:\.([0-9]{2}))?(?![0-9.])")
_AFTERNOON, _MORNING = re.compile("下午|午後|오후"), re.compile("上午|午前|오전")
_OFFSET = re.compile(
    r"(?:^|(?<=\s)|(?<=gmt)|(?<=utc))([+-])([0-9]{1,2})(?::?([0-9]{2}))?(?![0-9:])"
)
_PLACE = re.compile(r"\b[a-z]+(?:/[a-z0-9_+-]+){1,2}")
_YEAR_FIRST = re.compile(
    r"(?<![0-9])([0-9]{4})\s?[-/.年년]\s?([0-9]{1,2})\s?[-/.月월]\s?([0-9]{1,2})(?![0-9])"
)
_COMPACT = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})(?:t?([0-9]{2})([0-9]{2})([0-9]{2})?)?"
    r"(?![0-9])"
)
_YEAR_LAST = re.compile(
    r"(?<![0-9])([0-9]{1,2})\s?([./-])\s?([0-9]{1,2})\s?[./-]\s?([0-9]{4}|[0-9]{2})(?![0-9])"
)
_YEAR = re.compile("[0-9]{4}")
# Vietnamese; Chinese, Japanese and Korean where the day does not follow
_NUMBERED_MONTH = re.compile(r"\bthang ([0-9]{1,2})\b|(?<![0-9])([0-9]{1,2})\s?[月월]")
_MINUS = str.maketrans("\u2010\u2011\u2012\u2013\u2212", "-----")
_NUMBER, _WORD = re.compile(r"[0-9]+"), re.compile(r"[^\W\d_]+")
_BUDDHIST = range(2450, 2700)  # years as Thailand counts them
_FARTHEST = 14 * 60  # minutes: the zone that is farthest from UTC


class _Clock(NamedTuple):
    hour: int = 0
    minute: int = 0
    second: int = 0
    half: str = ""  # "a" or "p" of a clock that goes to twelve


def parse(value: str) -> datetime | None:
    """Read a date of at most some hundred characters; ``None`` where it names no day.

    Without a zone it is UTC. Where day and month are both numbers up to 12 and the year is last,
    the month comes first with AM or PM, which is how the United States write, else the day.

    Raises:
        ValueError, OverflowError: there is no such day or hour.
    """
    if match := _EPOCH.fullmatch(value.strip().lower()):
        return _since_epoch(match[1])
    if any(letter.isdigit() and not letter.isdecimal() for letter in value):
        return None  # superscripts and the like
    text = monthnames.folded(value).translate(_MINUS)
    comments = _COMMENT.findall(text)
    head, clock, tail = _around_clock(_COMMENT.sub(" ", text))
    found = _day(f"{head} {tail}", american=bool(clock.half))
    if found is None:
        return None
    day, inner = found
    moment = day + _since_midnight(inner or clock)
    return _utc(moment, f" {tail}", comments)


def _since_epoch(digits: str) -> datetime:
    """Seconds, milliseconds or microseconds, by how many digits there are."""
    seconds = int(digits) / 10 ** (0 if len(digits) < 11 else 3 if len(digits) < 14 else 6)
    return datetime.fromtimestamp(int(seconds), timezone.utc)


def _around_clock(text: str) -> tuple[str, _Clock, str]:
    """What stands before the time of day, that time, and what stands behind it."""
    match = _CLOCK.search(text) or _POINTED_CLOCK.search(text, _behind_year(text))
    if not match:
        return text, _Clock(), ""
    hour, minute, second, half, bare, bare_half = (*match.groups(), None, None, None)[:6]
    half = half or bare_half or ""
    if not half and (_AFTERNOON.search(text) or _MORNING.search(text)):
        half = "p" if _AFTERNOON.search(text) else "a"
    clock = _Clock(int(hour or bare or 0), int(minute or 0), int(second or 0), half)
    return text[: match.start()], clock, text[match.end() :]


def _behind_year(text: str) -> int:
    """Where a year ends: only behind it a time of day with points can be told from a day."""
    return max((match.end() for match in _YEAR.finditer(text)), default=len(text))


def _since_midnight(clock: _Clock) -> timedelta:
    """How much of the day is over; 24:00 is its end."""
    hour = clock.hour % 12 + 12 * (clock.half == "p") if clock.half else clock.hour
    if hour > 24 or clock.minute > 59 or clock.second > 60 or (hour == 24 and clock.minute):
        raise ValueError(clock)
    return timedelta(hours=hour, minutes=clock.minute, seconds=min(clock.second, 59))


def _day(text: str, *, american: bool) -> tuple[datetime, _Clock | None] | None:
    """The day, and the time of day where it is written together with it."""
    if match := _YEAR_FIRST.search(text):
        return _date(*map(int, match.groups())), None
    if match := _COMPACT.search(text):
        clock = _Clock(int(match[4]), int(match[5]), int(match[6] or 0)) if match[4] else None
        return _date(*(int(match[part]) for part in (1, 2, 3))), clock
    if match := _YEAR_LAST.search(text):
        first, second = int(match[1]), int(match[3])
        american = second > 12 or (american and match[2] == "/" and first <= 12)
        month, day = (first, second) if american else (second, first)
        return _date(_century(match[4]), month, day), None
    return _named_day(text)


def _named_day(text: str) -> tuple[datetime, _Clock | None] | None:
    """A day whose month is a word. The last such word counts: French ``mar.`` is Tuesday, too."""
    months = [number for word in _WORD.findall(text) if (number := monthnames.month(word))]
    if match := _NUMBERED_MONTH.search(text):
        months = [int(match[1] or match[2])]
        text = f"{text[: match.start()]} {text[match.end() :]}"
    numbers = _NUMBER.findall(text)
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) <= 2]
    if not months or not days or not (years or len(days) > 1):
        return None
    year = years[0] if years else days[1] if int(days[0]) <= 31 else days.pop(0)
    return _date(_century(year), months[-1], int(days[0])), None


def _date(year: int, month: int, day: int) -> datetime:
    return datetime(year - 543 if year in _BUDDHIST else year, month, day, tzinfo=timezone.utc)


def _century(year: str) -> int:
    """RFC 2822 §4.3: two digits below 50 are of this century."""
    return int(year) + (0 if len(year) == 4 else 2000 if int(year) < 50 else 1900)


def _utc(moment: datetime, tail: str, comments: list[str]) -> datetime:
    """A moment of the zone that the words behind its clock name, or else a comment."""
    if match := _OFFSET.search(tail):
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        if minutes > _FARTHEST:
            raise ValueError(match[0])
        return moment + timedelta(minutes=minutes if match[1] == "-" else -minutes)
    if match := _PLACE.search(tail):
        return _at(moment, match[0])
    for words in (_WORD.findall(tail), *map(_WORD.findall, comments)):
        for name in (" ".join(words), *words):
            if (hours := monthnames.hours(name)) is not None:
                return moment - timedelta(hours=hours)
            if name in monthnames.PLACES:
                return _at(moment, monthnames.PLACES[name])
    return moment


def _at(moment: datetime, place: str) -> datetime:
    """A moment by the clocks of a place of the IANA's list, in any case; else as it is."""
    from zoneinfo import ZoneInfo  # seldom needed

    name = "/".join(map(_title, place.split("/")))
    try:
        local = moment.replace(tzinfo=ZoneInfo(name))
    except (ValueError, OSError, LookupError):  # no such place, or no list on this machine
        return moment
    return local.astimezone(timezone.utc)


def _title(part: str) -> str:
    """A part of a place's name as the list writes it: ``Los_Angeles``, ``GMT+7``."""
    if part.startswith(("gmt", "utc")):
        return part.upper()
    words = part.replace("-", "_").split("_")
    return ("-" if "-" in part else "_").join(word.capitalize() for word in words)
