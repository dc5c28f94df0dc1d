"""Somebody's list of people, as CSV or OPML, to the voices that it names.

The list is a stranger's: what is taken from it are names, words and public web addresses, each
checked as if it stood in feeds.toml already.
"""

from __future__ import annotations

from cio_digest.roster.plan import Verdict, plan
from cio_digest.roster.read import LARGEST, read
from cio_digest.roster.row import Row, UnreadableError

__all__ = ["LARGEST", "Row", "UnreadableError", "Verdict", "plan", "read"]
