"""Dates ahead -> an iCalendar file, each an event of a whole day (RFC 5545), with icalendar.

Nothing depends on when it is made, so that a calendar that reads it again changes nothing.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta, timezone
from hashlib import blake2b
from typing import TYPE_CHECKING

from cio_digest.errors import CioDigestError
from cio_digest.render import harmless, words

if TYPE_CHECKING:
    from cio_digest.models.pages import Happening, Timeline

_SUMMARY = 120  # characters: what calendars show of an event


def calendar(timeline: Timeline) -> str:
    """The dates as events; a date that is a whole month stands on its first day and says so.

    Raises:
        CioDigestError: the package icalendar is missing.
    """
    try:
        from icalendar import Calendar, Event
    except ImportError:
        raise CioDigestError(
            'calendars need an extra: pip install "cio-digest[calendar]"; other formats need none'
        ) from None
    made = Calendar()
    made.add("prodid", "-//cio-digest//dates//EN")
    made.add("version", "2.0")
    for each in harmless.value(timeline).happenings:
        event = Event()
        event.add("uid", _uid(each))
        event.add("dtstamp", datetime.combine(timeline.date, time(), timezone.utc))
        event.add("dtstart", each.date)
        event.add("dtend", each.date + timedelta(days=1))
        event.add("summary", _summary(each))
        event.add("description", f"“{each.text}”\n{words.said_by(each)}\n{each.url}")
        event.add("transp", "TRANSPARENT")
        if address := harmless.link(each.url):
            event.add("url", address)
        made.add_component(event)
    text: str = made.to_ical().decode("utf-8")
    return text


def _uid(happening: Happening) -> str:
    named = f"{happening.date} {happening.url} {happening.text}".encode()
    return f"{blake2b(named, digest_size=12).hexdigest()}@cio-digest"


def _summary(happening: Happening) -> str:
    text = happening.of or happening.text
    cut = text if len(text) <= _SUMMARY else f"{text[: _SUMMARY - 1].rstrip()}…"
    return f"{happening.date:%B}: {cut}" if happening.whole else cut
