"""Store + configuration + a period to its review: what lasted, what rose, who was first.

period ─► stories told in it by several ─► choose ─┐
kept trends of it and of the time before ─► moves ─┼─► make ─► a review, its numbers kept
verdicts of it ────────────────────────────────────┘
"""

from __future__ import annotations

from cio_digest.review.make import make

__all__ = ["make"]
