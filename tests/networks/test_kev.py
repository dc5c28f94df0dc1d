"""CISA's catalogue to entries on what the reader runs: by exact names, and by nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.networks.conversations import answer, entry, hold, source

from cio_digest.errors import ParseError
from cio_digest.models import Polling, Product, RawEntry
from cio_digest.models.wire import Response
from cio_digest.networks import kev

EXCHANGE = Product("Exchange Server", "Microsoft", "2019")
GATEWAY = Product("NetScaler Gateway", "Citrix")
CATALOGUE = Path(__file__).resolve().parents[3] / "shared" / "vendors" / "kev.json"


def row(**parts: Any) -> dict[str, Any]:
    """A vulnerability as the catalogue has it."""
    return {
        "cveID": "CVE-2026-1234",
        "vendorProject": "Microsoft",
        "product": "Exchange Server",
        "vulnerabilityName": "Microsoft Exchange Server Spoofing Vulnerability",
        "dateAdded": "2026-11-21",
        "shortDescription": "It lets an attacker spoof.",
        "requiredAction": "Apply the update.",
        "dueDate": "2026-12-12",
        "knownRansomwareCampaignUse": "Unknown",
        "notes": "https://vendor.example/advisory ; https://nvd.nist.gov/vuln/detail/CVE-2026-1234",
        **parts,
    }


def entries(stack: list[Product], *rows: dict[str, Any]) -> tuple[RawEntry, ...]:
    return kev.feed(stack, rows).entries


def test_a_vulnerability_of_a_product_is_an_entry() -> None:
    """With its CVE, the due date, what the reader runs, and the addresses of its notes."""
    watched = source("kev", stack=(EXCHANGE,))
    held = hold(watched, answer({"vulnerabilities": [row(), row(product="Windows")]}))
    [raw] = held.entries
    found = entry(raw)
    assert (
        found.title == "Exploited: Microsoft Exchange Server Spoofing Vulnerability (CVE-2026-1234)"
    )
    assert found.url.endswith("?field_cve=CVE-2026-1234")
    assert raw.tags == ("Exchange Server 2019", "due 2026-12-12")
    assert "CISA's due date: 2026-12-12." in found.text
    assert "https://vendor.example/advisory" in raw.links


def test_ransomware_is_said() -> None:
    """Where the catalogue knows of it."""
    [raw] = entries([EXCHANGE], row(knownRansomwareCampaignUse="Known"))
    assert raw.tags[-1] == "ransomware"


@pytest.mark.parametrize(
    ("vendor", "name", "runs"),
    [
        ("microsoft", "exchange  server", True),
        ("Microsoft", "Microsoft Exchange Server", True),
        ("Microsoft", "Exchange", False),
        ("Microsoft", "Exchange Server Toolkit", False),
        ("Contoso", "Exchange Server", False),
        ("Citrix", "NetScaler ADC and NetScaler Gateway", True),
        ("Citrix", "NetScaler Gateway (NSG)", True),
        ("Citrix", "NetScaler ADC", False),
    ],
)
def test_names_match_whole_or_not_at_all(vendor: str, name: str, runs: bool) -> None:
    """Whatever their case and spaces; each of several that one entry lists."""
    found = entries([EXCHANGE, GATEWAY], row(vendorProject=vendor, product=name))
    assert bool(found) is runs


def test_an_alias_may_be_of_another_vendor() -> None:
    """Products are sold on; an alias with a vendor's name before it is a full name."""
    product = Product("ESXi", "Broadcom", aliases=("VMware ESXi",))
    assert entries([product], row(vendorProject="VMware", product="ESXi"))


@pytest.mark.parametrize(
    ("product", "listed", "near"),
    [
        (Product("Exchnage Server", "Microsoft"), "Exchange Server", "microsoft exchange server"),
        (Product("SharePoint Server", "Microsoft"), "SharePoint", "microsoft sharepoint"),
        (Product("Teams", "Microsoft"), "Exchange Server", ""),
    ],
)
def test_names_that_may_be_meant_are_told(product: Product, listed: str, near: str) -> None:
    """A misspelling, and a shorter name of the same vendor; nothing is taken for another."""
    made = kev.feed([product], [row(product=listed)])
    assert made.entries == ()
    assert made.note == (
        near and f"your stack: CISA lists “{near}”, is that an alias of “{product.name}”?"
    )


def test_an_unchanged_catalogue_is_not_read_again_unless_the_stack_changed() -> None:
    """The validators of the last read go out; a changed stack asks for all of it."""
    watched = source("kev", stack=(EXCHANGE,))
    first = hold(watched, answer({"vulnerabilities": [row()]}))
    state = Polling.new(watched)._replace(etag='"1"', newest=first.reading.newest)
    again = hold(watched, Response(watched.url, 304, {}), state=state)
    assert again.requests[0].headers == (("If-None-Match", '"1"'),)
    assert again.reading.feed is None
    changed = source("kev", stack=(EXCHANGE, GATEWAY))
    asked = hold(changed, answer({"vulnerabilities": [row()]}), state=state)
    assert asked.requests[0].headers == ()
    assert len(asked.entries) == 1


def test_a_remark_lasts_while_nothing_changes() -> None:
    """Else it would be gone on the second day."""
    watched = source("kev", stack=(Product("Exchnage Server", "Microsoft"),))
    first = hold(watched, answer({"vulnerabilities": [row()]}))
    assert first.reading.feed
    state = Polling.new(watched)._replace(
        etag='"1"', newest=first.reading.newest, error=first.reading.feed.note
    )
    again = hold(watched, Response(watched.url, 304, {}), state=state)
    assert again.reading.feed
    assert again.reading.feed.note == first.reading.feed.note


@pytest.mark.parametrize("body", [[], {}, {"vulnerabilities": "none"}, {"vulnerabilities": None}])
def test_another_document_is_an_error(body: Any) -> None:
    """Not an empty catalogue."""
    with pytest.raises(ParseError, match="holds no vulnerabilities"):
        hold(source("kev", stack=(EXCHANGE,)), answer(body))


_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(list(row())), _ANY))
def test_any_values_are_read(parts: dict[str, Any]) -> None:
    """Whatever stands where a text should."""
    for raw in entries([EXCHANGE], row(**parts)):
        assert entry(raw).title


def test_the_catalogue_itself() -> None:
    """Its edition of 2025-08-25 has sixteen entries on Exchange Server, the newest first."""
    if not CATALOGUE.exists():
        pytest.skip("the catalogue is not beside this checkout")
    rows = json.loads(CATALOGUE.read_bytes())["vulnerabilities"]
    found = entries([EXCHANGE], *rows)
    assert len(found) == 16
    dates = [each.published for each in found if each.published]
    assert dates == sorted(dates, reverse=True)


def test_a_vulnerability_that_is_listed_twice_is_one() -> None:
    """The one that was added last."""
    [raw] = entries([EXCHANGE], row(dateAdded="2026-11-01"), row(vulnerabilityName="New name"))
    assert raw.title == "Exploited: New name (CVE-2026-1234)"
