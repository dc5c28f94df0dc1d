"""Turns ``[[searches]]``, ``[[voices]]`` and ``[accounts.NETWORK]`` into what they stand for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cio_digest.config import access, check
from cio_digest.config.addresses import address
from cio_digest.config.problems import Problem, Wrong, wrong
from cio_digest.config.searches import Account, Accounts, Presence, Search
from cio_digest.models import Auth, Voice
from cio_digest.networks.facts import NETWORKS, Network

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cio_digest.config.problems import KeyPath

ROLES = ("peer", "analyst", "reporter", "vendor", "press")

_OF_SOURCES = (
    "feeds",
    "tags",
    "weight",
    "private",
    "muted_until",
)  # rather than of the voice itself
_HANDLES = tuple(name for name, network in NETWORKS.items() if network.handle)
# What is more particular than one word, by its example.
_SHAPES = {
    "@name@server": r"@?[\w.+-]+@[\w.-]+(?::\d+)?|https?://[^\s/]+/@?[\w.+-]+",
    "name.bsky.social": r"@?[\w-]+(?:\.[\w-]+)+|did:[\w:.-]+",
}


def search(value: Any) -> Search:
    """One ``[[searches]]`` table."""
    keys = _search(value)
    if "server" not in keys and not NETWORKS[keys["network"]].server:
        raise Wrong(Problem((), "has no server, which this network needs", "table"))
    return Search(**keys)


def presence(value: Any) -> Presence:
    """One ``[[voices]]`` table: a voice with its addresses."""
    keys = _voice(value)
    handles = tuple((name, keys.pop(name)) for name in _HANDLES if name in keys)
    if not handles and not keys.get("feeds"):
        known = ", ".join(("feeds", *_HANDLES))
        raise Wrong(Problem((), f"has no address; give one of {known}", "table"))
    rest = {key: keys.pop(key) for key in _OF_SOURCES if key in keys}
    return Presence(Voice(**keys), handles, **rest)


def accounts(value: Any) -> Accounts:
    """``[accounts.NETWORK]`` tables, by network."""
    keys = {name: _account(net) for name, net in NETWORKS.items() if net.account}
    found: Accounts = check.table(keys)(value)
    return found


def _account(network: Network) -> check.Reader:
    """The account on a network: a user and a password, or a token."""
    *_, proof = network.account
    readers: dict[str, check.Reader] = dict.fromkeys(network.account, check.text)
    readers |= {proof: access.secret, "server": address}
    if network.cap:
        readers["cap"] = check.number(0, 10_000)
    keys = check.table(readers, required=network.account)

    def read(value: Any) -> Account:
        found = keys(value)
        login = Auth(found.get("user", ""), found[proof])
        return Account(login, found.get("server", ""), found.get("cap", network.cap))

    return read


def handle(name: str) -> check.Reader:
    """The address of a person on a network."""
    example = NETWORKS[name].handle
    pattern = _SHAPES.get(example, r"\S+")

    def read(value: Any) -> str:
        text = check.text(value)
        if not re.fullmatch(pattern, text):
            raise wrong(value, "is not an address there", example)
        return text

    return read


def language(value: Any) -> str:
    """A language by its code of two or three letters."""
    code = check.text(value)
    if not re.fullmatch(r"[A-Za-z]{2,3}", code):
        raise wrong(value, "is not a language", 'a code such as "en" or "de"')
    return code.lower()


def unmet(found: Mapping[str, Any]) -> list[Problem]:
    """A problem for everything that a network answers only with the reader's account."""
    wanted: list[tuple[KeyPath, str]] = [
        (("topics", topic.name, "search", i), name)
        for topic in found.get("topics", ())
        for i, name in enumerate(topic.search)
    ]
    wanted += [
        (("searches", i, "network"), each.network)
        for i, each in enumerate(found.get("searches", ()))
    ]
    wanted += [
        (("voices", i, name), name)
        for i, each in enumerate(found.get("voices", ()))
        for name, _ in each.handles
        if NETWORKS[name].closed == "all"
    ]
    return [
        Problem(path, f"needs your account there: add [accounts.{name}] with {_keys(name)}")
        for path, name in wanted
        if NETWORKS[name].closed and name not in found.get("accounts", {})
    ]


def _keys(name: str) -> str:
    return " and ".join(NETWORKS[name].account)


role = check.one_of(*ROLES)
_weight = check.number(0, 10)
_words = check.each(check.text)
_search = check.table(
    {
        "network": check.one_of(*(name for name, net in NETWORKS.items() if net.searched)),
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
_voice = check.table(
    {
        "name": check.text,
        "role": role,
        "sector": check.text,
        "organisation": check.text,
        "feeds": check.each(address),
        **{name: handle(name) for name in _HANDLES},
        "tags": _words,
        "weight": _weight,
        "private": check.flag,
        "muted_until": check.day,
    },
    required=["name"],
)
