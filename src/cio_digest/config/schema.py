"""The one table of what feeds.toml may hold, and what each part of it turns into."""

from __future__ import annotations

import re
from datetime import timedelta, tzinfo
from typing import Any, NamedTuple

from cio_digest.config import access, check
from cio_digest.config.problems import Problem, Wrong, nearest, shown, wrong
from cio_digest.models import Source, Topic

# What nearly every address looks like; the others are taken apart.
_PLAIN_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?:/[!-~]*)?")

ROLES = ("peer", "analyst", "reporter", "vendor", "press")


class Settings(NamedTuple):
    """``[digest]``: how much to show, how old the store may be, and on whose clock.

    ``minutes`` are minutes of reading. ``timezone`` is ``None`` for the system's own, which is
    what ``datetime.astimezone`` takes.
    """

    max_stories: int = 14
    minutes: int = 10
    max_age: timedelta = timedelta(hours=12)
    per_source: int = 3
    timezone: tzinfo | None = None


class Config(NamedTuple):
    """What the reader configured. ``example`` tells that it is the example, for want of a file."""

    path: str
    settings: Settings
    topics: tuple[Topic, ...]
    sources: tuple[Source, ...]
    example: bool = False


def timezone(value: Any) -> tzinfo:
    """An IANA time zone by its name."""
    import zoneinfo

    name = check.text(value)
    try:
        return zoneinfo.ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        known = zoneinfo.available_timezones()
    allowed = 'an IANA name such as "Europe/Berlin"'
    if not known:
        allowed += " (this system has no time zone database: install the package tzdata)"
    raise wrong(value, "is not a time zone", allowed + nearest(name, known))


def address(value: Any) -> str:
    """The http(s) address of a feed, without a password in it."""
    url = check.text(value)
    if _PLAIN_ADDRESS.fullmatch(url):
        return url
    if "@" in re.split("[/?#]", url.partition("://")[2] or url, maxsplit=1)[0]:
        raise Wrong(Problem((), "holds a user or password; give them by auth instead"))
    if not _is_address(url):
        raise wrong(value, "is not the address of a feed", "https://… or http://…")
    return url


def _is_address(url: str) -> bool:
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and parts.port != 0
            and not any(char.isspace() for char in url)
        )
    except ValueError:  # a port or an IPv6 address that is none
        return False


def topics(value: Any) -> tuple[Topic, ...]:
    """``[topics.NAME]`` tables, as topics in the order given."""
    if not isinstance(value, dict):
        raise Wrong(Problem((), f"{shown(value)} is not a table; write [topics.NAME]"))
    blank = [
        Problem((name,), "has no name that can be shown", "table")
        for name in value
        if not (name.strip() and name.isprintable())
    ]
    found = check.gather(((name, _topic, given) for name, given in value.items()), blank)
    return tuple(Topic(name, **keys) for name, keys in found.items())


def feeds(value: Any) -> tuple[Source, ...]:
    """``[[feeds]]`` tables, as sources in the order given, no address twice."""
    if isinstance(value, dict):
        raise Wrong(Problem((), "stands in single brackets; write [[feeds]] above each feed"))
    if not isinstance(value, list):
        raise Wrong(Problem((), f"{shown(value)} is not a list; write [[feeds]] above each feed"))
    parts = ((i, _feed, given) for i, given in enumerate(value))
    found = check.gather(parts, _twins(value))
    return tuple(Source(key=keys["url"], kind="feed", **keys) for keys in found.values())


def _twins(feeds: list[Any]) -> list[Problem]:
    """A problem for every address that was given before."""
    first: dict[str, int] = {}
    return [
        Problem((i, "url"), f"{shown(url)} is followed twice", first=(first[url], "url"))
        for i, url in enumerate(map(_url, feeds))
        if url and first.setdefault(url, i) != i
    ]


def _url(feed: Any) -> str:
    """The address of a feed, "" where it is none that may be shown."""
    try:
        return address(feed["url"])
    except (Wrong, LookupError, TypeError):
        return ""


def later(value: Any) -> tuple[Source, ...]:
    """Hold the place of a table that is planned and that no version reads yet."""
    del value
    raise Wrong(Problem((), "is not supported by this version yet; take it out for now", "table"))


_weight = check.number(0, 10)
_words = check.each(check.text)
_role = check.one_of(*ROLES)

_topic = check.table(
    {"keywords": check.some(check.text), "exclude": _words, "weight": _weight},
    required=["keywords"],
)
_feed = check.table(
    {
        "url": address,
        "title": check.text,
        "tags": _words,
        "role": _role,
        "weight": _weight,
        "network": check.text,
        "auth": access.auth,
        "headers": access.headers,
    },
    required=["url"],
)

SETTINGS: dict[str, check.Reader] = {
    "max_stories": check.whole(1, 100),
    "minutes": check.whole(1, 240),
    "max_age": check.duration,
    "per_source": check.whole(1, 100),
    "timezone": timezone,
}

# A new kind of source is one more entry here; each gives a tuple of sources.
SOURCES: dict[str, check.Reader] = {"feeds": feeds, "searches": later, "voices": later}

document = check.table({"digest": check.table(SETTINGS), "topics": topics, **SOURCES})
