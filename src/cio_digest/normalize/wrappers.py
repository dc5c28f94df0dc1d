"""Addresses that only lead to another one, and caches of it, to that other address.

Links of news.google.com and feedproxy.google.com are opaque: nothing here can open them.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, unquote

# (host, path, the parameters that may hold the address): services that redirect readers.
_REDIRECTS = tuple(
    (re.compile(host), re.compile(path), names.split())
    for host, path, names in (
        (r"(?:.+\.)?google(?:\.[a-z]{2,3}){1,2}", r"/(?:url|imgres)", "q url imgrefurl"),
        (r"consent\.(?:google|youtube)(?:\.[a-z]{2,3}){1,2}", r"/.*", "continue"),
        (r"(?:.+\.)?bing\.com", r"/news/apiclick\.aspx|/ck/a", "url"),
        (r"(?:.+\.)?duckduckgo\.com", r"/l/?", "uddg"),
        (r"(?:lm?\.)?(?:facebook|messenger)\.com", r"/l\.php|/", "u"),
        (r"(?:lm?\.)?(?:instagram|threads)\.(?:com|net)", r"/", "u"),
        (r"t\.umblr\.com", r"/redirect", "z"),
        (r"out\.reddit\.com", r"/.*", "url"),
        (r"youtube\.com", r"/redirect", "q"),
        (r"linkedin\.com", r"/redir/(?:redirect|general-malware-page)|/safety/go", "url"),
        (r"(?:.+\.)?safelinks\.protection\.outlook\.com", r"/.*", "url"),
        (r"statics\.teams\.cdn\.office\.net", r"/evergreen-assets/safelinks/.*", "url"),
        (r"urldefense\.proofpoint\.com", r"/v1/url", "u"),
        (r"slack-redir\.net", r"/link", "url"),
        (r"vk\.com", r"/away\.php", "to"),
        (r"steamcommunity\.com", r"/linkfilter/?", "url u"),
        (r"exit\.sc", r"/", "url"),
        (r"disq\.us", r"/(?:url)?", "url"),
        (r"go\.redirectingat\.com|go\.skimresources\.com", r"/.*", "url"),
    )
)
_PROOFPOINT_V2 = str.maketrans("-_", "%/")
_PROOFPOINT_V3 = re.compile(r"/v3/__(https?:/{1,2}[^*]+?)__;")
# AMP caches: the page's own address follows in the path, with `s/` for https.
_CACHES = (
    (re.compile(r"(?:.+\.)?google(?:\.[a-z]{2,3}){1,2}"), re.compile(r"/amp/(s/)?(.+)")),
    (re.compile(r"(?:.+\.)?ampproject\.(?:org|net)"), re.compile(r"/(?:[civ]|wp)/(s/)?(.+)")),
    (re.compile(r"(?:.+\.)?bing-amp\.com"), re.compile(r"/[cv]/(s/)?(.+)")),
)


def unwrap(address: SplitResult, host: str) -> str:
    """The http(s) address inside, or ``""`` when there is none. ``host`` in canonical form."""
    inner = _redirected(address, host) or _cached(address, host) or _defended(address, host)
    return inner if inner.lower().startswith(("http://", "https://")) else ""


def _redirected(address: SplitResult, host: str) -> str:
    for hosts, paths, names in _REDIRECTS:
        if hosts.fullmatch(host) and paths.fullmatch(address.path or "/"):
            values = dict(reversed(parse_qsl(address.query)))
            return next((values[name] for name in names if values.get(name)), "")
    return ""


def _cached(address: SplitResult, host: str) -> str:
    for hosts, paths in _CACHES:
        if hosts.fullmatch(host) and (match := paths.fullmatch(address.path)):
            query = f"?{address.query}" if address.query else ""
            return f"https://{match[2]}{query}"
    return ""


def _defended(address: SplitResult, host: str) -> str:
    """Proofpoint URL Defense: version 2 has its own escapes, version 3 the address in plain."""
    if host == "urldefense.proofpoint.com" and address.path == "/v2/url":
        values = dict(parse_qsl(address.query))
        return unquote(values.get("u", "").translate(_PROOFPOINT_V2))
    if host in {"urldefense.com", "urldefense.us"}:
        match = _PROOFPOINT_V3.match(address.path)
        return re.sub(r"^(https?:)/{1,2}", r"\1//", match[1]) if match else ""
    return ""
