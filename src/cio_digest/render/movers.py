"""Terms with their lines of days, and the stories behind them -> lines of a terminal's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.render import harmless, sparks, words
from cio_digest.render.page import (
    BOLD,
    DIM,
    GAP,
    NUMBER,
    Layout,
    hung,
    margin,
    run,
    spread,
    wrapped,
)
from cio_digest.render.styled import BLANK, cells, joined, unstyled

if TYPE_CHECKING:
    from cio_digest.models import Headline, Trend
    from cio_digest.models.pages import Review, Risen, Trends
    from cio_digest.render.styled import Text

_RATIO = 4  # the width of "2.5×"
_DAYS, _TERM = 28, 16  # the most blocks of a line of days; the least room beside it


def trend(trend: Trend, trends: Trends, page: Layout) -> list[Text]:
    """A term with its line of days at the right, who tells it, and the stories behind it."""
    from cio_digest.render import trending

    ratio = f"{GAP}{words.ratio(trend.ratio):>{_RATIO}}"
    # On a narrow page a block stands for several days, so that the term keeps some room.
    blocks = page.width - NUMBER - _TERM - len(GAP) - len(ratio)
    figures = run(page, f"{sparks.line(trend.history, min(_DAYS, blocks))}{ratio}")
    room = page.width - NUMBER - cells(figures) - len(GAP)
    story = trending.itself(trend)
    number, url = (story.number, harmless.link(story.url)) if story else (0, "")
    term = run(page, trend.term, BOLD, url)
    facts = run(page, trending.movement(trend, trends.date), DIM)
    lines = wrapped(page, term, room) or [BLANK]
    if not trend.outlets and cells(term + facts) + len(GAP) <= room:
        lines, facts = [joined(term, unstyled(GAP if facts else ""), facts)], BLANK
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
    room = page.width - NUMBER - cells(line) - len(GAP)
    lines = wrapped(page, run(page, risen.term, BOLD), room)
    facts = run(page, reviews.course(risen, review), DIM)
    lines += wrapped(page, facts, page.width - NUMBER)
    first, *rest = hung(unstyled(" " * NUMBER), lines)
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
