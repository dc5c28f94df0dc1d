"""Sets up what a run asks sources with: HTTP client, programs, credentials, sessions, spending."""

from __future__ import annotations

import logging
from contextlib import asynccontextmanager, nullcontext
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.config import paths
from cio_digest.config.searches import ConfiguredSearch, of_search
from cio_digest.errors import FetchError
from cio_digest.fetch import beside, local, sessions
from cio_digest.fetch.client import Limits, client
from cio_digest.fetch.heads import lead
from cio_digest.fetch.keyring import Keyring
from cio_digest.networks import health, registry
from cio_digest.runs import spending
from cio_digest.store import opened

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
    from contextlib import AbstractAsyncContextManager, AbstractContextManager

    from cio_digest.models import Session, Source
    from cio_digest.models.wire import Request, Response
    from cio_digest.runs import Setup
    from cio_digest.store import Store

_LOG = logging.getLogger(__name__)


@asynccontextmanager
async def _alone() -> AsyncIterator[None]:
    """Nobody else reads."""
    yield


class Connection(NamedTuple):
    """What a run asks with.

    ``get`` answers requests, pays for those that cost money and runs programs; ``keys`` reveal the
    reader's credentials; ``keep`` keeps a source's new session for the next run; ``lead`` gives the
    address that a short link leads to; ``payments`` gives what was paid so far. Work that takes
    long, and all that uses the store while sources are asked, is done ``aside``; of all that are
    ``reading``, one has a body in memory.
    """

    get: registry.Get
    keys: Keyring
    keep: Callable[[Source, Session], None] = lambda _source, _session: None
    lead: Callable[[str], Awaitable[str]] | None = None
    payments: Callable[[], list[spending.Payment]] = list
    aside: beside.Aside = beside.at_once
    reading: Callable[[], AbstractAsyncContextManager[None]] = _alone


def over(
    get: registry.Get, env: Mapping[str, str], known: Mapping[str, Session] | None = None
) -> Connection:
    """A connection over any way to answer requests; ``known`` are sessions by their names."""
    return Connection(_logged(local.beside(get, env)), Keyring(env, known))


def _logged(get: registry.Get) -> registry.Get:
    """A way to ask that logs what was asked and answered: no query, header or body."""
    if not _LOG.isEnabledFor(logging.DEBUG):
        return get

    async def ask(request: Request) -> Response:
        address = request.url.partition("?")[0]
        try:
            response = await get(request)
        except FetchError as error:
            _LOG.debug("%s: %s", address, health.address(error.reason))
            raise
        _LOG.debug("%s: %d, %d bytes", address, response.status, len(response.body))
        return response

    return ask


@asynccontextmanager
async def connected(
    setup: Setup,
    kinds: Iterable[str],
    limits: Limits | None = None,
    db: Store | None = None,
    *,
    shared: beside.Aside | None = None,
) -> AsyncIterator[Connection]:
    """A connection for sources of these kinds; ``db`` is the store, where it is open already.

    Runs that use one open store at once do so in one thread, which is ``shared``.

    Raises:
        StoreError: one of the kinds costs money, and the store cannot be used.
    """
    known, keep = _sessions(setup)
    thread = beside.thread() if shared is None else nullcontext(shared)
    with thread as aside, _purse_keeper(setup, kinds, db) as store:
        async with client(limits or Limits(), aside=aside) as opened_client:
            connection = over(opened_client.get, setup.env, known)
            if store is not None:
                before = await aside(partial(spending.purses, store, setup))
                caps = spending.caps(setup)
                connection = connection._replace(
                    get=spending.paying(connection.get, store, caps, setup.now, aside),
                    payments=partial(spending.payments, before, store, setup),
                )
            yield connection._replace(
                get=opened_client.turn.given(connection.get),
                keep=keep,
                lead=partial(lead, opened_client),
                aside=aside,
                reading=opened_client.turn.reading,
            )


def _purse_keeper(
    setup: Setup, kinds: Iterable[str], db: Store | None
) -> AbstractContextManager[Store | None]:
    """The store, where what is spent is kept; None where nothing costs money."""
    if not any(registry.kind(kind).price for kind in kinds):
        return nullcontext()
    return opened(setup.store) if db is None else nullcontext(db)


def _sessions(setup: Setup) -> tuple[dict[str, Session], Callable[[Source, Session], None]]:
    """The sessions of earlier runs by ``sessions.name``, and a function that keeps a new one.

    Those of accounts that are configured no more are dropped.
    """
    accounts = dict(setup.config.accounts)
    mine = {sessions.name(of_search(ConfiguredSearch(name, ""), accounts)) for name in accounts}
    file = sessions.file(paths.local(paths.here(), setup.store))
    before = sessions.load(file)
    known = {name: before[name] for name in before.keys() & mine}
    if known != before:
        sessions.save(file, known)

    def keep(source: Source, session: Session) -> None:
        name = sessions.name(source)
        if session != known.get(name):
            known[name] = session
            sessions.save(file, known)

    return known, keep
