"""The keys of digests as the first release made them; what it kept is in tests/store, too."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest
from tests.conftest import NOW
from tests.feeds import entry, saved, source

from cio_digest import digest
from cio_digest.config import Config
from cio_digest.config.schema import Program, Settings
from cio_digest.digest import DigestOptions, released
from cio_digest.models import SavedSearch, Topic

if TYPE_CHECKING:
    from cio_digest.store import Store

PLAIN = Config("feeds.toml", Settings())
FULL = Config(
    "feeds.toml",
    Settings(minutes=9, timezone=ZoneInfo("Europe/Berlin")),
    (Topic("CRM", ("CRM", "Zürich's"), ("quiz",), 1.5, ("mastodon",)), Topic("B", ("b",))),
    (
        source("https://a.example/", weight=2.0),
        source("https://b.example/", muted_until=date(2027, 1, 1)),
    ),
    summarize=Program(("sum", "up"), 5.0),
    sections=(SavedSearch("Harbours", "harbour", 2),),
)


@pytest.mark.parametrize(
    ("config", "options", "key"),
    [
        (PLAIN, DigestOptions(), "6793fc79"),
        (FULL, DigestOptions(topic="CRM", since=timedelta(days=3), day=NOW.date()), "e1876f1c"),
    ],
    ids=["plain", "full"],
)
def test_keys_are_those_of_the_first_release(
    config: Config, options: DigestOptions, key: str
) -> None:
    """As that release itself gave them."""
    assert released.key(config, options, NOW.date()) == key


class More(NamedTuple):
    """Settings of a later release: one more, and in another order."""

    colour: str = ""
    timezone: ZoneInfo | None = None
    max_stories: int = 14
    minutes: int = 10
    max_age: timedelta = timedelta(hours=12)
    per_source: int = 3
    languages: tuple[str, ...] = ()
    read_pages: bool = False


def test_a_new_setting_changes_no_digest_that_is_kept(db: Store) -> None:
    """Unless the reader sets it."""
    topics, sources = (Topic("CRM", ("CRM",)),), (source("https://news.example/feed"),)
    config = Config("feeds.toml", Settings(minutes=9), topics, sources)
    saved(db, entry("CRM"))
    first = digest.make(db, config, NOW, DigestOptions())
    db.execute("UPDATE entries SET title = 'Gone'")
    several: list[Any] = [More(minutes=9), More(minutes=9, colour="red")]
    later = [
        digest.make(db, config._replace(settings=each), NOW, DigestOptions()) for each in several
    ]
    assert later[0] == first
    assert later[1] != first
