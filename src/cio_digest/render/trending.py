"""What rises and falls -> the wording that all renderers share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.render import words

if TYPE_CHECKING:
    from datetime import date

    from cio_digest.models import Headline, Trend
    from cio_digest.models.pages import TrendAffair, Trends


def itself(trend: Trend) -> Headline | None:
    """The story that a trend is, where it is no term or topic."""
    return next((story for story in trend.stories if story.title == trend.term), None)


def movement(trend: Trend, today: date) -> str:
    """``since Tuesday · 5 sources, 1 voice``."""
    sources, voices = trend.outlets - trend.voices, trend.voices
    told = [(sources, "source"), (voices, "voice")]
    parts = (
        since(trend.since, today) if trend.since else "",
        ", ".join(words.count(number, noun) for number, noun in told if number),
    )
    return " · ".join(filter(None, parts))


def affair(trend: Trend, trends: Trends) -> TrendAffair | None:
    """The affair that a term is."""
    return next((each for each in trends.affairs if each.term == trend.term), None)


def since(day: date, today: date) -> str:
    """``since today``, ``since Tuesday``, ``since 3 November``."""
    back = (today - day).days
    if back < 7:
        return f"since {('today', 'yesterday')[back] if back < 2 else f'{day:%A}'}"
    return f"since {day.day} {day:%B}"


def began(affair: TrendAffair) -> Headline:
    """The first headline of an affair, with its day: ``Day 9 of “Seat prices end”``."""
    return affair.began._replace(title=f"Day {affair.day} of “{affair.began.title}”", number=0)


def compared(trends: Trends) -> str:
    """What the figures of a page of trends stand on: ``27 days of history``."""
    drawn = "" if trends.step == 1 else " · drawn week by week"
    return f"{words.count(trends.history, 'day')} of history{drawn}"


def groups(trends: Trends) -> list[tuple[str, tuple[Trend, ...]]]:
    """The headings of a page of trends with what stands under them."""
    found = [(trends.heading, trends.terms), ("Stories", trends.stories), ("Topics", trends.topics)]
    return [(heading, kind) for heading, kind in found if kind]
