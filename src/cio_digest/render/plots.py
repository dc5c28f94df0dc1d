"""What rises, and the stories day by day -> sections of the HTML page with drawings in them.

Each drawing has a name in words for who does not see it (WCAG 2.2, 1.1.1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.render import dots, sparks, trending, words
from cio_digest.render.markup import Markup, element, joined, lines, linked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cio_digest.models import Headline, Item, Trend

LOOKS = """\
.rising {
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(min(100%, 18rem), 1fr));
  gap: 0.5rem 3rem;
  margin-top: 0.75rem;
  font-size: 0.9375rem;
}

.moving > li {
  margin-top: 1.25rem;
}

.trend {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 0 0.75rem;
}

.trend .term {
  flex: 1 1 6.5rem;
}

.moving .term {
  font-weight: 600;
}

.trend .ratio {
  flex: 0 0 3rem;
  color: var(--dim);
  font-variant-numeric: tabular-nums;
}

.spark {
  flex: none;
  color: var(--accent);
  line-height: 0;
}

.above {
  display: flex;
  flex-wrap: wrap;
  align-items: baseline;
  margin-bottom: 0.25rem;
}

.week, .days {
  font-size: 0.875rem;
}

.week {
  display: flex;
  width: 8.75rem;
  margin-left: auto;
  color: var(--dim);
}

.week span {
  flex: 1;
  text-align: center;
}

.days li {
  display: flex;
  flex-wrap: wrap;
  column-gap: 0.25rem;
  padding: 0.1875rem 0;
}

.at {
  display: inline-block;
  min-width: 1.75em;
  margin-right: 0.5em;
  color: var(--dim);
  font-weight: 400;
  font-variant-numeric: tabular-nums;
}

/* On a phone two lines are enough: the whole title stands above. */
.days .title {
  display: -webkit-box;
  flex: 1 1 6rem;
  overflow: hidden;
  -webkit-box-orient: vertical;
  -webkit-line-clamp: 2;
}

.dots {
  flex: none;
  width: 8.75rem;
  margin-left: auto;
  color: var(--accent);
}

.dots svg {
  display: block;
  width: 100%;
}
"""


def rising(trends: Sequence[Trend]) -> Markup:
    """What rises, each with the days behind it as bars."""
    if not trends:
        return Markup()
    return element(
        "section",
        element("h2", "Rising", id="rising"),
        element("ul", lines(*(element("li", moving(trend)) for trend in trends)), class_="rising"),
        aria_labelledby="rising",
    )


def moving(trend: Trend, step: int = 1) -> Markup:
    """A term, its days as bars, so many a bar, and how many times its own history that is."""
    history = trend.history
    return element(
        "p",
        element("bdi", named(trend.term, trending.itself(trend)), class_="term"),
        _drawn("spark", sparks.svg(history), words.course(history, step)) if history else "",
        element("span", words.ratio(trend.ratio), class_="ratio"),
        class_="trend",
    )


def named(text: str, story: Headline | None) -> Markup:
    """The text as a link to the story, its number in the last digest before it."""
    if story is None:
        return joined(text)
    number = element("span", str(story.number), class_="at") if story.number else ""
    return joined(number, linked(text, story.url))


def by_day(items: Sequence[Item], last: date) -> Markup:
    """Which stories are new today, which go on for days, and when most told them."""
    told = [item for item in items if any(item.days)]
    if not told:
        return Markup()
    most = dots.scale([item.days for item in told])
    initials = [element("span", day[0]) for day in words.weekdays(last, len(told[0].days))]
    courses = [_course(item, most, last) for item in told]
    return element(
        "section",
        element(
            "div",
            element("h2", "Day by day", id="days"),
            element("p", *initials, class_="week", aria_hidden="true"),
            class_="above",
        ),
        element("ol", lines(*courses), class_="days", role="list"),
        aria_labelledby="days",
    )


def _course(item: Item, most: int, last: date) -> Markup:
    title = element("a", words.title(item), href=f"#story-{item.number}")
    return element(
        "li",
        element("span", str(item.number), class_="at"),
        element("bdi", title, class_="title"),
        _drawn("dots", dots.svg(item.days, most), words.told(item.days, last)),
    )


def _drawn(kind: str, picture: str, name: str) -> Markup:
    said = {"aria_label": name, "title": name}
    return element("span", Markup(picture), class_=kind, role="img", **said)
