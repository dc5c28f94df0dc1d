"""Requests to responses over polite HTTP, bounded in bytes, time and redirects.

The only package that speaks aiohttp. Conditional requests, redirects, freshness and retries follow
RFC 9110 and RFC 9111.
"""

from __future__ import annotations

from cio_digest.fetch.client import Client, Limits, client
from cio_digest.fetch.heads import lead

__all__ = ["Client", "Limits", "client", "lead"]
