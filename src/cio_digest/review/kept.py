"""A review to the store, so that its numbers are taken wherever those of a digest are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.digest import saved
from cio_digest.models import Digest, Section
from cio_digest.store import digests as digest_table
from cio_digest.store import if_writable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.models import Item
    from cio_digest.models.pages import Review
    from cio_digest.store import Store


def keep(db: Store, review: Review, starred: Sequence[Item]) -> None:
    """Keep its stories, and the ``starred`` ones that stand in no section, by their numbers.

    Where it has none, those of what was printed before it stay.
    """
    sections = review.sections
    if starred:
        sections = (*sections, Section("Starred", tuple(starred)))
    if not any(section.items for section in sections):
        return
    value = Digest(
        date=review.last,
        now=review.now,
        since=review.since,
        until=review.until,
        sources=review.sources,
        entries=review.entries,
        stories=review.stories,
        minutes=review.minutes,
        sections=sections,
    )
    with if_writable(db):
        digest_table.save_review(db, review.last, review.until, saved.dump(value))
