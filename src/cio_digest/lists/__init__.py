"""Somebody's list of people or feeds, in whatever format, to what of it is taken into feeds.toml.

The list is a stranger's: what is taken from it are names, words and public web addresses, each
checked as if it stood in feeds.toml already. It never names a program, a file or a credential.
"""

from __future__ import annotations

from cio_digest.lists.row import ListRow, Subscription, UnreadableError
from cio_digest.lists.verdict import ImportDecision

__all__ = ["ImportDecision", "ListRow", "Subscription", "UnreadableError"]
