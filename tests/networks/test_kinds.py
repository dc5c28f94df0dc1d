"""Every kind of source says what it is, and is known by its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from cio_digest.networks import registry
from cio_digest.networks.facts import NETWORKS, kind_of_feed

HELPERS = {
    "__init__",
    "answers",
    "converse",
    "explain",
    "facts",
    "filters",
    "health",
    "kind",
    "links",
    "polling",
    "registry",
    "tokens",
}


@pytest.mark.parametrize("name", registry.NAMES)
def test_a_kind_says_what_it_is(name: str) -> None:
    """What it reads and what it needs, in words."""
    found = registry.kind(name)
    assert found.title
    assert found.reads
    assert found.needs


def test_every_file_is_a_kind() -> None:
    """No kind is forgotten in the list."""
    files = {path.stem for path in Path(registry.__file__).parent.glob("*.py")}
    assert files - HELPERS == set(registry.NAMES)


def test_every_network_has_a_kind() -> None:
    """What feeds.toml may name can be read, and is called the same in both places."""
    for name, network in NETWORKS.items():
        assert registry.kind(name).title == network.title


def test_every_account_can_be_tried() -> None:
    """The doctor has a way to tell a good credential from a bad one."""
    accounts = [name for name, network in NETWORKS.items() if network.account]
    assert accounts
    assert all(registry.kind(name).check for name in accounts)


def test_what_costs_money_has_a_cap() -> None:
    """And nothing else has one."""
    for name, network in NETWORKS.items():
        assert bool(network.cap) == bool(registry.kind(name).price)


def test_the_overview_names_what_cannot_be_read() -> None:
    """Nobody has to find out by trying."""
    rows = {row[0]: row for row in registry.overview()}
    assert {"LinkedIn", "Facebook", "Threads", *registry.NAMES} <= set(rows)
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
    assert kind_of_feed(address, network) == kind
