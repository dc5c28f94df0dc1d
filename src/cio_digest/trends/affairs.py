"""Terms that move to the affairs that they are, where all their stories belong to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.digest import affair, timeline
from cio_digest.models import Headline
from cio_digest.models.pages import TrendAffair
from cio_digest.store import sources as source_table
from cio_digest.store import stories as story_table
from cio_digest.text import days

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from cio_digest.config import Config
    from cio_digest.models import Trend
    from cio_digest.models.pages import Happening
    from cio_digest.store import Store

_LASTING = 3  # days from which an affair is worth a line: "since yesterday" says it of less


def of(
    db: Store, config: Config, now: datetime, trends: Iterable[Trend]
) -> tuple[TrendAffair, ...]:
    """The affair of each term that is one, told on several days; a line for each affair.

    A term that stands for stories of several affairs, or for news of a day or two, has none, nor
    has one whose stories are the beginning of theirs.
    """
    scope, titles = timeline.scope(db, config, now), source_table.publishers(db, config.sources)
    zone = config.settings.timezone
    known: set[int] = set()
    found: list[TrendAffair] = []
    for trend in trends:
        own = {*story_table.current(db, [story.story for story in trend.stories])}
        if not own or own & known:
            continue
        stories = affair.of(scope, [min(own)])
        if own <= {story.id for story in stories}:
            known |= {story.id for story in stories}
            made = timeline.of(stories, config, titles, days.today(now, zone))
            found += _affair(trend, stories[0].id, made.happenings)
    return tuple(found)


def _affair(trend: Trend, story: int, happenings: Sequence[Happening]) -> Iterator[TrendAffair]:
    """The affair by its first headline, but where that stands there already."""
    first, last = happenings[0], happenings[-1]
    day = (last.date - first.date).days + 1
    if day >= _LASTING and first.url not in {each.url for each in trend.stories}:
        began = Headline(story, first.text, first.url, first.by)
        yield TrendAffair(trend.term, day, began)
