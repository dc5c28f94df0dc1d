"""Topics against the store: which entries hold their words, which words back the topics up.

The full-text index finds candidates; what really matches is for ``topics`` to say.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from cio_digest.models import Entry, marks
from cio_digest.ranking import keywords, topics
from cio_digest.ranking.habits import technological, without
from cio_digest.store import entries as entry_table
from cio_digest.store import stories as story_table
from cio_digest.store import words as word_table
from cio_digest.store.engine import ALL
from cio_digest.text import words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from cio_digest.models import Topic
    from cio_digest.search.reaches import Counts
    from cio_digest.store import Store

CASELESS = 400  # terms of scripts without spaces that entries are looked through for
LOOKED_THROUGH = timedelta(days=8)  # for Latin words within text without spaces
LEARNT_FROM = timedelta(days=30)
LEARNT_FROM_MOST = 1_500  # entries, the newest
LEARNT_FROM_LEAST = 200  # entries with a word of a topic, however old they are
LEARNT_FROM_TEXT = 800  # characters of each of these
PART = 1_000  # entries loaded in one go


class Name(NamedTuple):
    """A keyword that may be a name, and how running text writes it: so, or in small letters.

    ``sure``: entries show that it is one. ``beside``: what most often stands before it.
    """

    keyword: str
    sure: bool
    written: int
    small: int
    beside: str


def matcher(db: Store, reader_topics: Sequence[Topic]) -> topics.Matcher:
    """The topics, with how rare their words are in the reader's store and what backs them up."""
    learnt = word_table.companions(db)
    companions = {
        topic.name: [topics.Companion(*each) for each in _learnt(learnt, topic)]
        for topic in reader_topics
    }
    return topics.compile(reader_topics, _statistics(db), companions, usages(db), habits(db))


def habits(db: Store) -> dict[str, topics.Habits]:
    """What sources say in every entry, which is about no topic, and their field, by their keys."""
    phrases: dict[str, dict[str, set[str]]] = {}
    for source, place, phrase in word_table.habits(db):
        phrases.setdefault(source, defaultdict(set))[place].add(phrase)
    return {
        source: topics.Habits(
            frozenset(places["sentence"]), frozenset(places["ending"]), bool(places["field"])
        )
        for source, places in phrases.items()
    }


def usages(db: Store) -> dict[str, topics.Usage]:
    """How the reader's entries write the keywords that may be names."""
    return {word: topics.Usage(*counts) for word, counts in word_table.usages(db).items()}


def hits(  # noqa: PLR0913 - a span of a store, and what is looked for there
    db: Store,
    reader_topics: Iterable[Topic],
    matcher: topics.Matcher,
    since: datetime,
    until: datetime,
    *,
    most: int,
    sources: Collection[str] | None = None,
) -> dict[int, int]:
    """The entries of a span that hold a word of a topic, the newest first, each with its story.

    ``sources`` are the keys of those that count, all by default.
    """
    terms = sorted(matcher.terms | _written(reader_topics))
    if not terms:
        return {}
    query = _any_of(terms)
    entries = story_table.matching(db, query, since, until, most=most, sources=sources)
    latin = [term for term in terms if term.isascii()][:CASELESS]
    if latin and until - since <= LOOKED_THROUGH:
        entries |= story_table.inside_unspaced(db, latin, since, until, most=most, sources=sources)
    caseless = [term for term in terms if _caseless(term)][:CASELESS]
    if caseless:
        entries |= story_table.containing(db, caseless, since, until, most=most, sources=sources)
    return entries


def learn(db: Store, reader_topics: Sequence[Topic], now: datetime) -> None:
    """Store what entries teach of a topic's company, of names and of their sources' habits.

    They are the last month's, and of a topic with few of these its last ones before.
    """
    from cio_digest.ranking.companions import companions  # which a morning does without

    matcher = topics.compile(reader_topics)
    recent = _recent(db, reader_topics, matcher, now - LEARNT_FROM, now)
    earlier = _earlier(db, reader_topics, {entry.id for entry in recent})
    usual = _habits(db, matcher, recent, earlier)
    entries = [
        without(each, usual[each.source]) if each.source in usual else each
        for each in (*recent, *earlier)
    ]
    written = topics.usages(reader_topics, entries)
    word_table.keep_usages(db, written)
    found = companions(reader_topics, entries, _statistics(db), written)
    current = {topic.name: mark(topic) for topic in reader_topics}
    word_table.keep_companions(
        db, {(name, current[name]): learnt for name, learnt in found.items()}
    )


def _earlier(db: Store, reader_topics: Iterable[Topic], known: Collection[int]) -> list[Entry]:
    """The last entries with a word of each topic, but for those known; the beginning of each."""
    last, found = entry_table.total(db), set[int]()
    for topic in reader_topics:
        terms = sorted(topics.compile([topic]).terms)
        if terms:
            query = _any_of(terms)
            found |= story_table.holding(db, query, 0, last, most=LEARNT_FROM_LEAST)
    loaded = entry_table.load(db, sorted(found - {*known}))
    return [entry._replace(text=entry.text[:LEARNT_FROM_TEXT]) for entry in loaded]


def _habits(
    db: Store, matcher: topics.Matcher, entries: Sequence[Entry], earlier: Sequence[Entry]
) -> dict[str, topics.Habits]:
    """The habits of the sources of these entries, kept for the matching to come.

    What came ``earlier`` shows of which field a source is.
    """

    def matches(phrase: str) -> bool:
        return any(True for _ in matcher.match(entries[0]._replace(title=phrase, text="")))

    found: dict[str, topics.Habits] = {}
    if entries:
        totals = entry_table.totals(db, min(entry.surfaced for entry in entries))
        found = topics.habits(entries, totals, matches)
    for source in technological((*entries, *earlier)):
        found[source] = found.get(source, topics.Habits())._replace(technology=True)
    rows = [
        (source, place, phrase)
        for source, habits in found.items()
        for place, phrases in (
            ("sentence", habits.sentences),
            ("ending", habits.endings),
            ("field", {"technology"} if habits.technology else ()),
        )
        for phrase in sorted(phrases)
    ]
    word_table.keep_habits(db, rows)
    return found


def counts(
    db: Store, topic: Topic, since: datetime, until: datetime
) -> tuple[dict[str, Counts], int]:
    """What each keyword of a topic matched in a span, and how many entries came in all."""
    from cio_digest.search.reaches import Counts

    found = matcher(db, [topic])
    entries, titles, passing = Counter[str](), Counter[str](), Counter[str]()
    for entry in _recent(db, [topic], found, since, until):
        for match in found.match(entry):
            for hit in match.hits:
                if hit.kind in {"whole", "unclear", "common"}:
                    entries[hit.keyword] += 1
                    titles[hit.keyword] += hit.where == "title"
                    passing[hit.keyword] += bool(match.doubt)
    told = {key: Counts(entries[key], titles[key], passing[key]) for key in topic.keywords}
    return told, entry_table.total_between(db, since, until)


def reach(
    db: Store, reader_topics: Sequence[Topic], since: datetime, until: datetime
) -> dict[str, tuple[int, str]]:
    """How many entries of a span each topic is in, and what is wrong if it is all or none.

    Entries that only mention a topic count, and are said to be all where they are.
    """
    from cio_digest.search import reaches  # which a morning does without

    titles: dict[str, list[str]] = {topic.name: [] for topic in reader_topics}
    about, matching = set[str](), matcher(db, reader_topics)
    keywords_alone = topics.compile(reader_topics, usages=usages(db), habits=habits(db))
    most = LEARNT_FROM_MOST * len(reader_topics)
    keys = hits(db, reader_topics, keywords_alone, since, until, most=most)
    for entry in entry_table.texts(db, keys):
        held = keywords_alone.named(entry)
        for name in held:
            titles[name].append(entry.title)
        if not about.issuperset(held):  # one entry that is about a topic is enough to know
            matches = matching.match(entry)
            about |= {match.topic for match in matches if match.named and not match.doubt}
    total = entry_table.total_between(db, since, until)
    found = {}
    for topic in reader_topics:
        own, remark = titles[topic.name], ""
        if topic.name not in about or len(own) > reaches.EVERYTHING * total:
            told, _ = counts(db, topic, since, until)
            remark = reaches.remark(told, len(own), total, own)
        found[topic.name] = len(own), remark
    return found


def same(topic: Topic) -> dict[str, str]:
    """Each keyword of a topic with the one that it counts as, mostly itself."""
    return keywords.once(topic.keywords)


def topical(
    db: Store,
    reader_topics: Sequence[Topic],
    since: datetime,
    until: datetime,
    *,
    after: int = 0,
    most: int = ALL,
) -> Iterator[tuple[str, Entry]]:
    """Each topic with each entry of a span that it is in, of the entries above row ``after``.

    Where that would be more than ``most``, the newest are looked at.
    """
    found = topics.compile(reader_topics)
    keys = [key for key in hits(db, reader_topics, found, since, until, most=most) if key > after]
    for start in range(0, len(keys), PART):
        yield from _named(db, reader_topics, entry_table.load(db, keys[start : start + PART]))


def _named(
    db: Store, reader_topics: Sequence[Topic], entries: Iterable[Entry]
) -> Iterator[tuple[str, Entry]]:
    """Each topic with each of the entries that it is in by a keyword of its own."""
    found = topics.compile(reader_topics, usages=usages(db), habits=habits(db))
    for entry in entries:
        for name in found.named(entry):
            yield name, entry


def about(
    db: Store, reader_topics: Sequence[Topic], entries: Collection[Entry]
) -> dict[int, tuple[str, ...]]:
    """The topics of those entries that are in any, by the entry's row; the index is asked first."""
    if not entries:
        return {}
    found = topics.compile(reader_topics, usages=usages(db), habits=habits(db))
    times = [entry.surfaced for entry in entries]
    held = hits(db, reader_topics, found, min(times) - timedelta(seconds=1), max(times), most=ALL)
    matched = {entry.id: tuple(found.named(entry)) for entry in entries if entry.id in held}
    return {key: names for key, names in matched.items() if names}


def company(db: Store, topic: Topic) -> list[str]:
    """The words that back a topic's keywords up, the weightiest first."""
    return [term for term, weight, _ in _learnt(word_table.companions(db), topic) if weight]


def names(db: Store, reader_topics: Sequence[Topic], topic: Topic) -> list[Name]:
    """The keywords of a topic that are read as names, or might be, and how entries write them."""
    written = usages(db)
    readings = topics.readings(reader_topics, written)
    never = topics.Usage()
    return [
        Name(key, readings[key] == "name", *written.get(key, never))
        for key in topic.keywords
        if readings[key] != "word"
    ]


def test(db: Store, reader_topics: Sequence[Topic], title: str) -> list[topics.Match]:
    """The topics that an entry with this title would match."""
    never = datetime.fromtimestamp(0, timezone.utc)
    entry = Entry("", "", "", "", title, "", None, never, never)
    return list(matcher(db, reader_topics).match(entry))


def mark(topic: Topic) -> str:
    """What changes when the keywords do: learnt words are for these keywords only."""
    return marks.mark(topic.keywords)


def _learnt(
    companions: Mapping[tuple[str, str], Sequence[tuple[str, float, float]]], topic: Topic
) -> Sequence[tuple[str, float, float]]:
    """What was learnt for a topic's keywords, by this release or the first."""
    released = f"{crc32(repr(topic.keywords).encode('utf-8', 'replace')):08x}"
    return companions.get((topic.name, mark(topic))) or companions.get((topic.name, released), ())


def _recent(
    db: Store,
    reader_topics: Sequence[Topic],
    matcher: topics.Matcher,
    since: datetime,
    until: datetime,
) -> list[Entry]:
    """The newest entries of a span with a keyword's word: mere company puts none in a topic."""
    keys = hits(db, reader_topics, matcher, since, until, most=LEARNT_FROM_MOST)
    return entry_table.load(db, keys)


def _statistics(db: Store) -> topics.Statistics:
    frequencies = word_table.Frequencies(db, words.forms)
    return topics.Statistics(entry_table.total(db), frequencies, look_up=frequencies.look_up)


def _any_of(terms: Iterable[str]) -> str:
    """The FTS5 query for entries with any of these words."""
    return " OR ".join(f'"{term}"' for term in terms)


def _written(reader_topics: Iterable[Topic]) -> set[str]:
    """The words of keywords as the reader wrote them: the index folds "ß" and "O'Neill" its way.

    Initials stand one by one in the index where a text has points between them ("A.I."), and with
    their plural's ending ("PCs").
    """
    written = (keyword for topic in reader_topics for keyword in topic.keywords)
    found = {word for keyword in written for word in words.written(keyword)}
    initials = filter(words.has_initials, found)
    spelled = {form for word in initials for form in (".".join(word), f"{word}s")}
    return {*map(str.lower, found), *({*map(str.lower, spelled)} - words.STOP_WORDS)}


def _caseless(term: str) -> bool:
    """Whether the term is of a script such as Han or kana, which may have no spaces to index by."""
    return not term.isascii() and any(unicodedata.category(char) == "Lo" for char in term)
