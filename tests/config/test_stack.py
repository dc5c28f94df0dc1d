"""``[[stack]]``, ``[catalogues]`` and ``[vendors]``: what they configure, and their mistakes."""

from __future__ import annotations

import pytest
from tests.config.test_mistakes import mistakes

from cio_digest import config
from cio_digest.models import Product, Vendor

EXCHANGE = '[[stack]]\nname = "Exchange Server"\nvendor = "Microsoft"\nversion = "2019"\n'
GATEWAY = '[[stack]]\nname = "NetScaler Gateway"\nvendor = "Citrix"\naliases = ["NSG"]\n'


def test_a_stack_has_its_catalogues() -> None:
    """One for all products, and one for each that has a version, each with its line."""
    made = config.parse(f"{GATEWAY}\n{EXCHANGE}", "feeds.toml")
    gateway = Product("NetScaler Gateway", "Citrix", aliases=("NSG",))
    exchange = Product("Exchange Server", "Microsoft", "2019")
    assert made.stack == (gateway, exchange)
    kev, ends = made.sources
    assert (kev.kind, kev.stack, kev.where) == ("kev", made.stack, "feeds.toml:1")
    assert kev.url.startswith("https://www.cisa.gov/")
    assert (ends.kind, ends.stack, ends.where) == ("endoflife", (exchange,), "feeds.toml:6")
    assert ends.title == "endoflife.date: Microsoft Exchange Server 2019"


def test_a_catalogue_may_be_read_elsewhere() -> None:
    """And nothing is asked where there is no stack."""
    places = '[catalogues]\nkev = "https://mirror.example/kev.json"\n'
    assert config.parse(places, "feeds.toml").sources == ()
    [kev] = config.parse(GATEWAY + places, "feeds.toml").sources
    assert kev.url == "https://mirror.example/kev.json"


def test_vendors_have_aliases() -> None:
    """Or none."""
    made = config.parse('[vendors.Microsoft]\naliases = ["Azure"]\n[vendors.SAP]\n', "feeds.toml")
    assert made.vendors == (Vendor("Microsoft", ("Azure",)), Vendor("SAP"))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[[stack]]\nname = "x"', "1:1: [[stack]] has no vendor, which it needs"),
        (
            '[stack]\nname = "x"',
            "1:1: stack stands in single brackets; write [[stack]] above each product",
        ),
        (
            '[[stack]]\nname = "x"\nvendor = "y"\ncycle = "1"',
            '4:1: unknown key "cycle" in [[stack]]; known are name, vendor, version, aliases',
        ),
        (
            '[[stack]]\nname = "x"\nvendor = "y"\nversion = 2019',
            "4:11: version 2019 is not text; allowed: text in quotes",
        ),
        (
            '[[stack]]\nname = "…"\nvendor = "y"',
            '2:8: name "…" is not a name; allowed: a letter or figure, and at most 100 characters',
        ),
        ("[vendors]\nx = 1", "2:5: x 1 is not a table; allowed: a table with the keys aliases"),
        (
            '[vendors.x]\nalias = ["y"]',
            '2:1: unknown key "alias" in [vendors.x]; did you mean "aliases"?',
        ),
        (
            '[catalogues]\nkve = "https://a.example/"',
            '2:1: unknown key "kve" in [catalogues]; did you mean "kev"?',
        ),
    ],
)
def test_a_mistake_has_its_place(text: str, line: str) -> None:
    """Line, column, and what would be right."""
    assert mistakes(text) == [f"feeds.toml:{line}"]
