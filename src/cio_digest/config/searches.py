"""Turns searches, voices and the networks that topics name into sources.

What two of them ask for alike is asked once.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from cio_digest.models import Auth, Source, Topic, Voice
from cio_digest.networks import registry

_HASHTAGS = 4  # in one query: https://github.com/mastodon/mastodon counts no more
_LONGEST = 250  # characters of a query of alternatives


class Account(NamedTuple):
    """The reader's own account on a network; ``server`` where it is not the usual one.

    ``cap`` is what it may cost, in US dollars a calendar month; ``private`` says that the public
    name of its server leads into the reader's own network.
    """

    login: Auth
    server: str = ""
    cap: float = 0.0
    private: bool = False


class ConfiguredSearch(NamedTuple):
    """A search as written by hand; its fields are the keys of ``[[searches]]``."""

    network: str
    query: str
    server: str = ""
    min_engagement: int = 0
    language: str = ""
    title: str = ""
    tags: tuple[str, ...] = ()
    weight: float = 1.0
    muted_until: date | None = None
    private: bool = False


class Presence(NamedTuple):
    """A voice with where it speaks: handles by network, and addresses of feeds."""

    voice: Voice
    handles: tuple[tuple[str, str], ...] = ()
    feeds: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    weight: float = 1.0
    muted_until: date | None = None
    private: bool = False


Accounts = dict[str, Account]


def of_search(search: ConfiguredSearch, accounts: Accounts) -> Source:
    """The source that a search is."""
    network = registry.kind(search.network)
    account = accounts.get(search.network)
    server = search.server or (account.server if account else "") or network.server
    own = _of_server(account, server, network)
    return Source(
        key=f"{search.network}://{_host(server)}/{search.query}",
        kind=search.network,
        url=server,
        title=search.title or f"{network.title}: {search.query}",
        tags=search.tags,
        weight=search.weight,
        network=search.network if network.social else "",
        login=own.login if own else None,
        query=search.query,
        language=search.language,
        least=search.min_engagement,
        muted_until=search.muted_until,
        private=search.private or bool(own and own.private),
    )


def of_topics(topics: Sequence[Topic], accounts: Accounts) -> list[list[Source]]:
    """The searches of each topic, every keyword once a network."""
    known: dict[str, set[str]] = {}
    found = []
    for topic in topics:
        sources = []
        for name in topic.search:
            asked_before = known.setdefault(name, set())
            words = [word for word in topic.keywords if word.casefold() not in asked_before]
            asked_before.update(word.casefold() for word in words)
            asked = queries(registry.kind(name), words)
            sources += [of_search(ConfiguredSearch(name, query), accounts) for query in asked]
        found.append(sources)
    return found


def of_presence(presence: Presence, accounts: Accounts) -> list[Source]:
    """A source for each address of a voice."""
    sources = [_of_handle(name, handle, accounts) for name, handle in presence.handles]
    sources += [Source(url, registry.kind_of_feed(url, ""), url) for url in presence.feeds]
    voice = presence.voice
    return [
        source._replace(
            title=f"{voice.name} ({registry.kind(source.kind).title})" if source.handle else "",
            tags=presence.tags,
            role=voice.role,
            weight=presence.weight,
            voice=voice.name,
            muted_until=presence.muted_until,
            private=presence.private or source.private,
        )
        for source in sources
    ]


def _of_handle(name: str, handle: str, accounts: Accounts) -> Source:
    network, account = registry.kind(name), accounts.get(name)
    people = network.people.server if network.people else ""
    server = (network.many and _home(handle)) or people or network.server
    own = _of_server(account, server, network)
    return Source(
        key=f"{name}://{_host(server)}/@{handle.removeprefix('@')}",
        kind=name,
        url=server,
        network=name if network.social else "",
        login=own.login if own else None,
        handle=handle,
        private=bool(own and own.private),
    )


def queries(network: registry.Kind, keywords: Sequence[str]) -> list[str]:
    """The queries that find any of the keywords, in the words of the network."""
    style = network.search.style if network.search else ""
    if style == "hashtags":
        tags = _unique("#" + re.sub(r"\W", "", word) for word in keywords)
        return [" ".join(tags[i : i + _HASHTAGS]) for i in range(0, len(tags), _HASHTAGS)]
    if style == "tag":
        return _unique("#" + re.sub(r"\W+", "-", word.lower()).strip("-") for word in keywords)
    phrases = _unique(f'"{word}"' if re.search(r"\W", word) else word for word in keywords)
    return phrases if style == "phrase" else _joined(phrases)


def _joined(phrases: Iterable[str]) -> list[str]:
    """Alternatives in as few queries as their length allows."""
    found: list[str] = []
    for phrase in phrases:
        if found and len(found[-1]) + len(phrase) + 4 <= _LONGEST:
            found[-1] += f" OR {phrase}"
        else:
            found.append(phrase)
    return found


def _unique(words: Iterable[str]) -> list[str]:
    """Each once, whatever its case; single letters, which find anything, not at all."""
    found = {
        word.casefold(): word
        for word in words
        if any(map(str.isalnum, word)) and len(word.strip('"').removeprefix("#")) > 1
    }
    return list(found.values())


def once(sources: Iterable[Source]) -> tuple[Source, ...]:
    """Each source once, the first of its key; a later one's voice, title and tags are not lost."""
    found: dict[str, Source] = {}
    for source in sources:
        first = found.setdefault(source.key, source)
        if first is source:
            continue
        tags = tuple(dict.fromkeys((*first.tags, *source.tags)))
        first = first._replace(title=first.title or source.title, tags=tags)
        if source.voice and not first.voice:
            first = first._replace(voice=source.voice, role=first.role or source.role)
        found[source.key] = first
    return tuple(found.values())


def _of_server(account: Account | None, server: str, network: registry.Kind) -> Account | None:
    """The reader's account, for its own server only."""
    own = account and _host(account.server or network.server) == _host(server)
    return account if own else None


def _home(handle: str) -> str:
    """The server that a handle names: ``@name@server``, or a profile's address."""
    if handle.startswith(("http://", "https://")):
        return handle.rpartition("/")[0]
    host = handle.removeprefix("@").partition("@")[2]
    return f"https://{host}" if host else ""


def _host(server: str) -> str:
    return server.partition("://")[2].partition("/")[0].lower()
