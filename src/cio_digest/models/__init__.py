"""The nouns: plain immutable values that pass from stage to stage, without logic.

They are named tuples rather than frozen dataclasses because every command pays for their
definition: twenty dataclasses cost about 20 ms at import, twenty named tuples about 4. Their types
are given as such, without ``from __future__ import annotations``: a named tuple compiles each type
that is text, which doubles its cost.

Every ``datetime`` is aware and in UTC. Text that came from outside is clean (no markup, no control
characters) from ``Entry`` on; in ``RawEntry`` and ``RawFeed`` it is still as the publisher sent it.
"""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from cio_digest.models.configured import (
    Auth,
    Delivery,
    Mute,
    Product,
    Rules,
    SavedSearch,
    Secret,
    Session,
    Source,
    Topic,
    Vendor,
    Voice,
)

__all__ = [
    "Auth",
    "Delivery",
    "Digest",
    "Enclosure",
    "Engagement",
    "Entry",
    "Failing",
    "Headline",
    "Health",
    "Item",
    "Lead",
    "Mute",
    "Polling",
    "Product",
    "Quote",
    "RawEntry",
    "RawFeed",
    "Rules",
    "SavedSearch",
    "Secret",
    "Section",
    "Session",
    "Share",
    "Source",
    "Story",
    "Talk",
    "Term",
    "Topic",
    "Trend",
    "Vendor",
    "Voice",
]

# --- what came in ------------------------------------------------------------------------------


class Enclosure(NamedTuple):
    """A file that hangs on an entry, such as a podcast's audio. ``length`` in bytes, 0 unknown."""

    url: str
    type: str = ""
    length: int = 0


class Engagement(NamedTuple):
    """What the public did with a social entry when it was last read; ``None`` where not told."""

    likes: int | None = None
    reposts: int | None = None
    replies: int | None = None
    score: int | None = None


class Talk(NamedTuple):
    """A discussion at a public address; ``place`` is what to call it, such as ``r/sysadmin``.

    ``comments`` and ``points`` are ``None`` where they are not told.
    """

    place: str
    url: str
    comments: int | None = None
    points: int | None = None


class RawEntry(NamedTuple):
    """One entry as its author published it: markup, tracking links and odd dates included.

    ``content`` is the fullest text there is and ``summary`` the shorter one when both exist.
    ``links`` are addresses the entry points to, apart from its own ``url``.

    ``comments`` is where it is discussed, ``forum`` what that place is called and ``commented`` how
    many comments a feed counts there; a network's are in ``engagement``. ``own`` is the part of a
    post's ``content`` that its author wrote, without cards and what is quoted.
    """

    id: str = ""
    url: str = ""
    title: str = ""
    content: str = ""
    summary: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    author: str = ""
    tags: tuple[str, ...] = ()
    language: str = ""
    links: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    comments: str = ""
    publisher: str = ""
    network: str = ""
    handle: str = ""
    engagement: Engagement | None = None
    bot: bool = False
    forum: str = ""
    commented: int | None = None
    own: str = ""


class RawFeed(NamedTuple):
    """A document of entries. ``ttl`` is the publisher's wish between two reads, in seconds.

    ``note`` is one remark on what could not be read of it, or had to be guessed.
    """

    entries: tuple[RawEntry, ...] = ()
    title: str = ""
    url: str = ""
    language: str = ""
    ttl: int = 0
    format: str = ""
    note: str = ""


class Entry(NamedTuple):
    """One clean entry.

    ``guid`` names it within its source. ``url`` is for showing, ``canonical`` for comparing.
    ``published`` is ``None`` where the publisher gave no believable date. ``first_seen`` is when
    this reader first got it; ``surfaced`` is when it became news to them (see ``normalize``), the
    time that windows and clusters go by. ``outlet`` is who speaks, for counting independent
    tellings: two feeds of one newspaper are one outlet. ``noise`` names the kinds of noise it is.
    The first ``own`` characters of a post's ``text`` are its author's, 0 where that is not known.
    ``id`` and ``story`` are 0 until the store knows it.
    """

    source: str
    guid: str
    url: str
    canonical: str
    title: str
    text: str
    published: datetime | None
    first_seen: datetime
    surfaced: datetime
    author: str = ""
    publisher: str = ""
    outlet: str = ""
    language: str = ""
    tags: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    network: str = ""
    handle: str = ""
    engagement: Engagement | None = None
    bot: bool = False
    noise: tuple[str, ...] = ()
    hash: str = ""
    id: int = 0
    story: int = 0
    own: int = 0


# --- what is remembered -------------------------------------------------------------------------


class Polling(NamedTuple):
    """What is remembered of a source between two runs.

    ``url`` is where it is read today; ``etag`` and ``modified`` are the server's validators, to be
    echoed as they came, ``digest`` a hash of the last body and ``ttl`` the feed's own pause in
    seconds; ``due`` is the earliest next read; ``checked`` the last attempt and ``succeeded`` the
    last one that worked; ``apart`` is how many seconds lie between those that work, of late, 0
    before the second. ``error`` is why the last read failed or was put off. ``newest`` is the
    network's name of the newest entry, where only what is newer is asked for. ``whole`` is when it
    last answered in full, rather than that nothing is new. ``held`` is how many new entries were
    too old to be taken for news when that was last so, ``held_at`` when.
    """

    source: str
    url: str
    title: str = ""
    home: str = ""
    language: str = ""
    etag: str = ""
    modified: str = ""
    digest: str = ""
    ttl: int = 0
    due: datetime | None = None
    checked: datetime | None = None
    succeeded: datetime | None = None
    failures: int = 0
    failing_since: datetime | None = None
    error: str = ""
    moved_to: str = ""
    moved_runs: int = 0
    gone: bool = False
    apart: int = 0
    newest: str = ""
    whole: datetime | None = None
    held: int = 0
    held_at: datetime | None = None

    @classmethod
    def new(cls, source: Source) -> "Polling":
        """The state of a source that was never asked."""
        return cls(source.key, source.url, title=source.title)


# --- what is made of it ------------------------------------------------------------------------


class Story(NamedTuple):
    """One piece of news: the entries that tell it, oldest first. ``id`` stays when it grows."""

    id: int
    entries: tuple[Entry, ...]


class Share(NamedTuple):
    """What one word or fact gives of a term."""

    value: float
    reason: str


class Term(NamedTuple):
    """One addend of a score, with its reason in words; ``parts`` are what it is made of."""

    name: str
    value: float
    reason: str
    parts: tuple[Share, ...] = ()


class Lead(NamedTuple):
    """Who had a story first on a network; ``ahead`` of the first press entry, negative: after."""

    handle: str
    network: str
    ahead: timedelta


class Quote(NamedTuple):
    """What a ``voice`` of the reader's said of a story in its own words: a sentence, verbatim."""

    voice: str
    text: str
    url: str


class Teller(NamedTuple):
    """Who tells a story, at which address, and when."""

    name: str
    url: str
    published: datetime


class Item(NamedTuple):
    """A story as a digest shows it. ``number`` is what ``explain 1`` takes, 0 when not shown.

    ``days`` is by how many outlets it was told on each of seven days of the reader's calendar, the
    last of them the digest's own. ``talks`` are where it is discussed, the liveliest first.
    ``languages`` are the names of those that it is told in besides the headline's. ``tellers`` are
    the publisher and ``others``, each with the address of its first report.
    """

    number: int
    story: int
    title: str
    url: str
    published: datetime
    publisher: str
    others: tuple[str, ...]
    summary: str
    topic: str
    terms: tuple[Term, ...]
    score: float
    lead: Lead | None = None
    grown: int = 0
    minutes: float = 0.0
    days: tuple[int, ...] = ()
    talks: tuple[Talk, ...] = ()
    quotes: tuple[Quote, ...] = ()
    languages: tuple[str, ...] = ()
    tellers: tuple[Teller, ...] = ()


class Section(NamedTuple):
    """A heading of the digest with its stories, best first."""

    title: str
    items: tuple[Item, ...]


class Headline(NamedTuple):
    """A story named in passing; ``number`` is its number in the digest printed last, else 0."""

    story: int
    title: str
    url: str
    publisher: str
    number: int = 0


class Trend(NamedTuple):
    """A term, topic or story whose share of all entries moves: ``ratio`` times its own history.

    The ratio is infinite where it has none, ``None`` where too little is known of the days before.
    ``history`` are its shares by day (UTC), the newest last: of a thousand entries, how many
    outlets used it, or for a topic how many entries are on it. ``since`` is the first of the days
    in a row on which it moved; ``outlets`` tell it now, ``voices`` of them on a network;
    ``stories`` are the widest told ones behind it.
    """

    term: str
    ratio: float | None
    history: tuple[float, ...]
    since: date | None = None
    outlets: int = 0
    voices: int = 0
    stories: tuple[Headline, ...] = ()


class Failing(NamedTuple):
    """A source that needs a person, or a place that several are read at: what is wrong since when.

    ``sources`` is how many they are.
    """

    source: str
    reason: str
    since: datetime
    sources: int = 1


class Health(NamedTuple):
    """How the reader's sources are doing.

    ``fine`` are those whose last read went well; ``unread`` those that were never read, or not at
    the last try, but have not failed for long; ``silent`` those that bring nothing for months.
    """

    fine: int = 0
    failing: tuple[Failing, ...] = ()
    last_fetch: datetime | None = None
    unread: int = 0
    silent: int = 0


class Digest(NamedTuple):
    """Everything shown for one day: a plain value, so that a renderer looks nothing up.

    ``now`` is when it was first made; entries that surfaced after ``since`` and up to ``until``,
    when it was last added to, were looked at; ``minutes`` is the time it takes to read. ``late``
    are stories that came after the day's digest was first shown, at ``clock`` of the reader's day.
    ``notes`` are one-line remarks for the reader. ``away`` is how many days ago the digest before
    it was, if so many that this one looks back on them: the oldest stories of a section then come
    first. ``muted`` is how many stories were left out because the reader mutes all that tells them.
    """

    date: date
    now: datetime
    since: datetime
    until: datetime
    sources: int
    entries: int
    stories: int
    minutes: int
    sections: tuple[Section, ...] = ()
    late: tuple[Item, ...] = ()
    rising: tuple[Trend, ...] = ()
    health: Health = Health()
    notes: tuple[str, ...] = ()
    clock: str = ""
    away: int = 0
    muted: int = 0
