"""A few words to what the networks say of them right now: asked at once, kept nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cio_digest.config.searches import ConfiguredSearch, of_search, queries
from cio_digest.fetch.client import Limits
from cio_digest.networks import registry
from cio_digest.runs import waiting
from cio_digest.runs.ask import each
from cio_digest.runs.connection import connected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cio_digest.config import Config
    from cio_digest.config.searches import Accounts
    from cio_digest.models import Entry
    from cio_digest.runs import Setup
    from cio_digest.runs.ask import Answer
    from cio_digest.runs.spending import Payment

SECONDS = 15.0  # that one network has for its answer
_TELLING = 5  # words of a title that is likely one article's wherever it stands


class AddedSearches(NamedTuple):
    """Searches that were added to feeds.toml, and the path of the copy of what it was before."""

    searches: list[ConfiguredSearch]
    backup: str


def planned(
    text: str, config: Config, chosen: Sequence[str] = ()
) -> tuple[list[ConfiguredSearch], dict[str, str]]:
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
    usual = of_search(ConfiguredSearch(name, ""), accounts).url
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


def _search(name: str, text: str, server: str, accounts: Accounts) -> ConfiguredSearch:
    """The search as the network wants it; without a query where it cannot be asked for words."""
    search, network = ConfiguredSearch(name, text, server), registry.kind(name)
    takes = network.search or registry.Search(words="")
    if all(word.startswith("#") for word in text.split()):
        return search if takes.tags else search._replace(query=text.replace("#", ""))
    member = of_search(search, accounts).login is not None
    if takes.words == "all" or (takes.words == "members" and member):
        return search
    as_tag = queries(network, [text])[:1] if takes.tags == "any" else []
    return search._replace(query="".join(as_tag))


def ask(
    setup: Setup,
    searches: Sequence[ConfiguredSearch],
    answered: Callable[[ConfiguredSearch, Answer], None],
) -> list[Payment]:
    """Ask networks at once; ``answered`` is called with each answer when it comes.

    An entry that two of them have comes once. Gives what was paid.

    Raises:
        StoreError: one of the networks costs money, and the store cannot be used.
    """
    return waiting.run(_ask(setup, searches, answered))


async def _ask(
    setup: Setup,
    searches: Sequence[ConfiguredSearch],
    answered: Callable[[ConfiguredSearch, Answer], None],
) -> list[Payment]:
    accounts = dict(setup.config.accounts)
    sources = {of_search(search, accounts): search for search in searches}
    known: set[str] = set()
    limits = Limits(total=SECONDS, patience=SECONDS)
    async with connected(setup, (each.network for each in searches), limits) as connection:
        async for answer in each(sources, connection, setup.now):
            fresh = tuple(entry for entry in answer.entries if known.isdisjoint(_marks(entry)))
            known.update(mark for entry in fresh for mark in _marks(entry))
            answered(sources[answer.source], answer._replace(entries=fresh))
        return connection.payments()


def _marks(entry: Entry) -> set[str]:
    """The marks by which two entries are one: address, guid, and a title of enough words."""
    title = entry.title.casefold()
    telling = title if len(title.split()) >= _TELLING else ""
    return {entry.guid, entry.canonical, telling} - {""}


def keep(config: Config, searches: Iterable[ConfiguredSearch]) -> AddedSearches:
    """Add searches to feeds.toml, but for those that are there.

    Raises:
        ConfigError: the file cannot be extended or written.
    """
    from cio_digest.config import edit

    known, accounts = {source.key for source in config.sources}, dict(config.accounts)
    new = [each for each in searches if of_search(each, accounts).key not in known]
    tables = [
        {
            name: getattr(each, name)
            for name in ("network", "query", "server")
            if getattr(each, name)
        }
        for each in new
    ]
    return AddedSearches(new, edit.append(config.path, "searches", tables) if new else "")
