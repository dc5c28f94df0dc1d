"""The numbered steps that make a store: what is released stays, what is new is one step more."""

from __future__ import annotations

from cio_digest.store.first_steps import FIRST, SECOND

APPLICATION = 0x63696F64  # "ciod", SQLite's application_id of our files
# What stands in the way of opening a store for reading alone.
UNREAD = "nothing has been read yet; run: cio-digest fetch"
UNMIGRATED = "cio-digest today does that"

# Kept digests are objects with a version from here on, which older programs cannot read.
_THIRD = (
    # When a source last answered in full, rather than that nothing is new.
    "ALTER TABLE sources ADD COLUMN whole INTEGER",
    """
    CREATE TABLE listings (                  -- what each feed's document held when last read
        source INTEGER NOT NULL REFERENCES sources (id),
        entry INTEGER NOT NULL REFERENCES entries (id),
        withdrawn INTEGER,                   -- when it was gone though older ones stayed
        PRIMARY KEY (source, entry)
    ) WITHOUT ROWID
    """,
    # Entries too old to be news that came late, at the last read that brought any, and when.
    "ALTER TABLE sources ADD COLUMN held INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE sources ADD COLUMN held_at INTEGER",
    # How much a companion says for its topic and against all others; learnt at each fetch.
    "ALTER TABLE companions ADD COLUMN telling REAL NOT NULL DEFAULT 0",
    """
    CREATE TABLE usages (                    -- of keywords that may be names, in running text
        keyword TEXT PRIMARY KEY,
        written INTEGER NOT NULL,            -- as the reader writes it
        small INTEGER NOT NULL,              -- in small letters
        beside TEXT NOT NULL                 -- the word that most often stands before it
    ) WITHOUT ROWID
    """,
)

_FOURTH = (
    """
    CREATE TABLE pages (                     -- of entries that are but a title in their feeds
        entry INTEGER PRIMARY KEY,
        text TEXT NOT NULL,                  -- "" where a page had none to give
        tried INTEGER NOT NULL
    )
    """,
)

_FIFTH = (
    """
    CREATE TABLE habits (                    -- what a source says in every entry
        source TEXT NOT NULL,                -- its key
        place TEXT NOT NULL,                 -- "sentence" or "ending"
        phrase TEXT NOT NULL,
        PRIMARY KEY (source, place, phrase)
    ) WITHOUT ROWID
    """,
)

_SIXTH = (
    # How many characters at the beginning of a post's text its author wrote.
    "ALTER TABLE entries ADD COLUMN own INTEGER NOT NULL DEFAULT 0",
    """
    CREATE TABLE talks (                     -- where entries are discussed
        entry INTEGER PRIMARY KEY,
        place TEXT NOT NULL,                 -- '' for the comments of the entry's own publisher
        url TEXT NOT NULL,
        comments INTEGER,                    -- when its source was last read; NULL: not told
        points INTEGER
    )
    """,
)

_SEVENTH = (
    """
    CREATE TABLE followed (                  -- affairs that the reader follows
        id INTEGER PRIMARY KEY,
        title TEXT NOT NULL,
        time INTEGER NOT NULL                -- since when
    )
    """,
    """
    CREATE TABLE followed_stories (          -- what belongs to them; see story_aliases
        followed INTEGER NOT NULL,
        story INTEGER NOT NULL,
        PRIMARY KEY (followed, story)
    ) WITHOUT ROWID
    """,
)

_EIGHTH = (
    """
    CREATE TABLE term_weeks (                -- what terms become after a month
        term TEXT NOT NULL,
        week INTEGER NOT NULL,               -- its Monday, in days since 1970
        outlets INTEGER NOT NULL,            -- summed over its days
        PRIMARY KEY (term, week)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE topic_weeks (               -- what topic_days become
        topic TEXT NOT NULL,
        week INTEGER NOT NULL,
        entries INTEGER NOT NULL,
        PRIMARY KEY (topic, week)
    ) WITHOUT ROWID
    """,
)

_NINTH = (
    # Else each entry that is deleted is looked for in all rows that refer to entries.
    "CREATE INDEX listings_by_entry ON listings (entry)",
)

_TENTH = (
    # Of titles with kana, Han or Hangul (``text.UNSPACED``), which are looked through for Latin
    # words within them: most stores have few.
    """
    CREATE INDEX entries_unspaced ON entries (surfaced)
    WHERE title GLOB '*[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]*'
    """,
)

_ELEVENTH = (
    # Words stand in them by other numbers from now on; both are learnt again from the entries.
    "DELETE FROM fingerprints",
    "DELETE FROM rarity",
)

# On a server, the words of entries come to lie in parts (``postgres/schema.py``).
_TWELFTH: tuple[str, ...] = ()

_THIRTEENTH = (
    """
    CREATE TABLE entry_days (                -- UTC, by when indexed entries surfaced
        day INTEGER PRIMARY KEY,             -- since 1970
        low INTEGER NOT NULL,                -- the lowest number of an entry
        high INTEGER NOT NULL
    )
    """,
    """
    INSERT INTO entry_days SELECT surfaced / 86400, min(id), max(id) FROM entries
    WHERE id <= (SELECT CAST(value AS BIGINT) FROM facts WHERE name = 'indexed') GROUP BY 1
    """,
    """
    CREATE TABLE matches (                   -- topics met in entries of the last days
        entry INTEGER NOT NULL,
        topic TEXT NOT NULL,
        surfaced INTEGER NOT NULL,           -- the entry
        named INTEGER NOT NULL,              -- 1: by a keyword of the topic
        about INTEGER NOT NULL,              -- 1: the entry is about it
        value TEXT NOT NULL,                 -- JSON array of the score and what it is made of
        PRIMARY KEY (entry, topic)
    ) WITHOUT ROWID
    """,
)

_FOURTEENTH = (
    """
    CREATE TABLE source_days (               -- what sources are judged by (``source_days.py``)
        source INTEGER NOT NULL,
        day INTEGER NOT NULL,                -- UTC, since 1970, by when entries surfaced
        entries INTEGER NOT NULL,
        noisy INTEGER NOT NULL,              -- those that are noise
        alone INTEGER NOT NULL,              -- those whose story no other outlet tells
        PRIMARY KEY (source, day)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE uncounted (                 -- days of which that has changed
        id INTEGER PRIMARY KEY,
        source INTEGER NOT NULL,
        day INTEGER NOT NULL
    )
    """,
    "INSERT INTO uncounted (source, day) SELECT DISTINCT source, surfaced / 86400 FROM entries",
    # Most stories have one outlet: those that tell who is first are found without looking at these.
    "CREATE INDEX stories_shared ON stories (last, outlets) WHERE outlets > 1",
    # What a digest asks of matches, which are many more.
    "CREATE INDEX matches_about ON matches (surfaced) WHERE about = 1",
    "CREATE INDEX matches_outdated ON matches (entry) WHERE topic = ''",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    FIRST,
    SECOND,
    _THIRD,
    _FOURTH,
    _FIFTH,
    _SIXTH,
    _SEVENTH,
    _EIGHTH,
    _NINTH,
    _TENTH,
    _ELEVENTH,
    _TWELFTH,
    _THIRTEENTH,
    _FOURTEENTH,
)
