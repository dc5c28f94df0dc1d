"""Addresses that only lead to another one, and caches of it, to that other address.

Links of news.google.com and feedproxy.google.com are opaque: nothing here can open them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, unquote

_GOOGLE = r"google(?:\.[a-z]{2,3}){1,2}"

# Services that redirect readers: host, path, the parameters that may hold the address.
_REDIRECTS = tuple(
    (re.compile(host), re.compile(path), names.split())
    for host, path, names in (
        (rf"(?:.+\.)?{_GOOGLE}", r"/(?:url|imgres)", "q url imgrefurl"),
        (r"consent\.(?:google|youtube)(?:\.[a-z]{2,3}){1,2}", r"/.*", "continue"),
        (r"(?:.+\.)?bing\.com", r"/news/apiclick\.aspx", "url"),
        (r"(?:.+\.)?duckduckgo\.com", r"/l", "uddg"),
        (r"(?:lm?\.)?(?:facebook|messenger)\.com", r"(?:/l\.php)?", "u"),
        (r"lm?\.(?:instagram|threads)\.(?:com|net)", r"", "u"),
        (r"t\.umblr\.com", r"/redirect", "z"),
        (r"out\.reddit\.com", r".*", "url"),
        (r"youtube\.com", r"/redirect", "q"),
        (r"linkedin\.com", r"/redir/(?:redirect|general-malware-page)|/safety/go", "url"),
        (r".+\.safelinks\.protection\.outlook\.com", r".*", "url"),
        (r"statics\.teams\.cdn\.office\.net", r"/evergreen-assets/safelinks/.*", "url"),
        (r"urldefense\.proofpoint\.com", r"/v1/url", "u"),
        (r"slack-redir\.net", r"/link", "url"),
        (r"vk\.com", r"/away\.php", "to"),
        (r"steamcommunity\.com", r"/linkfilter", "url u"),
        (r"exit\.sc", r"", "url"),
        (r"medium\.com", r"/r", "url"),
        (r"getpocket\.com", r"/redirect", "url"),
        (r"disq\.us", r"(?:/url)?", "url"),
        (r"go\.redirectingat\.com|go\.skimresources\.com", r".*", "url"),
    )
)
# Caches and archives: the page's own address follows in the path, for AMP with `s/` for https.
_CACHES = (
    (re.compile(rf"(?:.+\.)?{_GOOGLE}"), re.compile(r"/amp/(?:s/)?(.+)")),
    (re.compile(r"(?:.+\.)?ampproject\.(?:org|net)"), re.compile(r"/(?:[civ]|wp)/(?:s/)?(.+)")),
    (re.compile(r"web\.archive\.org"), re.compile(r"/web/\d{4,14}(?:id_)?/(?:https?:/*)?(.+)")),
    (re.compile(r"(?:.+\.)?bing-amp\.com"), re.compile(r"/[cv]/(?:s/)?(.+)")),
)
# Proofpoint URL Defense: version 2 has its own escapes, version 3 the address as it was.
_DEFENDERS = ("urldefense.proofpoint.com", "urldefense.com", "urldefense.us")
_VERSION_2 = str.maketrans("-_", "%/")
_VERSION_3 = re.compile(r"/v3/__(https?:)/{1,2}([^*]+?)__;.*")

_WRAPPING = re.compile(
    "|".join(
        [hosts.pattern for hosts, _, _ in _REDIRECTS]
        + [hosts.pattern for hosts, _ in _CACHES]
        + [re.escape(host) for host in _DEFENDERS]
    )
)


def unwrap(host: str, path: str, query: str) -> str:
    """Give the address inside, ``""`` when there is none; all parts in canonical form."""
    if not _wraps(host):
        return ""
    inner = _redirected(host, path, query) or _cached(host, path, query)
    inner = inner or _defended(host, path, query)
    return inner if inner.lower().startswith(("http://", "https://")) else ""


@lru_cache(maxsize=2048)
def _wraps(host: str) -> bool:
    return _WRAPPING.fullmatch(host) is not None


def _redirected(host: str, path: str, query: str) -> str:
    for hosts, paths, names in _REDIRECTS:
        if hosts.fullmatch(host) and paths.fullmatch(path):
            values = _values(query)
            return next((values[name] for name in names if values.get(name)), "")
    return ""


def _cached(host: str, path: str, query: str) -> str:
    for hosts, paths in _CACHES:
        if hosts.fullmatch(host) and (match := paths.fullmatch(path)):
            return f"https://{match[1]}{'?' if query else ''}{query}"
    return ""


def _defended(host: str, path: str, query: str) -> str:
    if host not in _DEFENDERS:
        return ""
    if path == "/v2/url":
        return unquote(_values(query).get("u", "").translate(_VERSION_2))
    match = _VERSION_3.fullmatch(f"{path}?{query}")
    return f"{match[1]}//{match[2]}" if match else ""


def _values(query: str) -> dict[str, str]:
    return dict(reversed(parse_qsl(query)))  # the first of a name counts
