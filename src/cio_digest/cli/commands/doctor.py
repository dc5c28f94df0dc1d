"""``cio-digest doctor``: is everything as it should be, and if not, what to do."""

from __future__ import annotations

import os
import platform
import sys
from typing import TYPE_CHECKING

import click

from cio_digest.cli import waiting
from cio_digest.cli.setup import Setup, setup

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cio_digest.models import Failing, Polling
    from cio_digest.networks.registry import Get
    from cio_digest.store import Store

EPILOG = """\b
Examples:
  cio-digest doctor              check all; exit code 1 if something is wrong
  cio-digest doctor --offline    leave the network out
  cio-digest doctor --repair     make a damaged store whole again
"""

_ASKED = 3  # sources from different hosts; more would be a fetch


@click.command(epilog=EPILOG)
@click.option("--offline", is_flag=True, help="Leave the network out.")
@click.option("--repair", is_flag=True, help="Make a damaged store whole, and check no more.")
@click.pass_context
def command(ctx: click.Context, offline: bool, repair: bool) -> None:
    """Check configuration, store, accounts, network, mail and programs; say what to do.

    No mail is sent. The program under [summarize] is given one short story. With --repair, all that
    can be read of a damaged store is put into a new one, and the damaged file is kept beside it.
    """
    if repair:
        from cio_digest.cli import repairing

        repairing.repair(ctx)
        return
    from cio_digest import render
    from cio_digest.cli import services
    from cio_digest.cli.output import show
    from cio_digest.cli.surface import chosen, surface

    rows = [("program", "fine", _program())]
    started = setup(ctx)
    rows += [_config(started), *_store(started)]
    rows += waiting.run(_offline(started) if offline else _online(started))
    rows += services.rows(started.config, online=not offline)
    show(render.table(("check", "state", "what"), rows, chosen(None), surface(os.environ)))
    ctx.exit(0 if all(state == "fine" for _, state, _ in rows) else 1)


def _program() -> str:
    from cio_digest import __version__

    return f"cio-digest {__version__}, Python {platform.python_version()}, {sys.platform}"


def _config(started: Setup) -> tuple[str, str, str]:
    config = started.config
    what = f"{config.path}: {len(config.sources)} sources, {len(config.topics)} topics"
    return ("configuration", "fine", what)


def _store(started: Setup) -> list[tuple[str, str, str]]:
    """What the store is like, and which sources need a person."""
    from cio_digest.errors import StoreError
    from cio_digest.networks import health
    from cio_digest.store import check, opened
    from cio_digest.store import sources as table

    try:
        with opened(started.store) as db:
            faults, entries, megabytes = check.facts(db)
            unwritable = check.unwritable(db)
            states = table.states(db, started.config.sources)
            report = health.of(started.config.sources, states)
            money = _money(db, started, states)
    except StoreError as error:
        return [("store", "wrong", str(error))]
    wrong = [f"{fault}; run: cio-digest doctor --repair" for fault in faults]
    rows = [
        ("store", "wrong", f"{started.store}: {what}")
        for what in [*wrong, *([unwritable] if unwritable else [])]
    ] or [("store", "fine", f"{started.store}: {entries:,} entries, {megabytes:.1f} MB, sound")]
    last = report.last_fetch
    rows.append(_last_read(last, started.now))
    rows += [("source", "failing", _failing(each)) for each in report.failing]
    return [*rows, *money]


def _last_read(last: datetime | None, now: datetime) -> tuple[str, str, str]:
    """When sources were last read, which a clock that was ahead may have put in the future."""
    from cio_digest.networks.polling import SKEW

    if last is None:
        return ("last read", "wrong", "nothing has been read yet; run: cio-digest fetch")
    at = f"{last:%Y-%m-%d %H:%M} UTC"
    if last > now + SKEW:
        said = f"{at}, which is in the future: the clock was ahead then; run: cio-digest fetch"
        return ("last read", "wrong", said)
    return ("last read", "fine", at)


def _failing(each: Failing) -> str:
    many = f", {each.sources} sources" if each.sources > 1 else ""
    return f"{each.source}{many}: {each.reason}, since {each.since:%Y-%m-%d}"


def _money(db: Store, started: Setup, states: Mapping[str, Polling]) -> list[tuple[str, str, str]]:
    """What networks that cost money will cost, and whether the month's cap still allows it."""
    from cio_digest.cli import bills

    pairs = [(source, states[source.key]) for source in started.config.sources]
    found = bills.estimates(bills.purses(db, started), pairs)
    return [("spending", "wrong" if each.used_up else "fine", each.line) for each in found]


async def _offline(started: Setup) -> list[tuple[str, str, str]]:
    from cio_digest.cli import accounts

    return await accounts.rows(started, None)


async def _online(started: Setup) -> list[tuple[str, str, str]]:
    """Try the accounts, too; with less patience than a fetch, and without spending money."""
    from cio_digest.cli import accounts
    from cio_digest.fetch import Limits, client

    async with client(Limits(patience=15.0)) as opened_client:
        found = await accounts.rows(started, opened_client.get)
        return [*found, await _network(started, opened_client.get)]


async def _network(started: Setup, get: Get) -> tuple[str, str, str]:
    """Ask a few sources of different hosts whether they can be reached."""
    from urllib.parse import urlsplit

    from cio_digest.errors import FetchError
    from cio_digest.models.wire import Request

    hosts = {urlsplit(source.url).netloc: source.url for source in started.config.sources}
    asked = [url for host, url in hosts.items() if host][:_ASKED]  # not programs and files
    failures = []
    for url in asked:
        try:
            await get(Request(url))
        except FetchError as error:
            if not error.status:
                failures.append(str(error))
    if not failures:
        return ("network", "fine", f"{len(asked)} of {len(asked)} hosts answered")
    if len(failures) == len(asked):
        return ("network", "wrong", f"no host answered; are you online? {failures[0]}")
    return ("network", "fine", f"{len(asked) - len(failures)} of {len(asked)} hosts answered")
