"""Store + configuration + now to the digest of a day: the one place where they meet.

window ─► gather (stories that may matter, ranked) ─► choose ─► compose ─► saved
"""

from __future__ import annotations

from cio_digest.digest.make import make
from cio_digest.digest.options import DigestOptions

__all__ = ["DigestOptions", "make"]
