"""What commands list, as data for programs: one named tuple for each kind of row.

Field names are the keys of the JSON and the columns of the CSV that docs/programs.md describes.
"""

from datetime import date, datetime
from typing import NamedTuple

from cio_digest.models import Engagement, Teller


class ListedSource(NamedTuple):
    """A source and its state: "fine", "failed", "gone", "incomplete", "silent" or "unread".

    ``error`` is why the last read failed, was put off or brought only a part; ``where`` the line of
    feeds.toml; ``next_read`` the earliest one.
    """

    name: str
    address: str
    kind: str
    state: str
    error: str
    voice: str
    role: str
    tags: tuple[str, ...]
    muted_until: date | None
    last_read: datetime | None
    last_tried: datetime | None
    next_read: datetime | None
    failures: int
    failing_since: datetime | None
    silent_since: datetime | None
    where: str


class ListedKind(NamedTuple):
    """A kind of source; those that are not ``readable`` need a bridge."""

    kind: str
    readable: bool
    reads: str
    needs: str
    cannot: str


class CheckedSource(NamedTuple):
    """A source that was asked now: "fine", "failed", "moved" or "not asked", and ``what`` it is.

    ``entries`` is how many it has, ``newest`` the date of the newest, ``moved_to`` its new address.
    """

    name: str
    address: str
    state: str
    what: str
    entries: int
    newest: datetime | None
    moved_to: str
    where: str


class ImportedLine(NamedTuple):
    """What became of a ``line`` of a list, which names a file and where in it.

    It is "taken" from the address ``what``, or "known" or "refused" for the reason ``what``.
    """

    name: str
    state: str
    line: str
    what: str


class InstalledLibrary(NamedTuple):
    """A library that the program needs, "" for the version where it is missing."""

    name: str
    version: str


class ListedTopic(NamedTuple):
    """A topic as configured, and how many ``entries`` of the days looked at match it.

    ``remark`` says that it matches everything or nothing, and by which keyword.
    """

    name: str
    weight: float
    keywords: tuple[str, ...]
    exclude: tuple[str, ...]
    entries: int
    remark: str


class KeywordCount(NamedTuple):
    """A keyword and the entries that hold it, in their ``titles``, or only in ``passing``.

    ``remark`` is "silent", "noisy", or says which keyword it is the same as.
    """

    keyword: str
    entries: int
    titles: int
    passing: int
    remark: str


class AmbiguousKeyword(NamedTuple):
    """A keyword that may be a common word: so often ``written`` as it is, and in ``small`` letters.

    ``name`` says whether it is read as a name; ``beside`` is what most often stands before it.
    """

    keyword: str
    name: bool
    written: int
    small: int
    beside: str


class KeywordHit(NamedTuple):
    """A keyword that a headline holds, as what ``kind`` of hit, and what it is worth."""

    keyword: str
    kind: str
    where: str
    value: float


class MatchedTopic(NamedTuple):
    """A topic that a headline matches; ``excluded`` and ``doubt`` say why it would not count."""

    topic: str
    score: float
    excluded: str
    doubt: str
    hits: tuple[KeywordHit, ...]


class ListedAffair(NamedTuple):
    """An affair that the reader follows ``since`` a day, and its newest headline with its day."""

    number: int
    title: str
    since: date
    stories: int
    newest: str
    newest_day: date | None


class LearntWeight(NamedTuple):
    """What was learnt of a "source", a "voice" or a "word": from +2 (liked) to -2 (not)."""

    name: str
    kind: str
    weight: float
    verdicts: int


class ScheduledPart(NamedTuple):
    """What is scheduled: its state, "fine" or "" where nothing is wrong, and how it went last."""

    what: str
    state: str
    last: str


class CheckedPart(NamedTuple):
    """A part of the installation: its state, "fine" where nothing is wrong, and details."""

    check: str
    state: str
    what: str


class FoundStory(NamedTuple):
    """A story or entry that a search found, with its whole title and all who tell it.

    ``number`` is what ``open 1`` takes, 0 where there is none; ``matched`` are the words found.
    """

    number: int
    story: int
    title: str
    url: str
    published: datetime
    publisher: str
    network: str
    tellers: tuple[Teller, ...]
    snippet: str
    matched: tuple[str, ...]


class LiveEntry(NamedTuple):
    """What a network answered to a search now."""

    network: str
    title: str
    url: str
    handle: str
    author: str
    publisher: str
    published: datetime | None
    language: str
    tags: tuple[str, ...]
    links: tuple[str, ...]
    text: str
    engagement: Engagement | None


class CountedEvent(NamedTuple):
    """What headlines report, by the names that ``VendorStory`` gives, and how many do."""

    event: str
    stories: int


class WatchedVendor(NamedTuple):
    """A vendor and how many ``stories`` name it in a headline, by how many ``outlets``.

    ``runs`` are the products of the reader's stack; ``week`` is how many stories began in the last
    seven days, ``usual`` how many a week before, ``None`` where too little is known; ``history``
    how many began on each day, the newest last; ``events`` what they report, the most first.
    """

    name: str
    aliases: tuple[str, ...]
    runs: tuple[str, ...]
    stories: int
    outlets: int
    week: int
    usual: float | None
    history: tuple[int, ...]
    events: tuple[CountedEvent, ...]


class VendorStory(NamedTuple):
    """A story that names a vendor, by its headline as it was published, and ``others`` who tell it.

    ``event`` is what the headline reports, "price", "outage", "end of life", "security", "people"
    or "", and ``words`` those of it that say so.
    """

    story: int
    title: str
    url: str
    published: datetime
    publisher: str
    others: int
    event: str
    words: str


class StoriesTold(NamedTuple):
    """Who covers a vendor, and how many of its stories they told."""

    name: str
    stories: int
