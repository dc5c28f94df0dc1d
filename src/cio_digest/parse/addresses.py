"""Addresses inside a document to absolute ones."""

from __future__ import annotations

import re
from urllib.parse import urljoin

_SOUND = re.compile(r"https?://(?!https?:)[A-Za-z0-9][^\s&\\\ufeff\u200b]*")
_BREAK = re.compile(r"[\t\r\n\ufeff\u200b]+ *")  # as browsers do, ends of lines are left out
_AMPERSAND = re.compile(r"&(?:amp|#0{0,3}38|#x26);", re.IGNORECASE)
_FEED_SCHEME = re.compile(r"feed:(?://)?(?=https?:)|feed:(?=//)", re.IGNORECASE)
_SLASHES = re.compile(r"(https?)(?::[/\\]+|//)(?=[^/\\])", re.IGNORECASE)
_TWICE = re.compile(r"https?:/*(?=https?:[/\\])", re.IGNORECASE)
_ANCHOR = re.compile(r"<a\s[^<>]{0,500}?\bhref\s?=\s?[\"']?([^\s\"'<>]{1,2000})", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::[0-9]{1,5})?(?=[/?#]|$)")


def absolute(link: str, base: str) -> str:
    """Resolve ``link`` against ``base`` (RFC 3986); what cannot be resolved stays as it is.

    What publishers do to addresses is undone: line ends, ``&amp;`` once too often, one slash for
    two, slashes that lean the other way, the scheme twice, the scheme ``feed:``, a host without its
    scheme, a whole ``<a href="…">``.
    """
    if not link or _SOUND.fullmatch(link):
        return link
    if anchor := _ANCHOR.match(link.lstrip()):
        link = anchor[1]
    link = _TWICE.sub("", _AMPERSAND.sub("&", _BREAK.sub("", link.strip())), count=1)
    scheme = base.partition(":")[0].lower() if base.startswith("http") else "http"
    link = _FEED_SCHEME.sub("", link, count=1)
    if start := _SLASHES.match(link):
        path, mark, rest = link[start.end() :].partition("?")
        link = "".join((start[1], "://", path.replace("\\", "/"), mark, rest))
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


def is_web(address: str) -> bool:
    """Whether an absolute address opens in a browser, unlike ``mailto:`` and ``urn:``."""
    return address[:8].lower().startswith(("http://", "https://"))


def _is_host(name: str, base: str) -> bool:
    """Whether what could be a file's name is a host: by its ``www.``, or as it is the base's."""
    own = base.partition("://")[2].partition("/")[0].lower()
    return name.lower().startswith("www.") or name.lower() in {own, own.removeprefix("www.")}
