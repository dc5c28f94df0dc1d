"""A small invented world of feeds on loopback, to see everything in without a network.

Every name in it is made up; it is dated relative to a given instant and never mixes with real
data.
"""

from __future__ import annotations

from cio_digest.demo.config import config
from cio_digest.demo.server import serve

__all__ = ["config", "serve"]
