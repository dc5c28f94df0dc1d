"""Terms with their lines of days, and the stories behind them -> lines of a terminal's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from cio_digest.render import harmless, sparks, words
from cio_digest.render.page import (
    BOLD,
    DIM,
    GAP,
    NUMBER,
    Layout,
    hung,
    joined,
    margin,
    run,
    spread,
    wrapped,
)

if TYPE_CHECKING:
    from cio_digest.models import Headline, Trend
    from cio_digest.models.pages import Review, Risen, Trends

_RATIO = 4  # the width of "2.5×"
_DAYS, _TERM = 28, 16  # the most blocks of a line of days; the least room beside it


def trend(trend: Trend, trends: Trends, page: Layout) -> list[Text]:
    """A term with its line of days at the right, who tells it, and the stories behind it."""
    from cio_digest.render import trending

    ratio = f"{GAP}{words.ratio(trend.ratio):>{_RATIO}}"
    # On a narrow page a block stands for several days, so that the term keeps some room.
    blocks = page.width - NUMBER - _TERM - len(GAP) - len(ratio)
    figures = run(page, f"{sparks.line(trend.history, min(_DAYS, blocks))}{ratio}")
    room = page.width - NUMBER - cell_len(figures.plain) - len(GAP)
    story = trending.itself(trend)
    number, url = (story.number, harmless.link(story.url)) if story else (0, "")
    term = run(page, trend.term, BOLD, url)
    facts = run(page, trending.movement(trend, trends.date), DIM)
    lines = wrapped(page, term, room) or [Text()]
    if not trend.outlets and cell_len(term.plain + facts.plain) + len(GAP) <= room:
        lines, facts = [joined(term, Text(GAP if facts else ""), facts)], Text()
    first, *rest = hung(margin(number, page), [*lines, *wrapped(page, facts, page.width - NUMBER)])
    stories = [] if story else [*trend.stories]
    if affair := trending.affair(trend, trends):
        stories.append(trending.began(affair))
    below = [line for each in stories for line in named(each, page)]
    return [spread(page, first, figures), *rest, *below]


def risen(risen: Risen, review: Review, page: Layout) -> list[Text]:
    """A term with its line at the right, when it rose, and a story that it is about."""
    from cio_digest.render import reviews

    blocks = page.width - NUMBER - _TERM - len(GAP)
    line = run(page, sparks.line(risen.history, min(_DAYS, blocks)))
    room = page.width - NUMBER - cell_len(line.plain) - len(GAP)
    lines = wrapped(page, run(page, risen.term, BOLD), room)
    facts = run(page, reviews.course(risen, review), DIM)
    lines += wrapped(page, facts, page.width - NUMBER)
    first, *rest = hung(Text(" " * NUMBER), lines)
    below = [line for each in risen.stories for line in named(each, page)]
    return [spread(page, first, line), *rest, *below]


def named(story: Headline, page: Layout) -> list[Text]:
    """A story on a line or two, its number in the margin."""
    url = harmless.link(story.url)
    by = f" · {story.publisher}" if story.publisher else ""
    told = joined(run(page, story.title, "", url), run(page, by, DIM))
    lines = wrapped(page, told, page.width - NUMBER)
    if page.surface.addresses and url:
        lines.append(run(page, url))
    return hung(margin(story.number, page), lines)
