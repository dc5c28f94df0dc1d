"""Every case, and the third of them that each run of the tests looks at."""

from __future__ import annotations

from tests.hostile import (
    documents,
    jsonfeeds,
    redirects,
    sizes,
    slow,
    statuses,
    texts,
    wire,
)

GROUPS = {
    "HTTP": wire.CASES,
    "Errors": statuses.CASES,
    "Redirects and pages": redirects.CASES,
    "Sizes and packing": sizes.CASES,
    "XML": documents.CASES,
    "JSON": jsonfeeds.CASES,
    "Titles, texts, links, dates": texts.CASES,
    "Time": slow.CASES,
}
CASES = tuple(case for cases in GROUPS.values() for case in cases)
QUICK = tuple(case for case in CASES if not case.slow)[::3]
