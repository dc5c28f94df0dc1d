"""What every kind of source has in common: a conversation that turns responses into a feed.

A conversation is a generator. It yields requests, is sent their responses (or has a FetchError
thrown into it) and returns a Reading; it never touches the wire, so that a recorded answer and a
live one take the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from cio_digest.errors import FetchError
from cio_digest.models import Polling, RawEntry, RawFeed, Session, Source
from cio_digest.models.wire import Access, Request, Response
from cio_digest.networks import polling

if TYPE_CHECKING:
    from datetime import datetime

PAGES = 5  # of one source in one run, at most


class Task(NamedTuple):
    """What a conversation starts from: the source, what is remembered of it, and the instant.

    ``pages`` is how many pages of the source may be read, at most.
    """

    source: Source
    state: Polling
    access: Access
    now: datetime
    pages: int = PAGES


class Reading(NamedTuple):
    """What a conversation came to; no feed where nothing had changed.

    ``response`` is the one whose validators and freshness count; ``url`` the address to ask from
    now on, where it is another than the one that was asked first. ``newest`` is the network's name
    of the newest entry, ``session`` the one to go on with.
    """

    response: Response
    feed: RawFeed | None = None
    url: str = ""
    newest: str = ""
    session: Session | None = None


Conversation: TypeAlias = Generator[Request, Response, Reading]
Check: TypeAlias = Generator[Request, Response, str]


class Kind(NamedTuple):
    """One kind of source, in words and as a conversation.

    ``needs`` and ``lacks`` tell the reader what it takes and what it cannot do. ``hints`` say what
    to do about an error, by HTTP status or by the name that the network gives it. ``check`` is a
    conversation with a server that tries the reader's account there, at no cost, and says in words
    what it may do. ``price`` is what a read costs at most, in thousandths of a US dollar.
    """

    title: str
    reads: str
    read: Callable[[Task], Conversation]
    needs: str = "nothing"
    lacks: str = ""
    hints: Mapping[int | str, str] = {}
    check: Callable[[str, Access], Check] | None = None
    price: Callable[[Source, Polling], int] | None = None


class Page(NamedTuple):
    """Entries of one answer, newest first, and the address of the older ones, if any."""

    entries: tuple[RawEntry, ...]
    older: str = ""


def pages(
    task: Task, first: Request, read: Callable[[Response], Page], *, most: int = PAGES
) -> Conversation:
    """The first page of a timeline, and older ones as long as everything on a page is new."""
    newest = response = yield first
    if polling.unchanged(task.state, newest):
        return Reading(newest)
    page = read(response)
    entries = page.entries
    for _ in range(min(most, task.pages) - 1):
        if not page.older or not polling.all_new(task.state, page.entries, task.now):
            break
        try:
            response = yield first._replace(url=page.older)
        except FetchError:
            break  # what came is worth keeping
        page = read(response)
        entries += page.entries
    return Reading(newest, RawFeed(entries))


def bearer(secret: str) -> tuple[tuple[str, str], ...]:
    """The header that shows a token (RFC 6750)."""
    return (("Authorization", f"Bearer {secret}"),) if secret else ()
