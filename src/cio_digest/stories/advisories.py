"""The numbers of advisories in titles: CVE-2026-4411 is another weakness than CVE-2026-4412."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

# CVE-2026-4411, RHSA-2026:1234, DSA-5678-1, ICSA-26-120-01, GHSA-xxxx-xxxx-xxxx, KB5031354
_NUMBER = re.compile(
    r"(?<!\w)(?:(?:[A-Z]{2,6}-[0-9]{2,5}(?:[-:][0-9]{1,7}){1,2})|GHSA(?:-[a-z0-9]{4}){3}|KB[0-9]{6,7})"
    r"(?!\w)",
    re.ASCII,  # a script without spaces goes on where the number ends
)
_PUBLISHER = re.compile("[A-Z]+")


def numbers(title: str) -> frozenset[str]:
    """The numbers in a title."""
    if "-" not in title and "KB" not in title:  # as most are: the pattern is slow
        return frozenset()
    return frozenset(_NUMBER.findall(title))


def differ(one: Collection[str], other: Collection[str]) -> bool:
    """Whether numbers are of different advisories: of one publisher, and with none in common."""
    ours, theirs = _by_publisher(one), _by_publisher(other)
    return any(ours[name].isdisjoint(theirs[name]) for name in ours.keys() & theirs.keys())


def _by_publisher(numbered: Collection[str]) -> dict[str, set[str]]:
    grouped: dict[str, set[str]] = {}
    for number in numbered:
        publisher = _PUBLISHER.match(number)
        grouped.setdefault(publisher[0] if publisher else "", set()).add(number)
    return grouped
