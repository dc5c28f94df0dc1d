"""The stories that a digest would show now to those of their entries that are but a title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.digest import gather, items, muted, remarks, window
from cio_digest.digest.choose import choose
from cio_digest.digest.make import allowance, inputs
from cio_digest.digest.options import DigestOptions
from cio_digest.store import digests as digest_table
from cio_digest.store import pages as page_table
from cio_digest.text import days, summary

if TYPE_CHECKING:
    from datetime import datetime

    from cio_digest.config import Config
    from cio_digest.models import Entry
    from cio_digest.store import Store


def headlines(db: Store, config: Config, now: datetime) -> list[Entry]:
    """The headlines of stories of which nobody says more, and whose pages were not tried yet.

    After an absence those of as many stories as the digest offers to catch up on.
    """
    settings = config.settings
    day = days.today(now, settings.timezone)
    last = digest_table.last_before(db, day)
    span = window.of(day, now, settings.timezone, last=last)
    heard = muted.without(config, day)
    field = gather.field(inputs(db, heard, DigestOptions()), span, now)
    options = DigestOptions(catch_up=remarks.CATCH_UP if span.away else None)
    chosen = choose(field.candidates, allowance(options, settings))
    stories = [field.stories[each.story] for each in chosen]
    told = [(items.headline(each.entries, field.criteria.vendors), each) for each in stories]
    found = [entry for entry, story in told if not summary.sentences(items.readable(entry, story))]
    tried = page_table.texts(db, [entry.id for entry in found])
    return [entry for entry in found if entry.url and entry.id not in tried]
