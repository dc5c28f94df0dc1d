"""How much of one document is read, so that no source takes the run's time or memory."""

from __future__ import annotations

ENTRIES = 5_000  # the first in the document, which are the newest in nearly every feed
TAGS = 1_000_000  # of well-formed XML; the tree of so many takes some 200 MB
LENIENT = 2_000_000  # characters given to feedparser, which takes some seconds for them
LENIENT_TAGS = 100_000  # and so many tags: each costs it up to 20 µs
