"""The reader's accounts and private feeds to whether their credentials work, a row for each."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from cio_digest.errors import CioDigestError, FetchError
from cio_digest.fetch.keyring import Keyring
from cio_digest.models import Polling, Secret, Source
from cio_digest.networks import health, registry
from cio_digest.networks.facts import NETWORKS
from cio_digest.text.normalize import title

if TYPE_CHECKING:
    from cio_digest.cli.setup import Setup
    from cio_digest.config.searches import Account

Row = tuple[str, str, str]


async def rows(started: Setup, get: registry.Get | None) -> list[Row]:
    """Reveal every credential and try each account and one private feed of each host.

    Without ``get`` nothing is asked.
    """
    keys, private = Keyring(os.environ), list(filter(_is_private, started.config.sources))
    accounts = (_account(name, account, keys, get) for name, account in started.config.accounts)
    found = [*await asyncio.gather(*accounts)]
    revealed = await asyncio.gather(*(_hidden(source, keys) for source in private))
    secrets = list(zip(private, revealed, strict=True))
    missing = [pair for pair in secrets if pair[1]]
    found += map(_missing, health.alike(missing, lambda pair: pair[1]))
    if get:
        at_hand = (source for source, reason in secrets if not reason)
        hosts = health.alike(at_hand, lambda source: source.url.split("/", 3)[2])
        found += await asyncio.gather(*(_feed(group[0], keys, get, started) for group in hosts))
    return found


async def _account(name: str, account: Account, keys: Keyring, get: registry.Get | None) -> Row:
    """Try an account, or see whether its credential can be had."""
    network, kind = NETWORKS[name], registry.kind(name)
    host = account.server.partition("://")[2]
    called = f"{network.title} at {host}" if host else network.title
    try:
        secret = await keys.reveal(account.login.password)
        said = "the credential is at hand, and was not tried"
        if get and kind.check:
            access = registry.Access((), account.login.user, secret)
            check = kind.check(account.server or network.server, access)
            said = await registry.converse(check, get)
    except CioDigestError as error:
        return "account", "wrong", f"{called}: {_reason(kind, error)}"
    return "account", "fine", f"{called}: {title(said)}"


def _is_private(source: Source) -> bool:
    """Whether a feed is shown to those only who have its password, header or address."""
    hidden = any(isinstance(value, Secret) for _, value in source.headers)
    return hidden or bool(source.auth) or health.address(source.url) != source.url


async def _hidden(source: Source, keys: Keyring) -> str:
    """Why a credential of a source cannot be had, or nothing."""
    try:
        await keys.access(source)
    except CioDigestError as error:
        return str(error)
    return ""


def _missing(group: list[tuple[Source, str]]) -> Row:
    """One row for a credential, however many sources want it."""
    (source, reason), *others = group
    more = f" and {len(others)} more" if others else ""
    return "credential", "wrong", f"{reason}; wanted for {_called(source)}{more} ({source.where})"


async def _feed(source: Source, keys: Keyring, get: registry.Get, started: Setup) -> Row:
    kind, state = registry.kind(source.kind), Polling.new(source)
    try:
        task = registry.Task(source, state, await keys.access(source), started.now)
        await registry.converse(kind.read(task), get, inside=source.private)
    except CioDigestError as error:
        return "private feed", "wrong", f"{_called(source)}: {_reason(kind, error)}"
    return "private feed", "fine", f"{_called(source)}: answered"


def _called(source: Source) -> str:
    return source.title or health.address(source.url)


def _reason(kind: registry.Kind, error: CioDigestError) -> str:
    explained = registry.explained(kind, error) if isinstance(error, FetchError) else error
    return title(getattr(explained, "reason", str(explained)))
