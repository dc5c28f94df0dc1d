"""Every kind of source says what it is, and is known by its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from cio_digest.networks import registry

HELPERS = {
    "__init__",
    "answers",
    "converse",
    "catalogue",
    "explain",
    "filters",
    "health",
    "kind",
    "links",
    "polling",
    "posts",
    "registry",
    "tokens",
    "unreachable",
}


@pytest.mark.parametrize("name", registry.KINDS)
def test_a_kind_says_what_it_is(name: str) -> None:
    """What it reads and what it needs, in words."""
    found = registry.kind(name)
    assert found.title
    assert found.reads
    assert found.needs


def test_every_file_is_a_kind() -> None:
    """No kind is forgotten in the list."""
    files = {path.stem for path in Path(registry.__file__).parent.glob("*.py")}
    assert files - HELPERS == set(registry.KINDS)


def test_every_account_can_be_tried() -> None:
    """The doctor has a way to tell a good credential from a bad one."""
    accounts = registry.names(lambda kind: kind.account)
    assert accounts
    assert all(registry.kind(name).check for name in accounts)


def test_what_costs_money_has_a_cap() -> None:
    """And nothing else has one."""
    for kind in registry.networks().values():
        assert bool(kind.cap) == bool(kind.price)


def test_what_cannot_be_had_without_an_account_says_its_keys() -> None:
    """A message that asks for the account names them."""
    assert all(kind.account for kind in registry.networks().values() if kind.closed)


def test_the_overview_names_what_cannot_be_read() -> None:
    """Nobody has to find out by trying."""
    rows = {row[0]: row for row in registry.overview()}
    assert {"LinkedIn", "Facebook", "Threads", *registry.KINDS} <= set(rows)
    assert all(len(row) == len(registry.COLUMNS) for row in rows.values())


@pytest.mark.parametrize(
    ("address", "network", "kind"),
    [
        ("https://www.reddit.com/r/crm/.rss", "", "reddit"),
        ("https://www.google.com/alerts/feeds/1/2", "", "googlealerts"),
        ("https://www.google.com/other", "", "feed"),
        ("https://bridge.example/x", "linkedin", "bridge"),
        ("https://news.example", "", "feed"),
    ],
)
def test_kinds_of_feeds(address: str, network: str, kind: str) -> None:
    """The host decides, then whether a network is named."""
    assert registry.kind_of_feed(address, network) == kind
