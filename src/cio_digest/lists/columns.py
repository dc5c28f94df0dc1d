"""The heading of a table's column to what stands in it."""

from __future__ import annotations

import re
from functools import cache

from cio_digest.networks import registry
from cio_digest.networks.unreachable import UNREACHABLE

# What a column holds, by the words that people write above it; letters and digits only.
_HEADINGS: dict[str, str] = {
    "name": "name fullname person voice who displayname author cio contactname text",
    "first": "firstname first givenname forename",
    "last": "lastname last surname familyname",
    "role": "role type jobtitle title position function job",
    "sector": "sector industry branch vertical category",
    "organisation": "organisation organization company employer org firm affiliation outlet"
    " publication companyname institution",
    "size": "size companysize company_size employees numberofemployees employeecount noofemployees"
    " headcount staff staffsize organisationsize organizationsize companyheadcount",
    "network": "network platform channel service",
    "": "address handle url link account profile social profileurl",
    "feeds": "feeds feed rss rssfeed atom xmlurl feedurl rssurl blog blogs website site web"
    " homepage htmlurl newsletter webpage",
}
# What is left off a network's name: "Mastodon handle", "Twitter URL", "GitHub username".
_SUFFIX = re.compile(r"(?:handle|url|link|account|profile|username|user|id|address|page|name)+$")
FACTS = frozenset({"name", "first", "last", "role", "sector", "organisation", "size", "network"})


def meaning(heading: str) -> str | None:
    """What stands below a heading: one of ``FACTS``, a network, ``feeds``, ``""`` for an address
    of any kind, or None where the heading says nothing to us.
    """  # noqa: D205 - one sentence
    word = re.sub(r"[\W_]", "", heading.casefold())
    short = _SUFFIX.sub("", word)
    meanings = _meanings()
    return meanings.get(word, meanings.get(short))


@cache
def _meanings() -> dict[str, str]:
    """What stands below each word, the networks that cannot be read included: a report says so."""
    headings = dict(_HEADINGS)
    for name, kind in registry.networks().items():
        if kind.people:
            headings[name] = f"{name} {kind.people.headings}"
    headings |= {each.title: each.headings for each in UNREACHABLE}
    return {word: meaning for meaning, words in headings.items() for word in words.split()}
