"""How often those who speak at sources do so, and what the public does with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.models import Engagement
from cio_digest.store.times import seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from cio_digest.store.engine import Store

# The newest of a source first, as the index has them; equal times must not be left to chance.
_LATEST = "surfaced DESC, story DESC, noise DESC, id DESC"
DAY, MONTH = 86_400, 30 * 86_400  # seconds


def monthly(db: Store, sources: Iterable[str], at: datetime, *, most: int) -> dict[str, float]:
    """How many entries each speaker brings in 30 days, by what their sources brought in the last.

    Only sources that one speaks at tell: of a hashtag's, nothing follows for those who use it. One
    known for less than that is judged by the days it is known for. Nobody counts further than
    ``most``: for a source that brings more it is enough that it does.
    """
    now = seconds(at)
    speakers = _speakers(db, [*sources], now, most)
    latest = db.for_each(
        "SELECT count(*), min(surfaced) FROM (SELECT surfaced FROM entries "
        "WHERE source = (SELECT id FROM sources WHERE key = ?) AND surfaced BETWEEN ? AND ? "
        "ORDER BY surfaced DESC LIMIT ?) latest",
        [(key, now - MONTH, now, most) for key in speakers],
    )
    older = db.for_each(
        "SELECT 1 FROM entries WHERE source = (SELECT id FROM sources WHERE key = ?) "
        "AND surfaced BETWEEN 1 AND ? LIMIT 1",
        [(key, now - MONTH) for key in speakers],
    )
    rates: dict[str, float] = {}
    for speaker, [(count, first)], before in zip(speakers.values(), latest, older, strict=True):
        if count:
            known = MONTH if before else max(now - first, DAY)
            rates[speaker] = rates.get(speaker, 0.0) + count * MONTH / known
    return rates


def _speakers(db: Store, sources: Sequence[str], now: int, most: int) -> dict[str, str]:
    """Who says all of a source's last entries, by source, but for those that several speak at.

    Nor are there sources of which only one entry is known.
    """
    counts = db.for_each(
        "SELECT count(*), count(DISTINCT outlet), max(outlet) FROM (SELECT outlet FROM entries "
        "WHERE source = (SELECT id FROM sources WHERE key = ?) AND surfaced <= ? "
        f"ORDER BY {_LATEST} LIMIT ?) latest",
        [(key, now, most) for key in sources],
    )
    return {
        source: name or source
        for source, [(known, speakers, name)] in zip(sources, counts, strict=True)
        if known > 1 and speakers == 1
    }


def engagements(db: Store, sources: Iterable[str]) -> dict[str, list[Engagement]]:
    """What the public did with the last entries of each source."""
    keys = [*sources]
    latest = db.for_each(
        "SELECT likes, reposts, replies, score FROM entries "
        "WHERE source = (SELECT id FROM sources WHERE key = ?) "
        "AND coalesce(likes, reposts, replies, score) IS NOT NULL "
        f"ORDER BY {_LATEST} LIMIT 100",
        [(key,) for key in keys],
    )
    return {key: [Engagement(*row) for row in rows] for key, rows in zip(keys, latest, strict=True)}
