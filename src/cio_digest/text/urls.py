"""Addresses as publishers write them to one canonical form, so that equal pages compare equal.

The result is for comparing, not for opening: it takes liberties (https for http, no ``www.``) that
hold for news pages. RFC 3986 §6 names the harmless ones.
"""

from __future__ import annotations

import re
from functools import lru_cache

from cio_digest.text.tracking import is_tracking
from cio_digest.text.wrappers import unwrap

LIMIT = 4_096  # characters; longer ones are not addresses of articles
_DEPTH = 8  # wrappers in wrappers

# What is invisible in an address, and halves of characters, which no store can hold.
_BLANKS = re.compile(
    r"[\x00-\x20\x7f-\xa0\u2000-\u200f\u2028-\u202f\u2060-\u206f\u3000\ud800-\uf8ff\ufeff]"
)
# RFC 3986 appendix B, for http(s) with a host; what stands before an @ is left out.
_PARTS = re.compile(
    r"https?://(?:[^/?#\\]*@)?(\[[0-9a-f:.]+\]|[^/?#@:\[\]\\]+)(?::(\d{0,5}))?"
    r"(?=[/?#]|$)([^?#]*)(?:\?([^#]*))?(?:#(.*))?",
    re.IGNORECASE | re.DOTALL,
)
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\]")
_UNSAFE = re.compile(r"%([0-9A-Fa-f]{2})|[^!#$&'()*+,/:;=?@\[\]A-Za-z0-9._~-]")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
# Subdomains that serve the same pages to other devices.
_SAME_SITE = re.compile(r"^(?:(?:www\d?|m|mobile|amp)\.)+(?=[^.]+\.[^.])")
_HOSTS = {
    "twitter.com": "x.com",
    "old.reddit.com": "reddit.com",
    "new.reddit.com": "reddit.com",
    "np.reddit.com": "reddit.com",
    "music.youtube.com": "youtube.com",
    "youtube-nocookie.com": "youtube.com",
}
_AMP_ENDS = ("/amp/index.html", "/amp", "/amp-page", "/index.html", "/index.htm")
_AMP_START = re.compile(r"^(?:/amp)+(?=/)")  # the AMP pages of a site
_SLASHES = re.compile(r"(?<!:)/{2,}")  # but those of an address that the path holds
_SESSION = re.compile(r";jsessionid=[^/;]*", re.IGNORECASE)
_AMP_FILE = re.compile(r"(?<=[^/])(?<!\.amp)(?:\.amp)+(?=(?:\.html?)?$)")
_VIDEO = re.compile(r"/(?:(?:shorts|embed|live|v)/)?([\w-]{6,20})")
_WATCH = re.compile(r"(?:^|&)v=([\w-]{6,20})(?:&|$)")


def http(value: str) -> str:
    """Give the address back where it is fit to open, with blanks escaped, else ``""``.

    Its scheme is in small letters, as all who look at links expect it (RFC 3986, 3.1).
    Fit is http or https with a host, at most ``LIMIT`` characters.
    """
    value = value.strip()
    if len(value) > LIMIT or not (match := _PARTS.fullmatch(value)) or not _host(match[1]):
        return ""
    if not value.startswith(("https://", "http://")):
        scheme, colon, rest = value.partition(":")
        value = f"{scheme.lower()}{colon}{rest}"
    return _BLANKS.sub(_quoted, value)


@lru_cache(maxsize=8192)
def url(value: str) -> str:
    """Give the canonical form, or ``""`` where there is no http(s) address.

    The canonical form of a canonical form is itself; nothing raises. Wrappers are opened, also
    one in another.
    """
    for _ in range(_DEPTH):
        value = value.strip()
        match = _PARTS.fullmatch(value) if len(value) <= LIMIT else None
        host = _host(match[1]) if match else ""
        if not match or not host:
            return ""
        path = _without_end(_same_page(_escaped(match[3])))
        path = _AMP_FILE.sub("", path) if ".amp" in path else path
        query = _escaped(match[4]) if match[4] else ""
        value = unwrap(host, path, query)
        if not value:
            plain = _plain(f"{host}{_port(match[2])}", path, query, match[5] or "")
            return plain if len(plain) <= LIMIT else ""
    return ""


def _same_page(path: str) -> str:
    """A path without a session and doubled slashes."""
    path = _SESSION.sub("", path) if ";" in path else path
    return _SLASHES.sub("/", path) if "//" in path else path


def _without_end(path: str) -> str:
    """A path without what ends it but leads to the same page: slashes, and the AMP page's mark."""
    while True:
        path = path.rstrip("/")
        if not path.endswith(_AMP_ENDS):
            return path
        start = path.removesuffix(next(end for end in _AMP_ENDS if path.endswith(end)))
        if not start or start.endswith("/"):
            return path
        path = start


def _plain(host: str, path: str, query: str, fragment: str) -> str:
    """An address that is no wrapper, without what does not change the page."""
    if host in {"youtu.be", "youtube.com"} and (video := _video(host, path, query)):
        return f"https://youtube.com/watch?v={video}"
    path = _AMP_START.sub("", path, count=1) if path.startswith("/amp/") else path
    kept = sorted(each for each in query.split("&") if each and not _tracks(host, each))
    # A fragment is a place in the page, except where a script makes the page from it.
    route = f"#{_escaped(fragment)}" if fragment[:1] in {"!", "/"} else ""
    return f"https://{host}{path}{'?' if kept else ''}{'&'.join(kept)}{route}"


def _tracks(host: str, pair: str) -> bool:
    name, _, value = pair.partition("=")
    return is_tracking(host, name, value)


def _port(number: str | None) -> str:
    value = int(number or 0)
    return f":{value}" if value not in {0, 80, 443} else ""


@lru_cache(maxsize=2048)
def _host(name: str) -> str:
    """Lower case, IDN as punycode, without the subdomains and aliases of the same site."""
    name = name.rstrip(".").lower()
    if not name.isascii():
        try:
            name = name.encode("idna").decode("ascii")
        except UnicodeError:
            return ""
    if len(name) > 253 or not _HOST.fullmatch(name):
        return ""
    name = _SAME_SITE.sub("", name, count=1) if name[0] in "wma" else name
    return _HOSTS.get(name, name)


def _video(host: str, path: str, query: str) -> str:
    """The video an address of YouTube shows, however it is written."""
    if path == "/watch":
        match = _WATCH.search(query)
    else:
        match = _VIDEO.fullmatch(path) if host == "youtu.be" or path.count("/") == 2 else None
    return match[1] if match else ""


def _escaped(part: str) -> str:
    """Percent-encoding in one form: unreserved characters plain, others in upper-case hex."""
    return _UNSAFE.sub(_quoted, part)


def _quoted(match: re.Match[str]) -> str:
    if match.lastindex:
        letter = chr(int(match[1], 16))
        return letter if letter in _UNRESERVED else f"%{match[1].upper()}"
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace"))
