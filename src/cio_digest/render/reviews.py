"""Facts of a review -> the wording that all renderers share."""

from __future__ import annotations

from calendar import monthrange
from typing import TYPE_CHECKING

from cio_digest.render import words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cio_digest.models import Headline
    from cio_digest.models.pages import FirstTeller, Review, Risen

_OF = "\N{NO-BREAK SPACE}of\N{NO-BREAK SPACE}"
_RECENT = 7  # days that are called by the names of weekdays


def period(review: Review) -> str:
    """``16 – 22 November 2026``, ``October 2026``, ``July – September 2026``."""
    first, last = review.first, review.last
    whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    end = f"{last:%B %Y}" if whole else f"{last.day} {last:%B %Y}"
    if first == last or (whole and (first.year, first.month) == (last.year, last.month)):
        return end
    return f"{_beginning(first, last, whole=whole)} – {end}"


def _beginning(first: date, last: date, *, whole: bool) -> str:
    """As much of the first day as the last one does not say."""
    day = "" if whole else f"{first.day} "
    if first.year != last.year:
        return f"{day}{first:%B %Y}"
    return day.strip() if day and first.month == last.month else f"{day}{first:%B}"


def totals(review: Review) -> str:
    """``54 sources · 1,204 entries · 18 stories lasted or grew → 12 stories · 9 min``."""
    read = f"{words.count(review.sources, 'source')} · {words.count(review.entries, 'entry')}"
    found = f"{words.count(review.found, 'story')} lasted or grew"
    return f"{read} · {found} → {words.count(review.stories, 'story')} · {review.minutes} min"


def remarks(review: Review) -> tuple[str, ...]:
    """The review's notes; a page without stories says why it is empty."""
    if review.sections:
        return review.notes
    empty = "No story was told on three days by two sources, or by three sources."
    return (*review.notes, empty)


def groups(review: Review) -> list[tuple[str, tuple[Risen, ...]]]:
    """What rose, stayed and faded, each under its heading, as far as there is any."""
    found = (("Rose", review.rose), ("Stayed", review.stayed), ("Faded", review.faded))
    return [(heading, kind) for heading, kind in found if kind]


def course(risen: Risen, review: Review) -> str:
    """``on 4 days, Tuesday to Friday · 5 sources``."""
    first, last = _day(risen.first, review.last), _day(risen.last, review.last)
    together = (risen.last - risen.first).days == 1
    days = f"on {first} and {last}" if together else f"on {risen.days} days, {first} to {last}"
    if risen.days == 1:
        days = f"on {first}"
    return f"{days} · {words.count(risen.outlets, 'source')}"


def _day(day: date, last: date) -> str:
    recent = 0 <= (last - day).days < _RECENT
    return f"{day:%A}" if recent else f"{day.day} {day:%B}"


def firsts(tellers: Sequence[FirstTeller]) -> list[str]:
    """``The Ledger with 5 of 7 stories``: those that they had first, of all that they told."""
    return [
        f"{each.name} with {each.firsts}{_OF}{words.count(each.stories, 'story')}"
        for each in tellers
    ]


def behind(risen: Risen) -> Headline | None:
    """The story that a term stands for."""
    return next(iter(risen.stories), None)
