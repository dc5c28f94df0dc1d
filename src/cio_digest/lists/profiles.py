"""The address of a person, however it is written, to a key and value of ``[[voices]]``.

A handle, the address of a profile, or that of a blog; the pages behind them are never asked.
"""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urlsplit

from cio_digest.config import social
from cio_digest.config.addresses import address, pasted
from cio_digest.config.problems import Wrong, shown
from cio_digest.networks import registry
from cio_digest.networks.unreachable import UNREACHABLE
from cio_digest.text.inside import is_inside

_CLOSED_TO_US = "is on {}, which cannot be read without a bridge of your own"
# What is no web address but means something to the programs that write lists.
_LOCAL = {
    "exec": "runs a program; if it is yours, add it by hand as command",
    "filter": "is filtered by a program, which no list may name",
    "query": "is a query of newsboat's, not a feed",
    "file": "is a file of this computer; if it is yours, add it by hand as file",
}
# An address with its scheme, or one that begins with a host's name.
_WEB = re.compile(r"https?://|[\w-]+(?:\.[\w-]+)+\.?(?::\d+)?(?:[/?#]|$)", re.IGNORECASE)
# The same site under another name: for a device, for a country.
_SAME_SITE = re.compile(r"^(?:www|m|mobile|[a-z]{2}(?:-[a-z]{2})?)\.(?=[^.]+\.[^.])")
_HANDLE = re.compile(r"[\w.+-]{1,80}(?:@[\w.-]{1,200}(?::\d{1,5})?)?|did:[\w:.-]{1,200}")
_SIGN = re.compile(r"^(?:/?(?:u|user)/|[@~])")  # before names that are written without


class Refused(Exception):  # noqa: N818 - a reason for the report, not an error
    """An address cannot be taken; the reason reads on after what was written."""


class Closed(Refused):
    """It is on a network that has no public reading interface."""


def place(label: str, written: str) -> tuple[str, str]:
    """The key of ``[[voices]]`` and its value; ``label`` is what the list calls the address.

    Raises:
        Refused: it is none, none that can be read, or one inside a private network.
    """
    key, value = own(label, written)
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
    _refuse_closed(site)
    _outside(site)
    return url


def own(label: str, written: str) -> tuple[str, str]:
    """The key and the value as ``place`` gives them, of an address that the reader wrote.

    Raises:
        Refused: it is none, or none that can be read.
    """
    written = written.strip("<>\"'()")
    if label not in {*_people(), "", "feeds"}:
        raise Closed(_CLOSED_TO_US.format(label))
    key, value = _of_url(label, written) if _is_url(label, written) else _of_handle(label, written)
    try:
        value = address(value) if key == "feeds" else social.handle(key)(value)
    except Wrong as error:
        raise Refused(error.problems[0].text.removeprefix(f"{shown(value)} ")) from None
    return key, value


def _is_url(label: str, written: str) -> bool:
    host, slash, _ = written.partition("/")
    bare = bool(slash) and "." in host and "@" not in host
    return label == "feeds" or "://" in written or bare or written.lower().startswith("www.")


def _of_url(label: str, written: str) -> tuple[str, str]:
    """The account that a profile's address names; else, where the list says so, a page."""
    url = written if ":" in written.partition("/")[0] else f"https://{written}"
    site, rest = _parts(url)
    _refuse_closed(site)
    for name, people in _people().items():
        if account := _account(people.profiles, f"{site}{rest}"):
            return name, f"@{account}" if people.sign == "@" else account
        if site in people.hosts and not rest.startswith("/feeds/"):
            raise Refused(_not_followed(name, people))
    for name, people in _people().items():
        meant = label == name or (not label and people.guessed)
        if meant and people.anywhere and (account := _account((people.anywhere,), rest)):
            return name, url if url.startswith("http:") else f"@{account}@{_place(url)}"
    if label in _people() and not _people()[label].guessed:
        raise Refused(f"is no profile at {registry.kind(label).title}")
    return label or "feeds", url


@cache
def _people() -> dict[str, registry.People]:
    """How accounts are written, by network."""
    kinds = registry.networks().items()
    return {name: kind.people for name, kind in kinds if kind.people}


def _account(patterns: tuple[str, ...], address: str) -> str:
    """The account that the address of a profile names, "" where it is none."""
    matches = (re.fullmatch(pattern, address, re.IGNORECASE) for pattern in patterns)
    return next((match[1] for match in matches if match), "")


def _not_followed(name: str, people: registry.People) -> str:
    hint = f" (of {registry.kind(name).title}, {people.hint})" if people.hint else ""
    return f"is no profile that can be followed{hint}"


def _refuse_closed(site: str) -> None:
    """Refuse the hosts of networks without a public reading interface."""
    for each in UNREACHABLE:
        if site in each.hosts:
            raise Closed(_CLOSED_TO_US.format(each.title))


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


def _of_handle(label: str, written: str) -> tuple[str, str]:
    """The name of an account, with the sign that its network writes before it."""
    bare = _SIGN.sub("", written)
    if not _HANDLE.fullmatch(bare):
        raise Refused("is no account's name")
    network = label or _network(written)
    people = _people()[network]
    if people.listed and not re.fullmatch(people.listed, written):
        raise Refused(_not_followed(network, people))
    kept = people.sign == "@" or (people.sign == "@?" and written.startswith("@"))
    return network, f"@{bare}" if kept else bare


def _network(written: str) -> str:
    """The network of a handle that its shape tells.

    Raises:
        Refused: several networks have such.
    """
    if network := tells(written):
        return network
    raise Refused("may be on any network; call its column after the network")


def tells(handle: str) -> str:
    """The network that alone has handles of this shape, "" where several have."""
    shapes = ((name, people.telling) for name, people in _people().items() if people.telling)
    return next((name for name, shape in shapes if re.fullmatch(shape, handle)), "")


def of_host_name(handle: str) -> str:
    """The network whose names are names of hosts, where a handle that the reader typed is one."""
    name = handle.removeprefix("@")
    if "." not in name or "@" in name:
        return ""
    return next((name for name, of in _people().items() if of.domains), "")


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
    if key == "feeds" or not registry.kind(key).many:
        return ""
    return value.removeprefix("@").partition("@")[2].partition(":")[0]


def _place(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2]
