"""The reader's accounts and private feeds to whether their credentials work, a row for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.errors import CioDigestError, FetchError
from cio_digest.models import Secret, Source
from cio_digest.networks import health, registry

if TYPE_CHECKING:
    from cio_digest.config.searches import Account
    from cio_digest.fetch.keyring import Keyring
    from cio_digest.runs import Setup, ask
    from cio_digest.runs.connection import Connection

Row = tuple[str, str, str]


def are_any(setup: Setup) -> bool:
    """Whether there is a credential to be tried."""
    return bool(setup.config.accounts) or any(map(_is_private, setup.config.sources))


async def rows(setup: Setup, keys: Keyring, connection: Connection | None) -> list[Row]:
    """Reveal every credential and try each account and one private feed of each host.

    Without a connection, nothing is asked.
    """
    import asyncio

    private = list(filter(_is_private, setup.config.sources))
    get = connection.get if connection else None
    accounts = (_account(name, account, keys, get) for name, account in setup.config.accounts)
    found = [*await asyncio.gather(*accounts)]
    revealed = await asyncio.gather(*(_hidden(source, keys) for source in private))
    secrets = list(zip(private, revealed, strict=True))
    missing = [pair for pair in secrets if pair[1]]
    found += map(_missing, health.alike(missing, lambda pair: pair[1]))
    if connection:
        from cio_digest.runs import ask

        at_hand = (source for source, reason in secrets if not reason)
        hosts = health.alike(at_hand, lambda source: source.url.split("/", 3)[2])
        feeds = (ask.present(group[0], connection, setup.now) for group in hosts)
        found += map(_feed, await asyncio.gather(*feeds))
    return found


async def _account(name: str, account: Account, keys: Keyring, get: registry.Get | None) -> Row:
    """Try an account, or see whether its credential can be had."""
    kind = registry.kind(name)
    host = account.server.partition("://")[2]
    called = f"{kind.title} at {host}" if host else kind.title
    try:
        secret = await keys.reveal(account.login.password)
        said = "the credential is at hand, and was not tried"
        if get and kind.check:
            access = registry.Access((), account.login.user, secret)
            check = kind.check(account.server or kind.server, access)
            said = await registry.converse(check, get, inside=account.private)
    except CioDigestError as error:
        return "account", "wrong", f"{called}: {_reason(kind, error)}"
    return "account", "fine", f"{called}: {_line(said)}"


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


def _feed(answer: ask.Answer) -> Row:
    called, wrong = _called(answer.source), answer.fault or answer.left
    if wrong:
        return "private feed", "wrong", f"{called}: {wrong}"
    return "private feed", "fine", f"{called}: answered"


def _called(source: Source) -> str:
    return source.title or health.address(source.url)


def _reason(kind: registry.Kind, error: CioDigestError) -> str:
    explained = registry.explained(kind, error) if isinstance(error, FetchError) else error
    return _line(getattr(explained, "reason", str(explained)))


def _line(words: str) -> str:
    """What a server says, clean and on one line."""
    from cio_digest.text.markup import title  # 20 ms that a checkup without accounts does without

    return title(words)
