"""What was kept to the page that ``trends`` shows: everything that moves, or one term of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.digest import items, saved, window
from cio_digest.errors import CioDigestError
from cio_digest.models import Headline
from cio_digest.models.pages import Trends
from cio_digest.store import digests as digest_table
from cio_digest.store import facts
from cio_digest.store import stories as story_table
from cio_digest.store import trends as trend_table
from cio_digest.text import days
from cio_digest.trends.marks import is_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from cio_digest.config import Config
    from cio_digest.models import Item, Trend
    from cio_digest.models.pages import TrendAffair
    from cio_digest.store import Store
    from cio_digest.store.trends import Judged

LEAST_HISTORY = 7  # days, as in ``trends``; importing that would double what this costs
_STALE = timedelta(days=2)
DAILY = 28  # days that lines are drawn day by day for; longer ones week by week


class TrendsOptions(NamedTuple):
    """What the reader asked for; ``days`` is how far back the lines of days go."""

    day: date | None = None
    most: int = 10
    days: int = 28
    falling: bool = False


def everything(db: Store, config: Config, now: datetime, options: TrendsOptions) -> Trends:
    """What rose, or fell, when that was last looked for on the day asked for.

    Raises:
        CioDigestError: nothing was looked for by then.
    """
    judged = _judged(db, config, now, options.day)
    if options.falling:
        page = _page(judged, "Falling", trend_table.load(db, judged.day, trend_table.FALLING))
    else:
        page = _page(judged, "Rising", trend_table.load(db, judged.day, trend_table.RISING))
        page = page._replace(
            topics=tuple(trend_table.load(db, judged.day, trend_table.TOPICS)),
            stories=tuple(trend_table.load(db, judged.day, trend_table.STORIES)),
        )
    page = page._replace(terms=page.terms[: options.most])
    notes = [*_missing(page), *_notes(db, config, judged, now)]
    page = _shown(db, page, config, options.days)
    own = _affairs(db, config, judged, page, falling=options.falling)
    return page._replace(notes=(*notes, *page.notes), affairs=own)


def _affairs(
    db: Store, config: Config, judged: Judged, page: Trends, *, falling: bool
) -> tuple[TrendAffair, ...]:
    """The affairs of the page's terms, those of rising ones as they were found at the fetch."""
    kept = None if falling else trend_table.affairs(db, judged.day)
    if kept is None:
        from cio_digest.trends import affairs  # which showing what was kept does without

        return affairs.of(db, config, judged.at, page.terms)
    terms = {trend.term for trend in page.terms}
    return tuple(each for each in kept if each.term in terms)


def one(db: Store, config: Config, now: datetime, term: str, options: TrendsOptions) -> Trends:
    """How one term or topic fared, rising or not, by the counts that were kept.

    Raises:
        CioDigestError: nothing was counted by then.
    """
    from cio_digest.trends import judge, single  # which showing what was kept does without

    judged = _judged(db, config, now, options.day)
    ground = judge.on(db, config, judged.at)
    trend = single.trend(ground, term, config.topics, days=options.days)
    page = _shown(db, _page(judged, trend.term, [trend]), config, options.days)
    notes = [] if any(page.terms[0].history) else [single.silence(ground, term, options.days)]
    notes += _notes(db, config, judged, now)
    return page._replace(notes=(*notes, *page.notes))


def _judged(db: Store, config: Config, now: datetime, day: date | None) -> Judged:
    """The last time that trends were looked for, or the last time on that day of the reader's."""
    zone = config.settings.timezone
    until = days.midnight(day + window.DAY, zone) if day else now
    found = trend_table.latest(db, min(until, now))
    if found is None or (day and found.at < days.midnight(day, zone)):
        when = f" on {day}" if day else " yet"
        raise CioDigestError(f"nothing was counted{when}; cio-digest fetch counts what it reads")
    return found


def _page(judged: Judged, heading: str, terms: Sequence[Trend]) -> Trends:
    return Trends(judged.day, judged.at, judged.history, heading, tuple(terms))


def _missing(page: Trends) -> Iterator[str]:
    """What to say where no term moves."""
    if not page.terms and page.history >= LEAST_HISTORY:
        where = "below" if page.heading == "Falling" else "above"
        yield f"Nothing stands out {where} its own history."


def _notes(db: Store, config: Config, judged: Judged, now: datetime) -> Iterator[str]:
    """What the reader should know of these figures."""
    if judged.history < LEAST_HISTORY:
        yield f"Too little to say what rises: from {LEAST_HISTORY} days on it is said."
    if now - judged.at > _STALE:
        yield f"As of the last fetch, on {judged.at:%Y-%m-%d}."
    if not is_of(facts.number(db, "topics"), config.topics):
        yield "Your topics were changed since the last fetch; the next one counts them anew."


def _shown(db: Store, page: Trends, config: Config, days: int) -> Trends:
    """The page with lines of so many days, and stories as the digest printed last has them."""
    printed = _printed(db)
    ids = [story.story for kind in page[4:7] for trend in kind for story in trend.stories]
    now = dict(zip(ids, story_table.current(db, ids), strict=True))
    if days > DAILY:
        page = _by_week(db, page, config, days)

    def finish(trend: Trend) -> Trend:
        named = tuple(_named(story, printed.get(now[story.story])) for story in trend.stories)
        history = trend.history if days > DAILY else trend.history[-days:]
        return trend._replace(history=history, stories=named)

    return page._replace(
        terms=tuple(map(finish, page.terms)),
        topics=tuple(map(finish, page.topics)),
        stories=tuple(
            trend._replace(term=trend.stories[0].title) for trend in map(finish, page.stories)
        ),
    )


def _named(story: Headline, item: Item | None) -> Headline:
    """A story by the headline and the number that it has in the digest, where that has it."""
    if not item:
        return story
    return Headline(story.story, item.title, item.url, item.publisher, item.number)


def _by_week(db: Store, page: Trends, config: Config, days: int) -> Trends:
    """The page with lines of weeks, and what is not known of them."""
    from cio_digest.trends import weekly

    known = weekly.calendar(db, page.now, days)
    topics = {topic.name for topic in config.topics}
    lines = weekly.of_topics(db, topics, known)
    lines |= weekly.of_terms(db, {trend.term for trend in page.terms} - topics, known)
    return page._replace(
        terms=tuple(each._replace(history=lines[each.term]) for each in page.terms),
        topics=tuple(each._replace(history=lines.get(each.term, ())) for each in page.topics),
        stories=tuple(
            each._replace(history=weekly.folded(each.history, page.date, known))
            for each in page.stories
        ),
        notes=(*page.notes, *weekly.notes(known)),
        step=weekly.WEEK.days,
    )


def _printed(db: Store) -> dict[int, Item]:
    """The stories of the digest printed last, whose numbers ``explain`` takes."""
    kept = digest_table.latest(db)
    shown = items.shown(saved.load(kept)) if kept else []
    stories = story_table.current(db, [item.story for item in shown])
    return dict(zip(stories, shown, strict=True))
