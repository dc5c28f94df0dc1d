"""One day's digest: found in the store if it was made before, else made and kept."""

from __future__ import annotations

from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.digest import items, muted, saved, window
from cio_digest.digest.options import DigestOptions
from cio_digest.models import Mute
from cio_digest.models.marks import mark
from cio_digest.store import digests as digest_table
from cio_digest.store import entries as entry_table
from cio_digest.store import if_writable
from cio_digest.store import stories as story_table
from cio_digest.text import days

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from cio_digest.config import Config
    from cio_digest.config.schema import Program, Settings
    from cio_digest.digest import compose
    from cio_digest.digest.choose import Budget
    from cio_digest.digest.gather import DigestInputs
    from cio_digest.digest.summaries import Progress
    from cio_digest.models import Digest, SavedSearch, Topic
    from cio_digest.store import Store

# A fetch under way while a digest is made keeps its entries with the time at which it began. The
# next day's digest looks that far back once more; what was shown is not shown again.
UNDER_WAY = timedelta(hours=1)


class _Basis(NamedTuple):
    """What a digest depends on beside its day and the store; it is kept under the mark of this."""

    options: DigestOptions
    topics: tuple[Topic, ...] = ()
    settings: Settings | None = None
    summarize: Program | None = None
    sections: tuple[SavedSearch, ...] = ()
    weights: tuple[tuple[str, float], ...] = ()
    muted: tuple[str, ...] = ()
    mute: Mute = Mute()
    languages: tuple[tuple[str, tuple[str, ...]], ...] = ()


def make(  # noqa: PLR0913 - two of them by name alone
    db: Store,
    config: Config,
    now: datetime,
    options: DigestOptions,
    progress: Progress = lambda *_: None,
    *,
    programs: bool = True,
    under_way: bool = False,
) -> Digest:
    """The digest of a day. What a day showed stays; what came since is added under it.

    With a fetch ``under_way`` entries are missing that it will have read by now. The digest is kept
    for its numbers alone then, and the next one made as if this one had not been.

    Without ``programs``, that of [summarize] is not run; how many of how many stories it has summed
    up goes to ``progress``.
    """
    current = days.today(now, config.settings.timezone)
    day = min(options.day or current, current)
    key = _key(config, options, day)
    kept = _kept(db, config, options, day, key)
    config = muted.without(config, day)
    if not programs:
        config = config._replace(summarize=None)
    if kept is None or options.catch_up:
        digest = _new(db, config, now, options._replace(day=day))
        digest = _told(db, config, digest, 0, progress)
    else:
        digest = saved.load(kept)
        sources = [source.key for source in config.sources]
        if day != current or not entry_table.count(db, sources, digest.until, now):
            with if_writable(db):
                digest_table.printed(db, day, key)
            return digest
        shown = len(items.shown(digest))
        digest = _extended(db, config, now, options, digest)
        digest = _told(db, config, digest, shown, progress)
    if under_way:
        from cio_digest.digest import remarks

        digest = digest._replace(notes=(remarks.UNDER_WAY, *digest.notes))
        with if_writable(db):
            digest_table.save_passing(db, digest.date, now, saved.dump(digest))
    elif digest.health.last_fetch:  # else there was nothing yet to make one of
        whole = options._replace(day=None, catch_up=None) == DigestOptions()
        _keep(db, digest, key, whole=whole, own=day == current)
    return digest


def _keep(db: Store, digest: Digest, key: str, *, whole: bool, own: bool) -> None:
    """Keep a digest; only the ``whole`` of a day counts as read, and only if read on its ``own``
    day does the next one go on from it.
    """  # noqa: D205 - one sentence
    stories = [item.story for item in items.shown(digest)] if whole else []
    resume = digest.now - UNDER_WAY
    kept = digest_table.StoredDigest(digest.date, key, whole and own, resume, saved.dump(digest))
    shown = story_table.outlets(db, stories)
    with if_writable(db):
        digest_table.save(db, kept, shown)


def _new(db: Store, config: Config, now: datetime, options: DigestOptions) -> Digest:
    # A digest that is kept needs none of it.
    from cio_digest.digest import compose
    from cio_digest.store import storylines as storyline_table

    settings = config.settings
    day = options.day or days.today(now, settings.timezone)
    last = digest_table.last_before(db, day)
    span = window.of(day, now, settings.timezone, last=last, back=options.since)
    budget = allowance(options, settings)
    ground = inputs(db, config, options)
    found, notes = _searched(db, config, span) if options.topic is None else ([], [])
    if options.topic is None and storyline_table.followed(db):
        made = _following(ground, config, span, budget, now, found)
    else:
        made = compose.digest(ground, span, budget, now, found)
    made = made._replace(notes=(*made.notes, *notes))
    if last and span.until == now and options.since is None:
        before = last.resume + UNDER_WAY
        made = made._replace(notes=(*_absence(db, config, made, before), *made.notes))
    return made


def _following(
    ground: DigestInputs,
    config: Config,
    span: window.Window,
    budget: Budget,
    now: datetime,
    results: Sequence[compose.SavedSearchResult],
) -> Digest:
    """A digest with what is new of the affairs that the reader follows, and a line of each."""
    from cio_digest.digest import compose, followed

    news = followed.news(ground.db, config, span)
    made = compose.digest(ground, span, budget, now, [*results, *followed.results(news)])
    return made._replace(notes=(*followed.remarks(made, news), *made.notes))


def allowance(options: DigestOptions, settings: Settings) -> Budget:
    """What the reader has for this digest; more minutes for catching up are more stories."""
    from cio_digest.digest.choose import Budget

    minutes = options.catch_up or options.minutes or settings.minutes
    stories = options.stories or settings.max_stories
    if options.catch_up:
        stories = ceil(stories * minutes / settings.minutes)
    return Budget(stories, minutes, settings.per_source)


def _absence(db: Store, config: Config, digest: Digest, before: datetime) -> Iterator[str]:
    """That the reader was away, and that the digest begins later than the one ``before`` it."""
    from cio_digest.digest import remarks

    if digest.away and digest.sections:
        yield remarks.away(digest)
    span = window.Window(digest.date, digest.since, digest.until)
    sources = [source.key for source in config.sources]
    missed = entry_table.count(db, sources, before, span.since) if before < span.since else 0
    if missed:
        yield remarks.gap(span, before, missed)


def _searched(
    db: Store, config: Config, span: window.Window
) -> tuple[list[compose.SavedSearchResult], list[str]]:
    """What each saved search finds in a window, and of each that finds nothing any more, why."""
    if not config.sections:
        return [], []
    from cio_digest.digest import compose
    from cio_digest.errors import QueryError
    from cio_digest.search import lookup, query

    found, notes = [], []
    scope = lookup.Scope(config.sources, config.topics, config.settings.timezone)
    for saved_search in config.sections:
        asked = query.read(saved_search.search)
        try:
            stories = lookup.stories(db, scope, asked, span.since, span.until)
        except QueryError as error:  # it names a source that is not there, or not any more
            notes.append(f"The section “{saved_search.title}” is empty: {error.reason}.")
            continue
        found.append(compose.SavedSearchResult(saved_search, stories))
    return found, notes


def _extended(
    db: Store, config: Config, now: datetime, options: DigestOptions, digest: Digest
) -> Digest:
    """The same digest, with what came since it was last extended added at its end."""
    from cio_digest.digest import compose
    from cio_digest.digest.choose import LATE, Budget

    span = window.Window(digest.date, digest.until, now)
    budget = Budget(LATE, config.settings.minutes, config.settings.per_source)
    return compose.extended(inputs(db, config, options), span, budget, digest)


def _told(db: Store, config: Config, digest: Digest, after: int, progress: Progress) -> Digest:
    """The digest with what the reader's own program says of the stories above ``after``, if any."""
    if config.summarize is None:
        return digest
    from cio_digest.digest import summaries

    return summaries.told(db, config, config.summarize, digest, after=after, progress=progress)


def inputs(db: Store, config: Config, options: DigestOptions) -> DigestInputs:
    """What the digests of a configuration are made from."""
    from cio_digest.digest.gather import DigestInputs

    topics = config.topics
    if options.topic:
        topics = tuple(topic for topic in topics if topic.name == options.topic)
    beyond, zone = options.topic is None, config.settings.timezone
    return DigestInputs(
        db,
        config.sources,
        topics,
        beyond=beyond,
        zone=zone,
        muting=muted.words(config),
        pages=config.settings.read_pages,
    )


def _kept(db: Store, config: Config, options: DigestOptions, day: date, key: str) -> str | None:
    """The day's digest as it was kept, by whatever release."""
    kept = digest_table.load(db, day, key)
    if kept is None:
        from cio_digest.digest import released

        before = released.key(config, options, day)
        kept = digest_table.load(db, day, before)
        if kept is not None:
            with if_writable(db):
                digest_table.rename(db, day, before, key)
    return kept


def _key(config: Config, options: DigestOptions, day: date) -> str:
    """A changed topic, weight or setting makes a new digest; a new release of the program none."""
    basis = _Basis(
        options._replace(day=None, catch_up=None),
        config.topics,
        config.settings,
        config.summarize,
        config.sections,
        tuple((each.key, each.weight) for each in config.sources if each.weight != 1),
        tuple(each.key for each in config.sources if muted.is_muted(each, day)),
        config.mute,
        tuple((each.key, each.languages) for each in config.sources if each.languages),
    )
    return mark(basis)
