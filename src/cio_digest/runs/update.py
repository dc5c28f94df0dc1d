"""One run: sources → fetch → parse → normalize → store → cluster.

It wires the stages together and decides nothing: ``polling`` says what is due and what an answer
means, ``cluster`` says what tells the same story.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from cio_digest.errors import CioDigestError, FetchError, PutOffError, place, without_keys
from cio_digest.fetch import keyring, local
from cio_digest.models import Polling
from cio_digest.networks import polling, registry
from cio_digest.ranking import noise
from cio_digest.runs import shortlinks
from cio_digest.store import Store, transaction
from cio_digest.store import clues as clue_table
from cio_digest.store import entries as entry_table
from cio_digest.store import sources as source_table
from cio_digest.store import stories as story_table
from cio_digest.stories import cluster
from cio_digest.text import normalize, sites

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from cio_digest.models import Entry, RawEntry, RawFeed, Session, Source

PART = 4_000  # entries clustered in one go: what bounds the memory of a first fetch
PAST = 100  # entries of each source, which show what it says in all of them


class Outcome(NamedTuple):
    """What one source brought: ``before`` and ``after`` are its states, ``new`` its new entries.

    ``left`` says why it was not asked, ``lasting`` that the next run will not ask it either;
    ``session`` is the one to go on with.
    """

    source: Source
    before: Polling
    after: Polling
    new: int = 0
    unreachable: bool = False
    left: str = ""
    lasting: bool = False
    session: Session | None = None

    @property
    def failed(self) -> bool:
        """Whether it was asked in vain."""
        return self.after.failures > self.before.failures


class _Means(NamedTuple):
    """What a run asks with."""

    get: registry.Get
    keys: keyring.Keyring
    now: datetime


class _Answer(NamedTuple):
    """What one source answered, read but not yet kept; no feed when nothing changed."""

    source: Source
    before: Polling
    after: Polling
    feed: RawFeed | None = None
    unreachable: bool = False
    left: str = ""
    lasting: bool = False
    session: Session | None = None


def due(
    db: Store, wanted: Sequence[Source], now: datetime, *, insist: bool = False
) -> list[tuple[Source, Polling]]:
    """The sources that may be asked now, all of them for who insists, with their states."""
    states = source_table.states(db, wanted)
    pairs = [(source, polling.believed(states[source.key], now)) for source in wanted]
    return [pair for pair in pairs if insist or polling.is_due(pair[1], now)]


async def run(  # noqa: PLR0913 - what a run meets: the store, the wire, a clock, credentials
    db: Store,
    asked: list[tuple[Source, Polling]],
    get: registry.Get,
    *,
    now: datetime,
    env: Mapping[str, str],
    sessions: Mapping[str, Session] | None = None,
    progress: Callable[[Outcome], None] = lambda _: None,
) -> list[Outcome]:
    """Ask each source, keep what comes as it comes; one that fails never stops the others.

    What was kept is committed source by source, its validators with its entries, so that a run
    that is cut short loses nothing. ``sessions`` are those of earlier runs, by ``sessions.name``.
    """
    # Few answers wait for the store at a time, so that memory stays flat however many sources.
    answers: asyncio.Queue[_Answer] = asyncio.Queue(maxsize=4)
    means = _Means(local.beside(get, env), keyring.Keyring(env, sessions), now)
    tasks = [
        asyncio.create_task(_poll(source, state, means, answers))
        for source, state in in_order(asked)
    ]
    outcomes = []
    try:
        for _ in tasks:
            outcome = _keep(db, await answers.get(), now)
            outcomes.append(outcome)
            progress(outcome)
    finally:
        for task in tasks:
            task.cancel()
    return outcomes


def in_order(asked: Iterable[tuple[Source, Polling]]) -> list[tuple[Source, Polling]]:
    """Sources of the busiest hosts first, as these take longest; of each those read longest ago."""
    pairs = list(asked)
    crowds = Counter(urlsplit(state.url).netloc for _, state in pairs)

    def place(pair: tuple[Source, Polling]) -> tuple[int, float]:
        checked = pair[1].checked
        return -crowds[urlsplit(pair[1].url).netloc], checked.timestamp() if checked else 0.0

    return sorted(pairs, key=place)


async def _poll(
    source: Source, state: Polling, means: _Means, answers: asyncio.Queue[_Answer]
) -> None:
    now = means.now
    try:
        answer = await _ask(source, state, means)
    except PutOffError as error:
        after, left = polling.put_off(state, error, now), normalize.title(error.reason)
        answer = _Answer(source, state, after, None, error.unreachable, left, error.lasting)
    except FetchError as error:
        after = polling.refused(state, source, error, now)
        answer = _Answer(source, state, after, unreachable=error.unreachable)
    except CioDigestError as error:
        reason = getattr(error, "reason", str(error))
        answer = _Answer(source, state, polling.failed(state, source, reason, now))
    except Exception as error:  # noqa: BLE001 - a fault met in one source must not stop the others
        answer = _Answer(source, state, _fault(source, state, error, now))
    # What a server says of an error is as hostile as the rest of it, and may repeat what it got.
    reason = without_keys(answer.after.error, source.url, state.url)
    after = answer.after._replace(error=normalize.title(reason))
    await answers.put(answer._replace(after=after))


async def _ask(source: Source, state: Polling, means: _Means) -> _Answer:
    """Hold the conversation of this kind of source, from its first request to what it read."""
    kind = registry.kind(source.kind)
    task = registry.Task(source, state, await means.keys.access(source), means.now)
    try:
        reading = await registry.converse(kind.read(task), means.get, inside=source.private)
    except FetchError as error:
        raise registry.explained(kind, error) from None
    before = polling.discovered(state, reading.url) if reading.url else state
    before = before._replace(newest=reading.newest or state.newest)
    digest = polling.digest(reading.response.body)
    feed = normalize.feed(reading.feed) if reading.feed else None
    after = polling.succeeded(before, reading.response, feed, digest, means.now)
    return _Answer(source, state, after, feed, session=reading.session)


async def look(
    source: Source, get: registry.Get, keys: keyring.Keyring, now: datetime
) -> registry.Reading:
    """What the first page of a source holds right now; nothing is remembered of it.

    Where the source is a program or a file, ``get`` has to know how to ask one (``local.beside``).

    Raises:
        CioDigestError: there is no answer to read.
    """
    kind = registry.kind(source.kind)
    access = await keys.access(source)
    task = registry.Task(source, Polling.new(source), access, now, pages=1)
    try:
        return await registry.converse(kind.read(task), get, inside=source.private)
    except FetchError as error:
        raise registry.explained(kind, error) from None


def _fault(source: Source, state: Polling, error: Exception, now: datetime) -> Polling:
    """The state of a source whose answer showed a fault of our own."""
    reason = f"internal fault while reading it, at {place(error)}"
    return polling.failed(state, source, normalize.title(reason), now)


def _keep(db: Store, answer: _Answer, now: datetime) -> Outcome:
    """Keep an answer, its entries and validators in one piece; what cannot be kept is its fault."""
    source, before, after = answer.source, answer.before, answer.after
    new = 0
    try:
        with transaction(db):
            key = source_table.save(db, after)
            new = entry_table.save(db, key, _clean(db, answer, now))
    except Exception as error:
        own = (db.DataError, db.IntegrityError, db.InterfaceError, db.ProgrammingError)
        if isinstance(error, db.Error) and not isinstance(error, own):
            raise  # the store is at fault, and would be for every source
        after = _fault(source, before, error, now)
        with transaction(db):
            source_table.save(db, after)
    left, lasting, session = answer.left, answer.lasting, answer.session
    return Outcome(source, before, after, new, answer.unreachable, left, lasting, session)


def _clean(db: Store, answer: _Answer, now: datetime) -> list[Entry]:
    """The entries that are new or changed; what is known is passed over before any cleaning."""
    if answer.feed is None:
        return []
    raws = {normalize.fingerprint(raw): raw for raw in answer.feed.entries}
    first = answer.before.succeeded is None
    known = set() if first else _known(db, answer.source.key, raws)
    new = [raw for mark, raw in raws.items() if mark not in known]
    # What a search finds is of many sites, and its own page is the network's.
    site = sites.site(answer.feed) if new and not answer.source.query else ""
    clean = (
        normalize.entry(
            raw,
            source=answer.source.key,
            now=now,
            first_fetch=first,
            language=answer.feed.language,
            network=answer.source.network,
            site=site,
            home=answer.feed.url,
        )
        for raw in new
    )
    led = (shortlinks.applied(db, entry) for entry in clean)
    wanted = (entry for entry in led if registry.keeps(answer.source, entry))
    if answer.source.query:
        # What several searches find, or an account that is followed has said, is one entry.
        key, kind = answer.source.key, f"{answer.source.kind}://"
        wanted = (each for each in wanted if not entry_table.elsewhere(db, key, kind, each.guid))
    return [entry._replace(noise=noise.kinds(entry)) for entry in wanted]


def _known(db: Store, source: str, raws: Mapping[str, RawEntry]) -> set[str]:
    """The fingerprints of the raw entries that are stored as they are, by any release."""
    known = entry_table.known(db, source, list(raws))
    released = {
        normalize.released_fingerprint(raw): mark for mark, raw in raws.items() if mark not in known
    }
    return known.union(released[mark] for mark in entry_table.known(db, source, list(released)))


def forget(db: Store, outcomes: Iterable[Outcome]) -> None:
    """Put the sources back to where they were: a run without a network says nothing about them."""
    with transaction(db):
        for outcome in outcomes:
            source_table.save(db, outcome.before)


def digestible(db: Store) -> int:
    """Cluster and index what no earlier run got to; gives how many entries that were.

    In parts, each committed whole, so that memory stays bounded on a first fetch of everything.
    """
    count = 0
    while new := entry_table.unclustered(db, most=PART):
        with transaction(db):
            _cluster(db, new)
        count += len(new)
    with transaction(db):
        clue_table.sweep(db)
        entry_table.index(db)
    return count


def _cluster(db: Store, new: list[Entry]) -> None:
    found = story_table.pasts(db, {entry.source for entry in new}, most=PAST)
    pasts = {source: cluster.Past(*past) for source, past in found.items()}
    before = cluster.read(clue_table.rarity(db))
    drafts, rarity = cluster.drafts(new, pasts, before)
    # Nobody will look for what is old already: of a first fetch that is most of it.
    since = clue_table.since(db)
    fresh = [draft for draft in drafts if draft.time >= since]
    traces = clue_table.traces(db, cluster.searches(fresh, before))
    known = clue_table.opened(db, sorted(cluster.nearby(fresh, traces)))
    made = cluster.assign(drafts, rarity, traces, known)
    story_table.assign(db, made.stories, made.merged)
    clues = (
        (clue, int(each.time), made.stories[each.id])
        for each in fresh
        for clue in cluster.clues(each)
    )
    prints = {each.id: each.fingerprint for each in drafts}
    grown = {made.stories[each.id] for each in fresh}
    states = {story: made.open[story] for story in sorted(grown)}
    clue_table.save(db, clues, prints, states, rarity.kept())
