"""A few words to what the networks say of them right now: asked at once, kept nowhere."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.config.searches import Search, of_search, queries
from cio_digest.networks import registry
from cio_digest.runs import trial

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Sequence
    from datetime import datetime

    from cio_digest.config import Config
    from cio_digest.config.searches import Accounts
    from cio_digest.fetch.keyring import Keyring
    from cio_digest.models import Entry, Session, Source

_TELLING = 5  # words of a title that is likely one article's wherever it stands


class Answer(NamedTuple):
    """What one network answered: entries, newest first, or what was wrong.

    ``session`` is the one to go on with at ``source``.
    """

    search: Search
    source: Source
    entries: tuple[Entry, ...] = ()
    fault: str = ""
    session: Session | None = None


def planned(
    text: str, config: Config, chosen: Sequence[str] = ()
) -> tuple[list[Search], dict[str, str]]:
    """The searches that ask for a text, and what each network that is not asked is wanting for.

    All networks are asked that take no more than the reader has given, or those that are chosen:
    at the servers of the reader's own searches there, else at the usual one.
    """
    asked, wanting = [], {}
    accounts = dict(config.accounts)
    for name in chosen or registry.names(lambda kind: kind.search):
        servers = _servers(name, config, accounts)
        searches = [_search(name, text, server, accounts) for server in servers]
        if want := _want(name, accounts, chosen=bool(chosen)):
            wanting[name] = want
        elif not searches:
            wanting[name] = "needs a server: name one under [[searches]]"
        elif not all(search.query for search in searches):
            wanting[name] = "takes tags only, such as #security"
        else:
            asked += searches
    return asked, wanting


def _servers(name: str, config: Config, accounts: Accounts) -> list[str]:
    """Where to ask; "" is the usual server, or that of the reader's account."""
    usual = of_search(Search(name, ""), accounts).url
    searched = [each.url for each in config.sources if each.kind == name and each.query]
    servers = dict.fromkeys(searched or [usual])
    return ["" if server == usual else server for server in servers if server]


def _want(name: str, accounts: Accounts, *, chosen: bool) -> str:
    """What the reader has not given that a network needs, if anything."""
    closed = registry.kind(name).closed
    if closed and name not in accounts:
        return f"needs [accounts.{name}]"
    if closed == "all" and not chosen:
        return f"bills what it gives: --network {name} asks it"
    return ""


def _search(name: str, text: str, server: str, accounts: Accounts) -> Search:
    """The search as the network wants it; without a query where it cannot be asked for words."""
    search, network = Search(name, text, server), registry.kind(name)
    takes = network.search or registry.Search(words="")
    if all(word.startswith("#") for word in text.split()):
        return search if takes.tags else search._replace(query=text.replace("#", ""))
    member = of_search(search, accounts).login is not None
    if takes.words == "all" or (takes.words == "members" and member):
        return search
    as_tag = queries(network, [text])[:1] if takes.tags == "any" else []
    return search._replace(query="".join(as_tag))


async def ask(
    asked: Iterable[Search],
    accounts: Accounts,
    get: registry.Get,
    keys: Keyring,
    *,
    now: datetime,
) -> AsyncIterator[Answer]:
    """What each network answers, as it comes; an entry that two of them have comes once."""
    known: set[str] = set()
    tasks = [asyncio.create_task(_answer(each, accounts, get, keys, now)) for each in asked]
    try:
        for task in asyncio.as_completed(tasks):
            answer = await task
            fresh = tuple(entry for entry in answer.entries if known.isdisjoint(_marks(entry)))
            known.update(mark for entry in fresh for mark in _marks(entry))
            yield answer._replace(entries=fresh)
    finally:
        for each in tasks:
            each.cancel()


async def _answer(
    search: Search,
    accounts: Accounts,
    get: registry.Get,
    keys: Keyring,
    now: datetime,
) -> Answer:
    source = of_search(search, accounts)
    found = await trial.one(source, get, keys, now)
    return Answer(search, source, found.entries, found.fault or found.left, found.session)


def _marks(entry: Entry) -> set[str]:
    """What tells that two entries are one: address, name, and a title that is long enough."""
    title = entry.title.casefold()
    telling = title if len(title.split()) >= _TELLING else ""
    return {entry.guid, entry.canonical, telling} - {""}
