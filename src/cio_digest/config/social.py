"""Checks ``[[searches]]``, ``[[voices]]`` and ``[accounts.NETWORK]`` and converts them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cio_digest.config import access, check
from cio_digest.config.addresses import address
from cio_digest.config.problems import Problem, Wrong, wrong
from cio_digest.config.searches import Account, Accounts, ConfiguredSearch, Presence
from cio_digest.models import Auth, Voice
from cio_digest.networks import registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from cio_digest.config.problems import KeyPath

ROLES = ("peer", "analyst", "reporter", "vendor", "press")


def network(suits: Callable[[registry.Kind], object]) -> check.Reader:
    """The name of a network that suits; the others are loaded only to say what is allowed."""

    def read(value: Any) -> str:
        if isinstance(value, str) and value in registry.KINDS and suits(registry.kind(value)):
            return value
        name: str = check.one_of(*registry.names(suits))(value)
        return name

    return read


def _named(
    table: Any, others: Iterable[str], suits: Callable[[registry.Kind], object]
) -> tuple[str, ...]:
    """The networks among the keys of a table, as far as all its keys are known; else all that suit.

    ``others`` are the keys that are no networks.
    """
    keys = dict.fromkeys(table if isinstance(table, dict) else ())
    named = tuple(name for name in registry.KINDS if name in keys and suits(registry.kind(name)))
    return named if keys and keys.keys() <= {*named, *others} else registry.names(suits)


def _has_people(kind: registry.Kind) -> bool:
    return kind.people is not None


def search(value: Any) -> ConfiguredSearch:
    """One ``[[searches]]`` table."""
    keys = _search(value)
    if "server" not in keys and not registry.kind(keys["network"]).server:
        raise Wrong(Problem((), "has no server, which this network needs", "table"))
    return ConfiguredSearch(**keys)


def presence(value: Any) -> Presence:
    """One ``[[voices]]`` table: a voice with its addresses."""
    known = _named(value, _VOICE.keys() | _VOICE_SOURCES.keys(), _has_people)
    readers = {**_VOICE, **{name: handle(name) for name in known}, **_VOICE_SOURCES}
    keys = check.table(readers, required=["name"])(value)
    handles = tuple((name, keys.pop(name)) for name in known if name in keys)
    if not handles and not keys.get("feeds"):
        allowed = ", ".join(("feeds", *registry.names(_has_people)))
        raise Wrong(Problem((), f"has no address; give one of {allowed}", "table"))
    rest = {key: keys.pop(key) for key in ("feeds", *_VOICE_SOURCES) if key in keys}
    return Presence(Voice(**keys), handles, **rest)


def accounts(value: Any) -> Accounts:
    """``[accounts.NETWORK]`` tables, by network."""
    names = _named(value, (), lambda kind: kind.account)
    found: Accounts = check.table({name: _account(registry.kind(name)) for name in names})(value)
    return found


def _account(network: registry.Kind) -> check.Reader:
    """The account on a network: a user and a password, or a token."""
    *_, proof = network.account
    readers: dict[str, check.Reader] = dict.fromkeys(network.account, check.text)
    readers |= {proof: access.secret, "server": address, "private": check.flag}
    if network.cap:
        readers["cap"] = check.number(0, 10_000)
    keys = check.table(readers, required=network.account)

    def read(value: Any) -> Account:
        found = keys(value)
        login = Auth(found.get("user", ""), found[proof])
        return Account(
            login,
            found.get("server", ""),
            found.get("cap", network.cap),
            private=found.get("private", False),
        )

    return read


def handle(name: str) -> check.Reader:
    """The address of a person on a network that has people."""
    people = registry.kind(name).people
    assert people is not None  # noqa: S101 - what the caller sees to

    def read(value: Any) -> str:
        text = check.text(value)
        if not re.fullmatch(people.shape, text):
            raise wrong(value, "is not an address there", people.example)
        return text

    return read


def language(value: Any) -> str:
    """A language by its code of two or three letters."""
    code = check.text(value)
    if not re.fullmatch(r"[A-Za-z]{2,3}", code):
        raise wrong(value, "is not a language", 'a code such as "en" or "de"')
    return code.lower()


def unmet(sections: Mapping[str, Any]) -> list[Problem]:
    """A problem for every search that a network answers only with the reader's account.

    A voice's account there is kept for the day that there is one.
    """
    wanted: list[tuple[KeyPath, str]] = [
        (("topics", topic.name, "search", i), name)
        for topic in sections.get("topics", ())
        for i, name in enumerate(topic.search)
    ]
    wanted += [
        (("searches", i, "network"), each.network)
        for i, each in enumerate(sections.get("searches", ()))
    ]
    return [
        Problem(path, f"needs your account there: add [accounts.{name}] with {_keys(name)}")
        for path, name in wanted
        if registry.kind(name).closed and name not in sections.get("accounts", {})
    ]


def _keys(name: str) -> str:
    return " and ".join(registry.kind(name).account)


role = check.one_of(*ROLES)
_weight = check.number(0, 10)
_words = check.each(check.text)
_search = check.table(
    {
        "network": network(lambda kind: kind.search),
        "query": check.text,
        "server": address,
        "min_engagement": check.whole(0, 1_000_000),
        "language": language,
        "title": check.text,
        "tags": _words,
        "weight": _weight,
        "private": check.flag,
        "muted_until": check.day,
    },
    required=["network", "query"],
)
# The keys of a voice before those of the networks, and those of its sources after them.
_VOICE: dict[str, check.Reader] = {
    "name": check.text,
    "role": role,
    "sector": check.text,
    "organisation": check.text,
    "feeds": check.each(address),
}
_VOICE_SOURCES: dict[str, check.Reader] = {
    "tags": _words,
    "weight": _weight,
    "private": check.flag,
    "muted_until": check.day,
}
