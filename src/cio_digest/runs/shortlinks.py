"""Short links in social entries to the addresses that they lead to, so that posts meet articles.

A shortener is asked once about each link, and only where it leads: the page itself is left alone.
What cannot be had stays as it is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias

from cio_digest.errors import FetchError
from cio_digest.store import Store, short_links, transaction
from cio_digest.store import entries as entry_table
from cio_digest.text import normalize

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cio_digest.models import Entry

MOST = 100  # links asked about in one run, those of the newest entries first
SECONDS = 30.0  # for all of them together
LONGEST = 500  # characters of a link; shorteners make shorter ones
HOPS = 3  # one shortener may lead to another
TRIES = 3  # of a link that fails, a day apart
PAUSE = timedelta(days=1)

Lead: TypeAlias = Callable[[str], Awaitable[str]]


def applied(db: Store, entry: Entry) -> Entry:
    """A clean entry with what is known of its short links."""
    short = filter(normalize.is_short, (entry.canonical, *entry.links))
    found = short_links.targets(db, short) if entry.network else {}
    return normalize.led(entry, found) if found else entry


async def resolve(db: Store, lead: Lead, now: datetime, *, seconds: float = SECONDS) -> int:
    """Find out where the short links of entries without a story lead; gives how many it found.

    ``lead`` asks where one address leads to. A failure is remembered, never raised.
    """
    held = short_links.addresses(db)
    known = dict.fromkeys(link for links in held.values() for link in links)
    asked = [link for link in known if normalize.is_short(link) and _may_be_asked(db, link, now)]
    if not asked:
        return 0
    answers = await _answers(asked[:MOST], lead, seconds)
    found = {link for link, target in answers.items() if target}
    touched = [key for key, links in held.items() if found.intersection(links)]
    with transaction(db):
        short_links.learn(db, answers, now)
        entry_table.relink(db, [applied(db, entry) for entry in entry_table.load(db, touched)])
    return len(found)


def _may_be_asked(db: Store, link: str, now: datetime) -> bool:
    if len(link) > LONGEST:
        return False
    return short_links.may_be_asked(db, link, tries=TRIES, since=now - PAUSE)


async def _answers(links: Sequence[str], lead: Lead, seconds: float) -> dict[str, str]:
    """What each link leads to, ``""`` for one that fails; those that take too long are left out."""
    tasks = {link: asyncio.create_task(_target(link, lead)) for link in links}
    try:
        await asyncio.wait(tasks.values(), timeout=seconds)
        return {link: task.result() for link, task in tasks.items() if task.done()}
    finally:
        for task in tasks.values():
            task.cancel()


async def _target(link: str, lead: Lead) -> str:
    """The canonical address that a short link leads to in the end, ``""`` where to none."""
    address = link
    for _ in range(HOPS):
        try:
            address = normalize.url(await lead(address))
        except FetchError:
            return ""
        if not normalize.is_short(address):
            return address
    return ""
