"""What a search found to a numbered list whose numbers are taken wherever the digest's are.

The numbers go on from those of the digest printed last, so that both can be named. The list is kept
as a digest with one more section, until a digest is printed or something else is searched for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.digest import items, saved
from cio_digest.models import Digest, Item, Section
from cio_digest.render import words
from cio_digest.store import digests as digest_table
from cio_digest.store import if_writable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from cio_digest.models.pages import SearchResult
    from cio_digest.store import Store


def numbered(
    db: Store, results: Sequence[SearchResult], day: date, now: datetime
) -> list[SearchResult]:
    """What was found, with its numbers from now on; without where none can be kept."""
    kept = digest_table.latest(db, listed=False)
    base = saved.load(kept) if kept else Digest(day, now, now, now, 0, 0, 0, 0)
    start = max((item.number for item in items.shown(base)), default=0) + 1
    listed = [each._replace(number=number) for number, each in enumerate(results, start)]
    section = Section("Search", tuple(map(_item, listed)))
    value = saved.dump(base._replace(sections=(*base.sections, section)))
    with if_writable(db):
        digest_table.save_list(db, day, now, value)
        return listed
    return [*results]


def _item(result: SearchResult) -> Item:
    return Item(
        number=result.number,
        story=result.story,
        title=words.joined(result.title),
        url=result.url,
        published=result.published,
        publisher=result.publisher,
        others=(),
        summary="",
        topic="",
        terms=(),
        score=0.0,
    )
