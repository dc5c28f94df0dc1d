"""The world's two catalogues at an instant: what is exploited, and when support ends.

In the shape of CISA's (https://www.cisa.gov/known-exploited-vulnerabilities-catalog) and of
endoflife.date's (https://endoflife.date/docs/api/v1/).
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

KEV = "/catalogues/exploited.json"
PRODUCTS = "/api/v1/products"
CONFIG = """\
[[stack]]
name = "Gatelight Edge"
vendor = "Gatelight"
version = "9.3"

[[stack]]
name = "Connector"
vendor = "Quillstack"
version = "5"

[vendors.Corvane]
aliases = ["Corvane North"]

[catalogues]
kev = "{base}{kev}"
endoflife = "{base}"
"""


def config(base_url: str) -> str:
    """What feeds.toml says of the stack, the vendors and where the catalogues are."""
    return CONFIG.format(base=base_url, kev=KEV)


def documents(now: datetime) -> dict[str, bytes]:
    """The catalogues' documents, by path."""
    today = now.date()
    products = {
        "gatelight-edge": _product("Gatelight Edge", "9.3", today + timedelta(days=400)),
        "quillstack-connector": _product("Quillstack Connector", "5", today + timedelta(days=30)),
    }
    listed = [{"name": name, "label": each["label"]} for name, each in products.items()]
    found: dict[str, Any] = {
        KEV: {"title": "Exploited vulnerabilities", "vulnerabilities": _vulnerabilities(today)},
        PRODUCTS: {"result": listed},
        **{
            f"{PRODUCTS}/{name}": {"result": {"name": name, **each}}
            for name, each in products.items()
        },
    }
    return {path: json.dumps(document).encode() for path, document in found.items()}


def _product(label: str, release: str, ends: date) -> dict[str, Any]:
    """A product with one release, whose support ends on that day."""
    page = f"https://endoflife.example/{label.lower().replace(' ', '-')}"
    releases = [{"name": release, "eolFrom": ends.isoformat()}]
    return {"label": label, "links": {"html": page}, "releases": releases}


def _vulnerabilities(today: date) -> list[dict[str, Any]]:
    exploited = {
        "cveID": "CVE-2026-9900031",
        "vendorProject": "Gatelight",
        "product": "Edge",
        "vulnerabilityName": "Gatelight Edge Authentication Bypass Vulnerability",
        "dateAdded": today.isoformat(),
        "shortDescription": "Gatelight Edge lets whoever reaches its management page pass without "
        "credentials.",
        "requiredAction": "Update to 9.4.3, or switch remote management off.",
        "dueDate": (today + timedelta(days=21)).isoformat(),
        "knownRansomwareCampaignUse": "Known",
    }
    other = {
        **exploited,
        "cveID": "CVE-2026-9900017",
        "vendorProject": "Corvane",
        "product": "Console",
        "vulnerabilityName": "Corvane Console Path Traversal Vulnerability",
    }
    return [exploited, other]
