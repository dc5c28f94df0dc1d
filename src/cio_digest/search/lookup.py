"""Turns a query into what the store holds of it: stories or single entries, the best first."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.errors import QueryError
from cio_digest.models import Teller
from cio_digest.models.pages import Piece, SearchResult
from cio_digest.search import unspaced
from cio_digest.store import entries as entry_table
from cio_digest.store import search as search_table
from cio_digest.store import stories as story_table
from cio_digest.store.engine import Condition, MarkedText
from cio_digest.store.search import CLOSE, OPEN
from cio_digest.store.times import seconds
from cio_digest.text import days, publishers, speakers, spelling, when

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cio_digest.models import Entry, Source, Topic
    from cio_digest.ranking import topics
    from cio_digest.search.query import Filter, Query
    from cio_digest.store import Store
    from cio_digest.store.search import SearchRow

CANDIDATES = 1_000  # entries, the newest, that are put in order
TELLERS = 200  # of a story that are named
_HALF_LIFE = timedelta(days=30)  # what half of a fit's worth is lost in, the other half stays


class Scope(NamedTuple):
    """What a query's filters may name: the sources, topics and networks; no networks mean any.

    ``zone`` is the calendar's, none the system's.
    """

    sources: Sequence[Source]
    topics: Sequence[Topic]
    zone: tzinfo | None = None
    networks: Sequence[str] = ()


class SearchOptions(NamedTuple):
    """How a search is to be answered: how many, the newest or the fittest, entries or stories.

    With ``tellers``, everybody who tells a story is named.
    """

    most: int = 10
    newest: bool = False
    single: bool = False
    tellers: bool = False


def find(
    db: Store, scope: Scope, query: Query, now: datetime, options: SearchOptions
) -> list[SearchResult]:
    """What the store holds, the best first.

    Raises:
        QueryError: a filter names what is not there.
    """
    rows = _rows(db, scope, query, now)
    rows.sort(key=lambda row: row.surfaced if options.newest else _worth(row, now), reverse=True)
    best: dict[int, SearchRow] = {}
    for row in rows:
        best.setdefault(row.entry if options.single else row.story, row)
    return _told(db, scope, query, [*best.values()][: options.most], options, now)


def stories(db: Store, scope: Scope, query: Query, since: datetime, until: datetime) -> list[int]:
    """The stories with a matching entry that surfaced in a span, the best first.

    Raises:
        QueryError: a filter names what is not there.
    """
    rows = [row for row in _rows(db, scope, query, until) if since < row.surfaced <= until]
    rows.sort(key=lambda row: _worth(row, until), reverse=True)
    return list(dict.fromkeys(row.story for row in rows))


def _rows(db: Store, scope: Scope, query: Query, now: datetime) -> list[SearchRow]:
    conditions = [_condition(db, scope, each, now, query) for each in query.filters]
    expression = unspaced.widened(db, query.expression)
    rows = search_table.find(db, expression, conditions, most=CANDIDATES)
    return _of_topics(db, scope, query, _signed(db, query, rows))


def _signed(db: Store, query: Query, rows: list[SearchRow]) -> list[SearchRow]:
    """The rows that have the names with signs as they were typed: to the index "C#" is "C"."""
    if not query.signed or not rows:
        return rows
    from cio_digest.ranking import keywords

    texts = {entry.id: entry for entry in entry_table.load(db, [row.entry for row in rows])}
    for each in query.signed:
        keyword = keywords.read(each.name)
        rows = [
            row
            for row in rows
            if any(
                keywords.literally(keyword, text)
                for text in _fields(texts[row.entry], title=each.title)
            )
            != each.without
        ]
    return rows


def _fields(entry: Entry, *, title: bool) -> list[str]:
    """An entry's title, and its text unless the ``title`` alone counts."""
    return [entry.title] if title else [entry.title, entry.text]


def _worth(row: SearchRow, now: datetime) -> tuple[float, datetime]:
    age = max(now - row.surfaced, timedelta())
    return row.fit * (0.5 + 0.5 * 0.5 ** (age / _HALF_LIFE)), row.surfaced


def _told(
    db: Store,
    scope: Scope,
    query: Query,
    rows: Sequence[SearchRow],
    options: SearchOptions,
    now: datetime,
) -> list[SearchResult]:
    """Rows of the index to search results."""
    if not rows:
        return []
    entries = {entry.id: entry for entry in entry_table.load(db, [row.entry for row in rows])}
    marks = search_table.marked(db, unspaced.widened(db, query.expression), entries)
    outlets = story_table.outlets(db, [row.story for row in rows])
    names = publishers.names(search_table.names(db), scope.sources)
    results = [
        _found(
            entries[row.entry],
            MarkedText(*(unspaced.narrowed(text, query.words) for text in marks[row.entry])),
            names,
            others=0 if options.single else outlets.get(row.story, 1) - 1,
        )
        for row in rows
    ]
    return _with_tellers(db, results, names, options, now) if options.tellers else results


def _with_tellers(
    db: Store,
    results: Sequence[SearchResult],
    names: dict[str, str],
    options: SearchOptions,
    now: datetime,
) -> list[SearchResult]:
    """The results with everybody who tells each story; of a single entry it is one."""
    if options.single:
        return [
            each._replace(tellers=(Teller(each.publisher, each.url, each.published),))
            for each in results
        ]
    stories = entry_table.of_stories(db, {each.story for each in results}, now)
    return [each._replace(tellers=_tellers(stories.get(each.story, ()), names)) for each in results]


def _tellers(entries: Sequence[Entry], names: dict[str, str]) -> tuple[Teller, ...]:
    """Who tells a story, an entry each, by the names of their sources."""
    return tuple(
        Teller(speakers.name(entry, names), entry.url, entry.published or entry.first_seen)
        for entry in entries[:TELLERS]
    )


def _found(entry: Entry, mark: MarkedText, names: dict[str, str], *, others: int) -> SearchResult:
    return SearchResult(
        story=entry.story,
        title=pieces(mark.title),
        url=entry.url,
        published=entry.published or entry.first_seen,
        publisher=speakers.name(entry, names),
        others=others,
        snippet=pieces(mark.snippet),
        network=entry.network,
    )


def pieces(marked: str) -> tuple[Piece, ...]:
    """Text with marks as pieces, those that were matched and those between them."""
    found: list[Piece] = []
    spaced = False
    for number, part in enumerate(marked.split(OPEN)):
        matched, _, rest = part.partition(CLOSE) if number else ("", "", part)
        for text, on in ((matched, True), (rest, False)):
            words = " ".join(text.split())
            if words:
                found.append(Piece(words, on, spaced=spaced or text[0].isspace()))
            spaced = text[-1:].isspace() if words else spaced or bool(text)
    return tuple(found)


def _of_topics(db: Store, scope: Scope, query: Query, rows: list[SearchRow]) -> list[SearchRow]:
    """The rows that are about the topics asked for, as the digest would see them."""
    for each in query.filters:
        if each.name == "topic":
            from cio_digest.search import topical  # 15 ms that most searches do without

            topic = _named(query, each, {topic.name: topic for topic in scope.topics})
            matcher = topical.matcher(db, [topic])
            entries = entry_table.load(db, [row.entry for row in rows])
            about = {
                entry.id
                for entry in entries
                if any(_about(match) for match in matcher.match(entry))
            }
            rows = [row for row in rows if (row.entry in about) != each.without]
    return rows


def _about(match: topics.Match) -> bool:
    return not match.excluded and any(hit.kind == "whole" for hit in match.hits)


# --- filters --------------------------------------------------------------------------------------


def _condition(
    db: Store, scope: Scope, criterion: Filter, now: datetime, query: Query
) -> Condition:
    if criterion.name in {"since", "until"}:
        moment = seconds(_moment(query, criterion, now, scope.zone))
        if (criterion.name == "since") == criterion.without:
            return Condition("e.surfaced <= ?", (moment,))
        return Condition("e.surfaced > ?", (moment,), since=moment)
    if criterion.name == "topic":
        return Condition("1 = 1")  # the index does not know; see _of_topics
    found = _plain(db, scope, criterion, query)
    return Condition(f"NOT ({found.sql})", found.values) if criterion.without else found


def _plain(db: Store, scope: Scope, criterion: Filter, query: Query) -> Condition:
    value = criterion.value.casefold()
    if criterion.name == "network":
        _known_network(db, scope, criterion, query)
        return Condition("e.network = ?", (value,))
    if criterion.name == "language":
        return Condition("substr(e.language, 1, ?) = ?", (len(value), value))
    if criterion.name == "voice" and value.startswith("@"):
        return Condition("lower(e.handle) = ?", (value,))
    names = search_table.names(db)
    keys = _keys(scope.sources, criterion, names)
    if not keys:
        raise QueryError(query.text, criterion.at, _missing(scope, criterion, names.values()))
    return search_table.of_sources(db, keys)


def _known_network(db: Store, scope: Scope, criterion: Filter, query: Query) -> None:
    """Refuse the name of a network that nobody has: a mistyped one finds nothing for ever."""
    value = criterion.value.casefold()
    known = [*scope.networks, *{source.network for source in scope.sources if source.network}]
    if scope.networks and value not in known and not search_table.has_network(db, value):
        near = spelling.nearest(value, known)
        hint = f'did you mean "{near}"?' if near else "see cio-digest sources kinds"
        reason = f'there is no network "{criterion.value}"; {hint}'
        raise QueryError(query.text, criterion.at, reason)


def _keys(sources: Sequence[Source], criterion: Filter, names: dict[str, str]) -> list[str]:
    """The sources that a filter means."""
    value = criterion.value.casefold()
    if criterion.name == "source":
        called = {**names, **{source.key: source.title for source in sources if source.title}}
        return [
            key
            for key, name in called.items()
            if value in name.casefold() or value in key.casefold()
        ]
    tests: dict[str, Callable[[Source], bool]] = {
        "voice": lambda source: bool(source.voice) and value in source.voice.casefold(),
        "role": lambda source: source.role == value,
    }
    return [source.key for source in sources if tests[criterion.name](source)]


def _missing(scope: Scope, criterion: Filter, names: Iterable[str]) -> str:
    known = {
        "source": [*names, *(source.title for source in scope.sources if source.title)],
        "voice": [source.voice for source in scope.sources if source.voice],
        "role": [source.role for source in scope.sources if source.role],
    }[criterion.name]
    near = spelling.nearest(criterion.value, known)
    listed = "cio-digest voices" if criterion.name == "voice" else "cio-digest sources list"
    hint = f'did you mean "{near}"?' if near else f"see {listed}"
    what = (
        "no source has the role" if criterion.name == "role" else f"no {criterion.name} is called"
    )
    return f'{what} "{criterion.value}"; {hint}'


def _named(query: Query, criterion: Filter, known: dict[str, Topic]) -> Topic:
    by_name = {name.casefold(): topic for name, topic in known.items()}
    if criterion.value.casefold() in by_name:
        return by_name[criterion.value.casefold()]
    near = spelling.nearest(criterion.value, known)
    hint = f'did you mean "{near}"?' if near else f"your topics: {', '.join(known) or 'none'}"
    raise QueryError(query.text, criterion.at, f'there is no topic "{criterion.value}"; {hint}')


def _moment(query: Query, criterion: Filter, now: datetime, zone: tzinfo | None) -> datetime:
    """A date, or a span before now, as an instant; ``until`` a date means its end."""
    meant = when.read(criterion.value)
    if meant is None:
        raise QueryError(
            query.text, criterion.at, f'"{criterion.value}" is no time; {when.WRITTEN}'
        )
    if meant.span is not None or criterion.name == "since":
        return meant.instant(now, zone)
    return days.midnight(meant.day(days.today(now, zone)) + timedelta(days=1), zone)
