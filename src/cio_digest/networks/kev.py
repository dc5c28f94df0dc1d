"""CISA's Known Exploited Vulnerabilities: those of the products that the reader runs.

Catalogue: https://www.cisa.gov/known-exploited-vulnerabilities-catalog; its fields:
https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities_schema.json. Vendors
and products are names that people write, so they are compared as names, whole and exactly.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from cio_digest.models import RawEntry, RawFeed, marks
from cio_digest.networks import answers, catalogue, links, polling
from cio_digest.networks.kind import Conversation, Kind, Reading, Task
from cio_digest.parse import loose
from cio_digest.text import products

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cio_digest.models import Product

_MOST = 300  # entries: the newest of products that have more
_ROWS = 20_000  # of the catalogue, which had 1,404 in its fourth year
_LONGEST = 300  # characters of a name
_CVE = re.compile(r"CVE-\d{4}-\d{4,19}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ADDRESS = re.compile(r"https?://[^\s;]{1,500}")
_REMARKS = 5  # at once: when these are seen to, the next ones are told
_ALIKE = 80  # per cent: a name so like one of the catalogue's may be meant for it
_PAGE = "https://www.cisa.gov"


def read(task: Task) -> Conversation:
    """The catalogue's entries on the stack; all of it is read again when the stack changes."""
    mark = marks.mark(task.source.stack)
    state = task.state
    if state.newest != mark:
        state = state._replace(etag="", modified="", digest="")
    response = yield polling.request(state, task.source, task.access.headers, task.now)
    if polling.unchanged(state, response):
        return catalogue.unchanged(task, response)
    rows = answers.table(response).get("vulnerabilities")
    if not isinstance(rows, list):
        raise answers.odd(response, "vulnerabilities")
    return Reading(response, feed(task.source.stack, loose.tables(rows[:_ROWS])), newest=mark)


def feed(stack: Iterable[Product], rows: Iterable[dict[str, Any]]) -> RawFeed:
    """The entries on the products of a stack, newest first; a remark on names that may be meant."""
    called = {product: products.names(product) for product in stack}
    found: dict[str, RawEntry] = {}  # by their CVE, which is listed twice at times
    known: set[str] = set()
    for row in sorted(rows, key=lambda row: loose.text(row.get("dateAdded")), reverse=True):
        vendor, name = (loose.text(row.get(key))[:_LONGEST] for key in ("vendorProject", "product"))
        listed = products.listed(vendor, name)
        known |= listed
        runs = [product for product, names in called.items() if names & listed]
        cve = loose.text(row.get("cveID"))
        if runs and _CVE.fullmatch(cve):
            found.setdefault(cve, entry(row, runs))
    note = catalogue.remark("; ".join(islice(_unlisted(called, known), _REMARKS)))
    entries = tuple(islice(found.values(), _MOST))
    return RawFeed(entries, "CISA KEV", _PAGE, "en", catalogue.DAILY, note=note)


def entry(row: dict[str, Any], runs: Iterable[Product]) -> RawEntry:
    """One vulnerability; its tags say what the reader runs, CISA's due date, and ransomware."""
    cve, due = (loose.text(row.get(key)) for key in ("cveID", "dueDate"))
    ransomware = loose.text(row.get("knownRansomwareCampaignUse")) == "Known"
    name = answers.literal(row.get("vulnerabilityName"))
    action = answers.literal(row.get("requiredAction"))
    dated = f"CISA's due date: {due}." if _DAY.fullmatch(due) else ""
    used = "Known to be used in ransomware campaigns." if ransomware else ""
    parts = (answers.literal(row.get("shortDescription")), action, dated, used)
    return RawEntry(
        id=cve,
        url=links.address(_PAGE, "/known-exploited-vulnerabilities-catalog", field_cve=cve),
        title=f"Exploited: {name} ({cve})" if name else f"Exploited: {cve}",
        content="".join(f"<p>{part}</p>" for part in parts if part),
        published=answers.moment(row.get("dateAdded")),
        publisher="CISA KEV",
        tags=(
            *map(products.shown, runs),
            *([f"due {due}"] if dated else ()),
            *(["ransomware"] if ransomware else ()),
        ),
        links=tuple(_ADDRESS.findall(loose.text(row.get("notes"))))[:20],
    )


def _unlisted(called: Mapping[Product, set[str]], known: set[str]) -> Iterable[str]:
    """Names in the catalogue that may be meant for products: shorter ones, else misspelt ones."""
    for product, names in called.items():
        maker = f"{products.plain(product.vendor)} "
        others = sorted(name for name in known - names if name.startswith(maker))
        near = [name for name in others if any(own.startswith(f"{name} ") for own in names)]
        if not near and not names & known:
            near = [products.near(product, others, alike=_ALIKE)]
        for name in filter(None, near):
            yield f"CISA lists “{name}”, is that an alias of “{product.name}”?"


KIND = Kind(
    title="CISA KEV",
    reads="exploited vulnerabilities of the products under [[stack]]",
    read=read,
    needs="[[stack]] in feeds.toml",
    lacks="no versions, so that an entry may be about another than yours; due dates are those of "
    "United States' agencies; once a day",
    server="https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json",
)
