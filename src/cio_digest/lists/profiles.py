"""An address of somebody, as people write them, to the key and the value of ``[[voices]]``.

A handle, the address of a profile, or that of a blog; the pages behind them are never asked.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from cio_digest.config import social
from cio_digest.config.addresses import address, pasted
from cio_digest.config.problems import Wrong, shown
from cio_digest.networks.facts import NETWORKS
from cio_digest.text.inside import is_inside

_CLOSED_TO_US = "is on {}, which cannot be read without a bridge of your own"
# Hosts of networks without a public reading interface.
_CLOSED = {
    "linkedin.com": "LinkedIn",
    "facebook.com": "Facebook",
    "fb.com": "Facebook",
    "threads.net": "Threads",
    "threads.com": "Threads",
    "t.me": "Telegram",
    "telegram.me": "Telegram",
    "instagram.com": "Instagram",
    "tiktok.com": "TikTok",
}
# Profiles by host and path (with the query): network, and how its accounts are called.
_PROFILES = tuple(
    (re.compile(pattern, re.IGNORECASE), network, name)
    for pattern, network, name in (
        (r"(?:x|twitter)\.com/@?(?!(?:i|intent|search|share|home|hashtag)(?:/|$))(\w{1,15})(?:[/?].*)?",
         "x", "@{}"),
        (r"bsky\.app/profile/([\w.:-]+)(?:[/?].*)?", "bluesky", "{}"),
        (r"medium\.com/(?:feed/)?(?!(?:feed|tag|m)(?:/|$))(@?[\w.-]+)/?", "medium", "{}"),
        (r"([\w-]+)\.substack\.com(?:/.*)?", "substack", "{}"),
        (r"github\.com/([\w-]+)/?", "github", "{}"),
        (r"dev\.to/(?:feed/)?(?!feed(?:/|$))(\w+)/?", "devto", "{}"),
        (r"news\.ycombinator\.com/user\?id=([\w-]+)", "hackernews", "{}"),
        (r"(?:old\.)?reddit\.com/(?:user|u)/([\w-]+)(?:[/?].*)?", "reddit", "{}"),
        (r"lobste\.rs/(?:~|u/)([\w-]+)(?:[/?].*)?", "lobsters", "{}"),
        (r"youtube\.com/channel/(UC[\w-]+)(?:[/?].*)?", "youtube", "{}"),
        (r"youtube\.com/feeds/videos\.xml\?channel_id=(UC[\w-]+)", "youtube", "{}"),
    )
)  # fmt: skip
# What is no web address but means something to the programs that write lists.
_LOCAL = {
    "exec": "runs a program; if it is yours, add it by hand as command",
    "filter": "is filtered by a program, which no list may name",
    "query": "is a query of newsboat's, not a feed",
    "file": "is a file of this computer; if it is yours, add it by hand as file",
}
# An address with its scheme, or one that begins with a host's name.
_WEB = re.compile(r"https?://|[\w-]+(?:\.[\w-]+)+\.?(?::\d+)?(?:[/?#]|$)", re.IGNORECASE)
# Hosts whose other pages are nobody's.
_NETWORKS = frozenset({"x.com", "twitter.com", "bsky.app", "youtube.com", "substack.com"})
# The same site under another name: for a device, for a country.
_SAME_SITE = re.compile(r"^(?:www|m|mobile|[a-z]{2}(?:-[a-z]{2})?)\.(?=[^.]+\.[^.])")
_HANDLE = re.compile(r"[\w.+-]{1,80}(?:@[\w.-]{1,200}(?::\d{1,5})?)?|did:[\w:.-]{1,200}")
_SIGNED = frozenset({"mastodon", "lemmy", "x"})
_SIGN = re.compile(r"^(?:/?(?:u|user)/|[@~])")  # before names that are written without


class Refused(Exception):  # noqa: N818 - a reason for the report, not an error
    """An address cannot be taken; the reason reads on after what was written."""


class Closed(Refused):
    """It is on a network that has no public reading interface."""


def place(said: str, written: str) -> tuple[str, str]:
    """The key of ``[[voices]]`` and its value; ``said`` is what the list calls the address.

    Raises:
        Refused: it is none, none that can be read, or one inside a private network.
    """
    key, value = own(said, written)
    _outside(_host(key, value))
    return key, value


def public(written: str) -> str:
    """The address of a feed that a list names.

    Raises:
        Refused: it is no web address, one inside a private network, or of a network without feeds.
    """
    written = pasted(written)
    start = written.partition(":")[0].lower()
    start = "exec" if written.startswith("|") else start  # a pipe is Liferea's way
    if start in _LOCAL:
        raise Refused(_LOCAL[start])
    if written.startswith(("/", "~", "./", "../")):
        raise Refused(_LOCAL["file"])
    if not _WEB.match(written):
        raise Refused("is no web address")
    try:
        url = address(written if "://" in written else f"https://{written}")
    except Wrong as error:
        raise Refused(error.problems[0].text.removeprefix(f"{shown(written)} ")) from None
    site, _ = _parts(url)
    if site in _CLOSED:
        raise Closed(_CLOSED_TO_US.format(_CLOSED[site]))
    _outside(site)
    return url


def own(said: str, written: str) -> tuple[str, str]:
    """The key and the value as ``place`` gives them, of an address that the reader wrote.

    Raises:
        Refused: it is none, or none that can be read.
    """
    written = written.strip("<>\"'()")
    if said not in NETWORKS and said not in {"", "feeds"}:
        raise Closed(_CLOSED_TO_US.format(said))
    key, value = _of_url(said, written) if _is_url(said, written) else _of_handle(said, written)
    try:
        value = address(value) if key == "feeds" else social.handle(key)(value)
    except Wrong as error:
        raise Refused(error.problems[0].text.removeprefix(f"{shown(value)} ")) from None
    return key, value


def _is_url(said: str, written: str) -> bool:
    host, slash, _ = written.partition("/")
    bare = bool(slash) and "." in host and "@" not in host
    return said == "feeds" or "://" in written or bare or written.lower().startswith("www.")


def _of_url(said: str, written: str) -> tuple[str, str]:
    """The account that a profile's address names; else, where the list says so, a page."""
    url = written if ":" in written.partition("/")[0] else f"https://{written}"
    site, rest = _parts(url)
    if site in _CLOSED:
        raise Closed(_CLOSED_TO_US.format(_CLOSED[site]))
    for pattern, network, name in _PROFILES:
        if match := pattern.fullmatch(f"{site}{rest}"):
            return network, name.format(match[1])
    if site in _NETWORKS and not rest.startswith("/feeds/"):
        raise Refused("is no profile that can be followed (of YouTube, give the channel's id, UC…)")
    if said in {"mastodon", ""} and (match := re.fullmatch(r"/@([\w.+-]+)/?", rest)):
        return "mastodon", url if url.startswith("http:") else f"@{match[1]}@{_place(url)}"
    if said == "lemmy" and (match := re.fullmatch(r"/u/([\w.-]+)/?", rest)):
        return "lemmy", f"@{match[1]}@{_place(url)}"
    if said in NETWORKS and said != "mastodon":
        raise Refused(f"is no profile at {NETWORKS[said].title}")
    return said or "feeds", url


def _parts(url: str) -> tuple[str, str]:
    """The host without what stands before the same site, and path with query.

    Raises:
        Refused: it is no web address.
    """
    try:
        parts = urlsplit(url)
        web = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        web = False
    if not web:
        raise Refused("is no web address")
    site = _SAME_SITE.sub("", parts.hostname or "")
    return site, f"{parts.path}{'?' if parts.query else ''}{parts.query}"


def _of_handle(said: str, written: str) -> tuple[str, str]:
    """The name of an account, with the sign that its network writes before it."""
    bare = _SIGN.sub("", written)
    if not _HANDLE.fullmatch(bare):
        raise Refused("is no account's name")
    network = said or _network(written)
    if network == "youtube" and not re.fullmatch(r"(?:UC|PL)[\w-]{10,60}", written):
        raise Refused("is no channel's id (UC…), by which YouTube is followed")
    sign = "@" if network in _SIGNED or (network, written[:1]) == ("medium", "@") else ""
    return network, f"{sign}{bare}"


def _network(written: str) -> str:
    """The network of a handle that its shape tells.

    Raises:
        Refused: several networks have such.
    """
    if re.fullmatch(r"@[^@]+@[^@]+", written):
        return "mastodon"
    if written.startswith("did:") or written.endswith(".bsky.social"):
        return "bluesky"
    raise Refused("may be on any network; call its column after the network")


def _outside(host: str) -> None:
    """Refuse a host that can only mean something inside a private network.

    A list that somebody else wrote must not open what the reader's own word would.
    """
    if host and is_inside(host):
        raise Refused("lies inside a private network; if it is yours, add it by hand")


def _host(key: str, value: str) -> str:
    """The host that an address names, "" where it names an account alone."""
    if "://" in value:
        return urlsplit(value).hostname or ""
    return "" if key == "medium" else value.removeprefix("@").partition("@")[2].partition(":")[0]


def _place(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2]
