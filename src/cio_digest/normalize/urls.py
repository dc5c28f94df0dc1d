"""Addresses as publishers write them to one canonical form, so that equal pages compare equal.

The result is for comparing, not for opening: it takes liberties (https for http, no ``www.``) that
hold for news pages. RFC 3986 §6 names the harmless ones.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

from cio_digest.normalize.tracking import is_tracking
from cio_digest.normalize.wrappers import unwrap

LIMIT = 4_096  # characters; longer ones are not addresses of articles
_DEPTH = 8  # wrappers in wrappers

_BLANKS = re.compile(r"[\x00-\x20\x7f-\xa0\u2000-\u200f\u2028-\u202f\u2060-\u206f\u3000\ufeff]")
_UNSAFE = re.compile(r"%([0-9A-Fa-f]{2})|[^!#$&'()*+,/:;=?@\[\]A-Za-z0-9._~-]")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
# Subdomains that serve the same pages to other devices.
_SAME_SITE = re.compile(r"(?:(?:www\d?|m|mobile|amp)\.)+(?=[^.]+\.[^.])")
_HOSTS = {
    "twitter.com": "x.com",
    "old.reddit.com": "reddit.com",
    "new.reddit.com": "reddit.com",
    "np.reddit.com": "reddit.com",
    "music.youtube.com": "youtube.com",
    "youtube-nocookie.com": "youtube.com",
}
_AMP_PATH = re.compile(r"(?<=.)/amp(?:/(?:index\.html)?)?$|(?<=[^/])\.amp(?=(?:\.html?)?$)")
_VIDEO = re.compile(r"/(?:shorts|embed|live|v)/([\w-]{6,20})/?")
_WATCH = re.compile(r"(?:^|&)v=([\w-]{6,20})")


def http(value: str) -> str:
    """An address fit to show and to open: http(s) with a host, no blanks inside; else ``""``."""
    value = value.strip()
    if len(value) > LIMIT or not value[:8].lower().startswith(("http://", "https://")):
        return ""
    value = _BLANKS.sub(_quoted, value)
    try:
        return value if urlsplit(value).hostname else ""
    except ValueError:
        return ""


def url(value: str) -> str:
    """The canonical form, or ``""`` where there is no http(s) address.

    ``url(url(x)) == url(x)``; it never raises. Wrappers are opened, one in another too.
    """
    for _ in range(_DEPTH):
        value = http(value)
        try:
            after = _canonical(value) if value else ""
        except ValueError:  # a port out of range, a host no IDN can have
            return ""
        if len(after) > LIMIT:
            return ""
        if after == value:
            return after
        value = after
    return ""


def _canonical(value: str) -> str:
    """One step: what is inside a wrapper, or the address itself in order."""
    address = urlsplit(value)
    host = _host(address)
    inner = unwrap(address, host) if host else ""
    if inner or not host:
        return inner
    port = f":{address.port}" if address.port and address.port not in {80, 443} else ""
    path = _escaped(address.path)
    query = _escaped(address.query)
    if host in {"youtu.be", "youtube.com"} and (video := _video(host, path, query)):
        return f"https://youtube.com/watch?v={video}"
    kept = sorted(each for each in query.split("&") if each and not _tracks(host, each))
    fragment = _escaped(address.fragment) if address.fragment[:1] in {"!", "/"} else ""
    return "".join(
        (
            f"https://{host}{port}",
            _AMP_PATH.sub("", path.rstrip("/")).rstrip("/"),
            "?" + "&".join(kept) if kept else "",
            f"#{fragment}" if fragment else "",
        )
    )


def _tracks(host: str, pair: str) -> bool:
    name, _, value = pair.partition("=")
    return is_tracking(host, name, value)


def _host(address: SplitResult) -> str:
    """Lower case, IDN as punycode, without the subdomains and aliases of the same site."""
    host = (address.hostname or "").rstrip(".")
    if ":" in host:
        return f"[{host}]"
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    host = _SAME_SITE.sub("", host.lower(), count=1) if host[:1] in "wma" else host
    return _HOSTS.get(host, host)


def _video(host: str, path: str, query: str) -> str:
    """The video an address of YouTube shows, however it is written."""
    if host == "youtu.be":
        return path.strip("/") if re.fullmatch(r"/[\w-]{6,20}/?", path) else ""
    match = _WATCH.search(query) if path.rstrip("/") == "/watch" else _VIDEO.fullmatch(path)
    return match[1] if match else ""


def _escaped(part: str) -> str:
    """Percent-encoding in one form: unreserved characters plain, others in upper-case hex."""
    return _UNSAFE.sub(_quoted, part)


def _quoted(match: re.Match[str]) -> str:
    if match.lastindex:
        letter = chr(int(match[1], 16))
        return letter if letter in _UNRESERVED else f"%{match[1].upper()}"
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace"))
