"""Addresses inside a document to absolute ones."""

from __future__ import annotations

import re
from urllib.parse import urljoin

_SOUND = re.compile(r"https?://[A-Za-z0-9][^\s&\\\ufeff\u200b]*")
_BREAK = re.compile(r"[\t\r\n\ufeff\u200b]+ *")  # as browsers do, ends of lines are left out
_AMPERSAND = re.compile(r"&(?:amp|#0{0,3}38|#x26);", re.IGNORECASE)
_FEED_SCHEME = re.compile(r"feed:(?://)?(?=https?:)|feed:(?=//)", re.IGNORECASE)
_SLASHES = re.compile(r"(https?):[/\\]+(?=[^/\\])", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::[0-9]{1,5})?(?=[/?#]|$)")


def absolute(link: str, base: str) -> str:
    """Resolve ``link`` against ``base`` (RFC 3986); what cannot be resolved stays as it is.

    What publishers do to addresses is undone: line ends, ``&amp;`` once too often, one slash for
    two, the scheme ``feed:``, a host without its scheme.
    """
    if not link or _SOUND.fullmatch(link):
        return link
    link = _AMPERSAND.sub("&", _BREAK.sub("", link.strip()))
    scheme = base.partition(":")[0].lower() if base.startswith("http") else "http"
    link = _SLASHES.sub(r"\1://", _FEED_SCHEME.sub("", link, count=1), count=1)
    if (host := _HOST.match(link)) and _is_host(host[0], base):
        return f"{scheme}://{link}"
    if link.startswith("//") and not base:
        return f"{scheme}:{link}"
    if not link or not base or _SCHEME.match(link):
        return link
    try:
        return urljoin(base, link)
    except ValueError:
        return link


def _is_host(name: str, base: str) -> bool:
    """Whether what could be a file's name is a host: by its ``www.``, or as it is the base's."""
    own = base.partition("://")[2].partition("/")[0].lower()
    return name.lower().startswith("www.") or name.lower() in {own, own.removeprefix("www.")}
