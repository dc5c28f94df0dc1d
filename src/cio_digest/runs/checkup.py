"""The checkup: configuration, store, accounts, network, mail and programs, a row for each."""

from __future__ import annotations

import platform
import sys
from typing import TYPE_CHECKING

from cio_digest import files
from cio_digest.masking import masked
from cio_digest.models.wire import Request
from cio_digest.render import words
from cio_digest.runs import accounts, services, status

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cio_digest.models import Failing, Polling
    from cio_digest.networks.registry import Get
    from cio_digest.runs import Setup, spending
    from cio_digest.store import Store

Row = tuple[str, str, str]  # what was checked, its state ("fine" where nothing is wrong), details

SILENT, TWICE = "silent", "twice"  # the states of what works, but to no use
NONE = "none"  # the state of what there need not be
_NAMED = 5  # silent sources, the others are counted
_ASKED = 3  # sources from different hosts; more would be a fetch
_PATIENCE = 15.0  # seconds, less than a fetch has


def check(setup: Setup, *, online: bool, whole: bool = False) -> list[Row]:
    """Check all; offline, the network is left out, and of a large store most, unless ``whole``.

    No mail is sent, and nothing that costs money is asked.
    """
    return [
        ("program", "fine", _program()),
        _config(setup),
        *(("configuration", TWICE, line) for line in setup.config.warnings),
        *_store(setup, whole=whole),
        *_schedule(setup),
        *_credentials(setup, online=online),
        *services.rows(setup, online=online),
    ]


def _schedule(setup: Setup) -> list[Row]:
    """What is scheduled; where the store cannot be used, another row says so."""
    from cio_digest.errors import StoreError

    try:
        return status.scheduled(setup)
    except StoreError:
        return []


def _program() -> str:
    from cio_digest import __version__

    return f"cio-digest {__version__}, Python {platform.python_version()}, {sys.platform}"


def _config(setup: Setup) -> Row:
    config = setup.config
    sources = words.count(len(config.sources), "source")
    topics = words.count(len(config.topics), "topic")
    return ("configuration", "fine", f"{config.path}: {sources}, {topics}")


def _store(setup: Setup, *, whole: bool) -> list[Row]:
    """What the store is like, and which sources need a person."""
    from cio_digest.errors import StoreError
    from cio_digest.networks import health
    from cio_digest.store import check, opened
    from cio_digest.store import sources as table

    try:
        with opened(setup.store) as db:
            faults, entries, megabytes = check.facts(db, whole=whole)
            part = check.is_large(db) and not whole
            unwritable = check.unwritable(db)
            states = table.states(db, setup.config.sources)
            report = health.of(setup.config.sources, states)
            newest = table.newest(db, setup.config.sources, setup.now)
            costs = _costs(db, setup, states)
            kept = _kept(db, setup)
            server = _server(db, setup)
    except StoreError as error:
        return [("store", "wrong", str(error))]
    wrong = [f"{fault}; run: cio-digest doctor --repair" for fault in faults]
    wrong += [unwritable] if unwritable else []
    place = masked(setup.store)
    sound = "newest part sound; cio-digest doctor --deep looks at all of it" if part else "sound"
    size = f"{words.count(entries, 'entry')}, {megabytes:.1f} MB"
    rows = [("store", "wrong", f"{place}: {what}") for what in wrong] or [
        ("store", "fine", f"{place}: {size}, {sound}")
    ]
    rows += kept + server
    rows.append(_last_read(report.last_fetch, setup.now))
    rows += [("source", "failing", _failing(each)) for each in report.failing]
    rows += _silent(setup, states, health.silent(newest, setup.now))
    money = [("spending", "wrong" if cost.used_up else "fine", str(cost)) for cost in costs]
    return [*rows, *money]


def _kept(db: Store, setup: Setup) -> list[Row]:
    """For how long entries are kept, where not for good, and how many are older."""
    from cio_digest.store import expiry

    if not setup.config.keep:
        return []
    limit = expiry.limit(db, setup.config.keep, setup.now)
    older = words.count(expiry.count(db, limit), "entry")
    return [("store", "fine", f"keeps what is newer than {limit:%Y-%m-%d}; {older} to go at night")]


def _server(db: Store, setup: Setup) -> list[Row]:
    """The server that keeps the store, if one does, and its team's workers."""
    if not files.on_server(setup.store):
        return []
    from cio_digest.runs import teamcheck

    return teamcheck.rows(db, setup)


def _last_read(last: datetime | None, now: datetime) -> Row:
    """When sources were last read, which a clock that was ahead may have put in the future."""
    from cio_digest.networks.polling import SKEW

    if last is None:
        return ("last read", "wrong", "nothing has been read yet; run: cio-digest fetch")
    at = f"{last:%Y-%m-%d %H:%M} UTC"
    if last > now + SKEW:
        what = f"{at}, which is in the future: the clock was ahead then; run: cio-digest fetch"
        return ("last read", "wrong", what)
    return ("last read", "fine", at)


def _failing(failing: Failing) -> str:
    many = f", {failing.sources} sources" if failing.sources > 1 else ""
    return f"{failing.source}{many}: {failing.reason}, since {failing.since:%Y-%m-%d}"


def _silent(
    setup: Setup, states: Mapping[str, Polling], silent: Mapping[str, datetime]
) -> list[Row]:
    """The sources that can be read, but bring nothing any more."""
    from cio_digest.networks import health, polling

    names = [
        health.name(source, states[source.key])
        for source in setup.config.sources
        if source.key in silent and polling.is_fine(states[source.key])
    ]
    if not names:
        return []
    more = ", …" if len(names) > _NAMED else ""
    what = f"{len(names)} brought nothing for half a year: {', '.join(names[:_NAMED])}{more}"
    return [("sources", SILENT, f"{what}; cio-digest sources list")]


def _costs(db: Store, setup: Setup, states: Mapping[str, Polling]) -> list[spending.Estimate]:
    """What networks that cost money will cost, and whether the month's cap still allows it."""
    if not setup.config.accounts:  # nobody else sends bills
        return []
    from cio_digest.runs import spending

    pairs = [(source, states[source.key]) for source in setup.config.sources]
    return spending.estimates(spending.purses(db, setup), pairs)


def _credentials(setup: Setup, *, online: bool) -> list[Row]:
    """Try the accounts and, online, the network; without spending money."""
    if not online and not accounts.are_any(setup):
        return []
    from cio_digest.runs import waiting

    return waiting.run(_asked(setup) if online else _revealed(setup))


async def _revealed(setup: Setup) -> list[Row]:
    from cio_digest.fetch.keyring import Keyring

    return await accounts.rows(setup, Keyring(setup.env), None)


async def _asked(setup: Setup) -> list[Row]:
    from cio_digest.fetch.client import Limits
    from cio_digest.runs.connection import connected

    async with connected(setup, (), Limits(patience=_PATIENCE)) as connection:
        rows = await accounts.rows(setup, connection.keys, connection)
        return [*rows, await _network(setup, connection.get)]


async def _network(setup: Setup, get: Get) -> Row:
    """Ask a few sources of different hosts whether they can be reached."""
    from urllib.parse import urlsplit

    from cio_digest.errors import FetchError

    hosts = {urlsplit(source.url).netloc: source.url for source in setup.config.sources}
    asked = [url for host, url in hosts.items() if host][:_ASKED]  # not programs and files
    failures = []
    for url in asked:
        try:
            await get(Request(url))
        except FetchError as error:
            if not error.status:
                failures.append(str(error))
    if not failures:
        return ("network", "fine", f"{len(asked)} of {words.count(len(asked), 'host')} answered")
    if len(failures) == len(asked):
        return ("network", "wrong", f"no host answered; are you online? {failures[0]}")
    return ("network", "fine", f"{len(asked) - len(failures)} of {len(asked)} hosts answered")
