"""The first two steps of ``schema.py``, which made most of the store's tables."""

from __future__ import annotations

FIRST = (
    """
    CREATE TABLE sources (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,            -- the address as configured
        url TEXT NOT NULL,                   -- where it is read today
        title TEXT NOT NULL DEFAULT '',
        home TEXT NOT NULL DEFAULT '',
        language TEXT NOT NULL DEFAULT '',
        etag TEXT NOT NULL DEFAULT '',
        modified TEXT NOT NULL DEFAULT '',
        digest TEXT NOT NULL DEFAULT '',
        ttl INTEGER NOT NULL DEFAULT 0,
        due INTEGER,                         -- not asked again before
        checked INTEGER,                     -- last attempt
        succeeded INTEGER,                   -- last attempt that worked
        failures INTEGER NOT NULL DEFAULT 0, -- in a row
        failing_since INTEGER,
        error TEXT NOT NULL DEFAULT '',
        moved_to TEXT NOT NULL DEFAULT '',
        moved_runs INTEGER NOT NULL DEFAULT 0,
        gone INTEGER NOT NULL DEFAULT 0
    )
    """,
    """
    CREATE TABLE entries (
        id INTEGER PRIMARY KEY,
        source INTEGER NOT NULL REFERENCES sources (id),
        guid TEXT NOT NULL,
        hash TEXT NOT NULL,                  -- of the entry as it was sent
        story INTEGER,                       -- NULL until clustered
        published INTEGER,                   -- NULL when the publisher gave no believable date
        first_seen INTEGER NOT NULL,
        surfaced INTEGER NOT NULL,           -- when it became news to the reader
        url TEXT NOT NULL,
        canonical TEXT NOT NULL,
        title TEXT NOT NULL,
        text TEXT NOT NULL,
        author TEXT NOT NULL,
        publisher TEXT NOT NULL,
        outlet TEXT NOT NULL,                -- who speaks, for counting independent tellings
        language TEXT NOT NULL,
        tags TEXT NOT NULL,                  -- JSON array
        links TEXT NOT NULL,                 -- JSON array
        enclosures TEXT NOT NULL,            -- JSON array of [url, type, bytes]
        network TEXT NOT NULL,
        handle TEXT NOT NULL,
        likes INTEGER, reposts INTEGER, replies INTEGER, score INTEGER,
        bot INTEGER NOT NULL DEFAULT 0,
        noise TEXT NOT NULL,                 -- JSON array of kinds: "sponsored", "listicle", …
        UNIQUE (source, guid)
    )
    """,
    "CREATE INDEX entries_by_hash ON entries (hash)",
    "CREATE INDEX entries_by_surfaced ON entries (surfaced, story)",
    "CREATE INDEX entries_by_source ON entries (source, surfaced)",
    "CREATE INDEX entries_by_story ON entries (story)",
    "CREATE INDEX entries_unclustered ON entries (id) WHERE story IS NULL",
    """
    CREATE TABLE stories (
        id INTEGER PRIMARY KEY,              -- the id of its first entry
        first INTEGER NOT NULL,              -- when it surfaced
        last INTEGER NOT NULL,               -- its newest entry
        entries INTEGER NOT NULL,
        outlets INTEGER NOT NULL             -- distinct ones
    )
    """,
    "CREATE INDEX stories_by_last ON stories (last, outlets)",
    "CREATE TABLE fingerprints (entry INTEGER PRIMARY KEY, value BLOB NOT NULL)",  # for clustering
    "CREATE TABLE story_aliases (id INTEGER PRIMARY KEY, story INTEGER NOT NULL)",
    """
    CREATE VIRTUAL TABLE entries_text USING fts5 (
        title, text, content = 'entries', content_rowid = 'id',
        tokenize = "unicode61 remove_diacritics 2"
    )
    """,
    "CREATE VIRTUAL TABLE entries_words USING fts5vocab (entries_text, 'row')",
    """
    CREATE TABLE digests (
        day TEXT NOT NULL,                   -- the reader's own day
        options TEXT NOT NULL,               -- a mark of what else it depends on
        plain INTEGER NOT NULL,              -- whether it was the whole one of its own day
        resume INTEGER NOT NULL,             -- from when on the next day's looks
        value TEXT NOT NULL,                 -- the digest as JSON
        printed INTEGER NOT NULL,            -- grows with each printing
        PRIMARY KEY (day, options)
    )
    """,
    """
    CREATE TABLE shown (
        day TEXT NOT NULL,
        story INTEGER NOT NULL,
        outlets INTEGER NOT NULL,            -- how many told it by then
        PRIMARY KEY (day, story)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX shown_by_story ON shown (story)",
    """
    CREATE TABLE companions (                -- words that keep a topic's company
        topic TEXT NOT NULL,
        mark TEXT NOT NULL,                  -- of the topic's keywords
        term TEXT NOT NULL,
        weight REAL NOT NULL,
        PRIMARY KEY (topic, mark, term)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE summaries (                 -- by the reader's own program
        id INTEGER PRIMARY KEY,              -- grows: the oldest are forgotten
        story INTEGER NOT NULL,
        mark TEXT NOT NULL,                  -- of the story's text and the command
        value TEXT NOT NULL,
        UNIQUE (story, mark)
    )
    """,
    "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
)

SECOND = (
    """
    CREATE TABLE clues (                     -- the words and addresses a story is found by
        clue INTEGER NOT NULL,
        time INTEGER NOT NULL,               -- when an entry with it surfaced
        story INTEGER NOT NULL,              -- of that entry then; see story_aliases
        PRIMARY KEY (clue, time, story)
    ) WITHOUT ROWID
    """,
    "CREATE TABLE open_stories (story INTEGER PRIMARY KEY, value BLOB NOT NULL)",
    """
    CREATE TABLE feedback (                  -- what the reader said of stories
        id INTEGER PRIMARY KEY,
        verdict TEXT NOT NULL,               -- star, more, less or hide
        time INTEGER NOT NULL,
        story INTEGER NOT NULL,
        title TEXT NOT NULL,
        sources TEXT NOT NULL,               -- JSON arrays of what it counts for
        voices TEXT NOT NULL,
        words TEXT NOT NULL
    )
    """,
    "CREATE TABLE rarity (id INTEGER PRIMARY KEY, value BLOB NOT NULL)",  # one row
    """
    CREATE TABLE short_links (
        link TEXT PRIMARY KEY,               -- in canonical form, as ``target``
        target TEXT NOT NULL,                -- where it leads to, '' while that is not known
        tries INTEGER NOT NULL,              -- that failed
        tried INTEGER NOT NULL
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE days (                      -- UTC; what trends compare with
        day INTEGER PRIMARY KEY,             -- since 1970
        entries INTEGER NOT NULL,
        judged INTEGER,                      -- when what rises was last looked for
        history INTEGER                      -- days that it was then compared with
    )
    """,
    """
    CREATE TABLE terms (                     -- words and names of titles
        term TEXT NOT NULL,
        day INTEGER NOT NULL,
        outlets INTEGER NOT NULL,            -- distinct ones that used it
        PRIMARY KEY (term, day)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE topic_days (                -- entries that a topic is in
        topic TEXT NOT NULL,
        day INTEGER NOT NULL,
        outlet TEXT NOT NULL,
        entries INTEGER NOT NULL,
        PRIMARY KEY (topic, day, outlet)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE trends (                    -- what was found to rise or fall, the latest of a day
        day INTEGER NOT NULL,
        kind TEXT NOT NULL,                  -- "rising", "falling", "topics" or "stories"
        place INTEGER NOT NULL,              -- 1 for the first
        term TEXT NOT NULL,
        ratio REAL,                          -- times its share before; NULL: it had none
        history TEXT NOT NULL,               -- JSON array of shares by day
        since INTEGER,                       -- day
        outlets INTEGER NOT NULL,
        voices INTEGER NOT NULL,             -- those of them on a network
        stories TEXT NOT NULL,               -- JSON array of [id, title, url, publisher]
        PRIMARY KEY (day, kind, place)
    ) WITHOUT ROWID
    """,
    # What sources are judged by stands in the index, so that no row need be read for it.
    "DROP INDEX entries_by_source",
    "CREATE INDEX entries_by_source ON entries (source, surfaced, story, noise)",
    "CREATE INDEX entries_social ON entries (surfaced) WHERE network <> ''",
    # How far apart the reads of a source were of late, in seconds.
    "ALTER TABLE sources ADD COLUMN apart INTEGER NOT NULL DEFAULT 0",
    """
    CREATE TABLE spending (                  -- for networks that cost money
        network TEXT NOT NULL,
        month TEXT NOT NULL,                 -- in UTC, such as "2026-11"
        posts INTEGER NOT NULL,              -- read
        mills INTEGER NOT NULL,              -- thousandths of a US dollar, put aside or paid
        PRIMARY KEY (network, month)
    ) WITHOUT ROWID
    """,
    # The network's name of a source's newest entry, where only what is newer is asked for.
    "ALTER TABLE sources ADD COLUMN newest TEXT NOT NULL DEFAULT ''",
    """
    CREATE TABLE alerts (                    -- what was told of a watched keyword
        keyword TEXT NOT NULL,
        story INTEGER NOT NULL,              -- 0: that it rises
        time INTEGER NOT NULL,
        PRIMARY KEY (keyword, story)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE runs (                      -- of the schedule's jobs
        job TEXT NOT NULL,                   -- "fetch" or "mail"
        started INTEGER NOT NULL,
        ended INTEGER NOT NULL,
        code INTEGER NOT NULL,               -- the exit code
        said TEXT NOT NULL,                  -- the last line on stderr
        PRIMARY KEY (job, started)
    ) WITHOUT ROWID
    """,
)
