"""What the reader runs and whom they watch, from a catalogue's answer to the page."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import NOW, Page
from tests.feeds import entry

if TYPE_CHECKING:
    from tests.cli.conftest import Program
    from tests.conftest import Site

DAY = timedelta(days=1)
STACK = '[[stack]]\nname = "Edge"\nvendor = "Gatelight"\nversion = "9.3"\n'
WATCHED = '[vendors.Gatelight]\naliases = ["GL"]\n[vendors.Corvane]\n'


def vulnerability(number: int, name: str, **parts: str) -> dict[str, str]:
    """A vulnerability of Gatelight Edge that was added yesterday."""
    return {
        "cveID": f"CVE-2026-990000{number}",
        "vendorProject": "Gatelight",
        "product": "Edge",
        "vulnerabilityName": f"Gatelight Edge {name} Vulnerability",
        "shortDescription": "Gatelight Edge contains a hole that lets strangers in over a network.",
        "requiredAction": "Apply mitigations, or discontinue use of the product.",
        "dateAdded": f"{NOW - DAY:%Y-%m-%d}",
        "dueDate": "2026-12-12",
        **parts,
    }


def publish(site: Site, *vulnerabilities: dict[str, str], days: int = 91) -> None:
    """Have the catalogues on the site, support ending in so many days."""
    ends = {"name": "9.3", "eolFrom": f"{NOW + days * DAY:%Y-%m-%d}"}
    label = "Gatelight Edge"
    documents: dict[str, Any] = {
        "/kev.json": {"vulnerabilities": vulnerabilities},
        "/api/v1/products": {"result": [{"name": "gatelight-edge", "label": label}]},
        "/api/v1/products/gatelight-edge": {"result": {"label": label, "releases": [ends]}},
    }
    for path, document in documents.items():
        site.pages[path] = Page(json.dumps(document).encode())


@pytest.fixture
def running(program: Program, site: Site) -> Program:
    """The program with a stack, its catalogues on the site, read for the first time a day ago."""
    places = f'[catalogues]\nkev = "{site.url("/kev.json")}"\nendoflife = "{site.url("")}"\n'
    program.config.parent.mkdir(parents=True)
    program.config.write_text(STACK + places)
    publish(site, vulnerability(1, "Spoofing", dateAdded="2026-01-01"))
    assert program("fetch", env=program.env(NOW - 2 * DAY)).code == 0
    return program


def test_what_is_exploited_stands_first_with_its_reason(running: Program, site: Site) -> None:
    """Two of one day are two stories, however alike; what is old is no news; explain says why."""
    publish(
        site,
        vulnerability(1, "Spoofing", dateAdded="2026-01-01"),
        vulnerability(2, "Code Injection", knownRansomwareCampaignUse="Known"),
        vulnerability(3, "Improper Authentication"),
    )
    assert running("fetch").code == 0
    digest = json.loads(running("today", "--format", "json").out)
    [section] = digest["sections"]
    assert section["title"] == "Your stack"
    titles = [item["title"] for item in section["items"]]
    assert sorted(title for title in titles if title.startswith("Exploited")) == [
        "Exploited: Gatelight Edge Code Injection Vulnerability (CVE-2026-9900002)",
        "Exploited: Gatelight Edge Improper Authentication Vulnerability (CVE-2026-9900003)",
    ]
    explained = running("explain", "Code Injection")
    assert "you run Edge 9.3 (stack), ransomware, due 2026-12-12" in explained.out


def test_an_end_of_support_is_told_on_its_day_and_once(running: Program) -> None:
    """Though the product's document has not changed since it was read last."""
    title = "Gatelight Edge 9.3: end of life in three months, on 21 February 2027"
    assert running("fetch").code == 0
    assert title in running("today", "--format", "csv").out
    later = running.env(NOW + DAY)
    assert running("fetch", env=later).code == 0
    assert title not in running("today", "--format", "csv", env=later).out


def test_an_unknown_product_is_no_failure_but_said(running: Program) -> None:
    """In the list of sources, with the nearest name."""
    text = running.config.read_text().replace('"Edge"', '"Edgy"')
    running.config.write_text(text)
    assert running("fetch").code == 0
    states = json.loads(running("sources", "list", "--format", "json").out)["sources"]
    assert {each["state"] for each in states} == {"incomplete"}
    assert any("is “gatelight edge” an alias of it?" in each["error"] for each in states)


def test_a_catalogue_is_never_called_silent(running: Program) -> None:
    """Nothing on one's stack for months is good news."""
    later = running.env(NOW + 300 * DAY)
    assert running("fetch", env=later).code == 0
    states = json.loads(running("sources", "list", "--format", "json", env=later).out)["sources"]
    assert [each["state"] for each in states] == ["fine", "fine"]
    assert "silent" not in running("today", env=later).out


@pytest.mark.parametrize("line", [["remove"], ["rename", "New"], ["tag", "+x"]], ids=str)
def test_a_catalogue_is_kept_by_the_stack(running: Program, line: list[str]) -> None:
    """No command for sources takes a product away, or writes what it has no place for."""
    before = running.config.read_text()
    done = running("sources", line[0], "CISA KEV", *line[1:])
    assert (done.code, "CISA KEV is read for your [[stack]]" in done.err) == (2, True)
    assert running.config.read_text() == before


def test_vendors_are_listed_with_what_headlines_tell(program: Program) -> None:
    """A name in the text alone doesn't count; an alias does."""
    program.fill(
        entry("Gatelight raises the price of Edge by a tenth"),
        entry("GL: passkeys for everybody", published=NOW - 20 * DAY),
        entry("A morning without news", text="Gatelight was not in it."),
    )
    program.config.write_text(program.config.read_text() + WATCHED)
    listed = json.loads(program("vendors", "--format", "json").out)["vendors"]
    figures = {each["name"]: (each["stories"], each["week"]) for each in listed}
    assert figures == {"Gatelight": (2, 1), "Corvane": (0, 0)}
    assert listed[0]["events"] == [{"event": "price", "stories": 1}]
    assert program("vendors").out == program("vendors", "list").out


@pytest.mark.parametrize("to", ["terminal", "plain", "markdown", "html", "csv"])
def test_a_vendor_has_a_page_in_every_format(program: Program, to: str) -> None:
    """The headline word for word, who tells it, where, and what it reports in which words."""
    title = "Gatelight raises the price of [Edge] *by* a tenth & more"
    program.fill(entry(title, url="https://news.example/price"))
    program.config.write_text(program.config.read_text() + WATCHED)
    done = program("vendors", "show", "gl", "--format", to)
    plain = done.out.replace("\\", "").replace("&amp;", "&")
    assert done.code == 0
    assert title in plain
    assert "raises the price" in plain.replace(title, "")
    assert to == "terminal" or "https://news.example/price" in plain


def test_a_vendor_that_is_none_is_told(program: Program) -> None:
    """With the nearest name, or how to have one."""
    program.fill(entry())
    done = program("vendors", "show", "Gatelite")
    assert (done.code, "add [vendors.NAME] or [[stack]]" in done.err) == (2, True)
    assert "docs/vendors.md" in program("vendors").out
    program.config.write_text(program.config.read_text() + WATCHED)
    assert 'did you mean "Gatelight"?' in program("vendors", "show", "Gatelite").err
