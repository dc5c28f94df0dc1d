"""Addresses inside a document to absolute ones."""

from __future__ import annotations

import re
from urllib.parse import urljoin

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def absolute(link: str, base: str) -> str:
    """Resolve ``link`` against ``base`` (RFC 3986); what cannot be resolved stays as it is."""
    link = link.strip()
    if not link or not base or _SCHEME.match(link):
        return link
    try:
        return urljoin(base, link)
    except ValueError:
        return link
