"""Weeks of news in a real store, as fetches would have brought them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from tests.conftest import NOW
from tests.feeds import entry, saved, source

from cio_digest.config import Config
from cio_digest.config.schema import Settings
from cio_digest.models import Entry, Topic
from cio_digest.store import opened
from cio_digest.store.connect import SQLite
from cio_digest.trends import daily, page

if TYPE_CHECKING:
    from pathlib import Path

    from cio_digest.models.pages import Trends
    from cio_digest.store import Store

FOLDER: list[Path] = []  # where stores that tests start from are kept
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
OUTLETS = tuple(f"outlet{number}" for number in range(8))
TOPICS = (Topic("CRM", ("CRM", "Northwind")), Topic("Ferries", ("ferry", "harbour")))
SEAT_FREE = (
    "Northwind opens seat-free pricing for agents",
    "Seat-free pricing for agents shakes vendors",
    "Northwind agents go seat-free, vendors follow",
    "Vendors weigh Northwind and its seat-free pricing",
)
QUIET = (
    "Harbour bridge reopens",
    "Council budget passes",
    "Rain expected later",
    "Ferry timetable printed",
    "Museum gets new roof",
    "Library opens early",
    "Tram line extended",
    "Market square repaved",
)


def config(*topics: Topic) -> Config:
    """Eight outlets and two topics."""
    sources = tuple(source(f"https://{name}.example/feed", title=name) for name in OUTLETS)
    return Config("feeds.toml", Settings(timezone=timezone.utc), topics or TOPICS, sources)


def by(outlet: str, title: str, at: datetime, **parts: Any) -> Entry:
    """An entry of one outlet, read when it was published."""
    url = f"https://{outlet}.example/{at:%m%d%H%M}/{title.replace(' ', '-')}"
    key = f"https://{outlet}.example/feed"
    return entry(
        title, source=key, outlet=outlet, url=url, surfaced=at, published=at, first_seen=at, **parts
    )


def quiet(day: datetime, each: int = 56) -> list[Entry]:
    """The news of an ordinary morning: each outlet speaks in its turn."""
    return [
        by(
            OUTLETS[number % 8],
            f"{QUIET[(number + day.day) % 8]} on {day:%d} {number}",
            day - number * (6 * HOUR / each),
        )
        for number in range(each)
    ]


def told(day: datetime, outlets: int = 4) -> list[Entry]:
    """A piece of news, each title by the next outlet."""
    return [
        by(OUTLETS[n % outlets], title, day - (n + 1) * timedelta(minutes=7))
        for n, title in enumerate(SEAT_FREE)
    ]


def fetched(db: Store, entries: list[Entry], now: datetime, given: Config | None = None) -> None:
    """One run at ``now``: the entries come in, are clustered, counted and judged."""
    saved(db, *entries)
    daily.keep(db, given or config(), now)


def lived(db: Store, days: int) -> None:
    """Fill an empty store with so many ordinary days before today, a run each morning.

    What many tests start from is made once.
    """
    path = FOLDER[0] / f"{days}.db"
    if not path.exists():
        with opened(str(path)) as made:
            for back in range(days, 0, -1):
                fetched(made, quiet(NOW - back * DAY), NOW - back * DAY)
    with opened(str(path)) as made:
        assert isinstance(made, SQLite)
        assert isinstance(db, SQLite)
        made.backup(db)


def shown(db: Store, now: datetime = NOW, **options: Any) -> Any:
    """The page of what moves."""
    return page.everything(db, config(), now, page.TrendsOptions(**options))


def counts(db: Store, table: str = "terms") -> list[tuple[Any, ...]]:
    """Everything that is counted."""
    columns = "day, entries" if table == "days" else "*"
    return db.execute(f"SELECT {columns} FROM {table} ORDER BY 1, 2").fetchall()


def morning(db: Store, days: int) -> Trends:
    """A store so many days old on which a piece of news breaks."""
    lived(db, days)
    fetched(db, [*quiet(NOW), *told(NOW)], NOW)
    found: Trends = shown(db)
    return found


def terms(found: Trends) -> list[str]:
    """What rises or falls there."""
    return [trend.term for trend in found.terms]
