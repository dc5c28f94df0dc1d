"""The one table of what feeds.toml may hold, and what each part of it turns into."""

import re
from datetime import timedelta, tzinfo
from typing import Any, NamedTuple

from cio_digest.config import access, addresses, check, local, mail, social
from cio_digest.config.mail import Mail
from cio_digest.config.problems import Problem, Wrong, nearest, shown, wrong
from cio_digest.config.searches import Account
from cio_digest.models import (
    Delivery,
    Mute,
    Product,
    Rules,
    SavedSearch,
    Source,
    Topic,
    Vendor,
    Voice,
)
from cio_digest.networks import registry


class Settings(NamedTuple):
    """``[digest]``: how much to show, how old the store may be, and on whose clock.

    ``minutes`` are minutes of reading. ``timezone`` is ``None`` for the system's own, which is
    what ``datetime.astimezone`` takes. Where there are ``languages``, only they are shown.
    With ``read_pages`` the pages of stories that are but a title are read at night.
    """

    max_stories: int = 14
    minutes: int = 10
    max_age: timedelta = timedelta(hours=12)
    per_source: int = 3
    timezone: tzinfo | None = None
    languages: tuple[str, ...] = ()
    read_pages: bool = False


class Program(NamedTuple):
    """A program of the reader's own, and how long it may run."""

    command: tuple[str, ...]
    seconds: float = 20.0


class Hooks(NamedTuple):
    """``[hooks]``: the programs to run after an event."""

    after_digest: Program | None = None
    on_keyword: Program | None = None
    on_failure: Program | None = None


class Config(NamedTuple):
    """What the reader configured. ``example`` tells that it is the example, for want of a file.

    ``accounts`` are the reader's own, each with the name of its network; ``summarize`` is who sums
    stories up; ``watch`` are the keywords to be alerted of. ``waiting`` are the accounts of voices
    that cannot be read until the reader has one on their network. ``warnings`` are lines on what
    was read otherwise than it is written. ``mute`` is what never shows; ``keep`` is for how long
    the store keeps entries, ``None`` for good. ``stack`` is what the reader runs, ``vendors`` whom
    they watch.
    """

    path: str
    settings: Settings
    topics: tuple[Topic, ...] = ()
    sources: tuple[Source, ...] = ()
    voices: tuple[Voice, ...] = ()
    summarize: Program | None = None
    accounts: tuple[tuple[str, Account], ...] = ()
    sections: tuple[SavedSearch, ...] = ()
    mail: Mail | None = None
    deliveries: tuple[Delivery, ...] = ()
    hooks: Hooks = Hooks()
    watch: tuple[str, ...] = ()
    example: bool = False
    waiting: tuple[Source, ...] = ()
    warnings: tuple[str, ...] = ()
    mute: Mute = Mute()
    keep: timedelta | None = None
    stack: tuple[Product, ...] = ()
    vendors: tuple[Vendor, ...] = ()


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
    places = [each for each in known if "/" in each]  # of letters such as "CEST" none is near
    raise wrong(value, "is not a time zone", allowed + nearest(name, places))


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


def tables(name: str, one: str, read: check.Reader) -> check.Reader:
    """A list of tables, each under ``[[name]]``, as a tuple of what ``read`` makes of them."""

    def read_tables(value: Any) -> tuple[Any, ...]:
        if isinstance(value, dict):
            fault = "stands in single brackets"
        elif not isinstance(value, list):
            fault = f"{shown(value)} is not a list"
        else:
            parts = ((i, read, given) for i, given in enumerate(value))
            return tuple(check.gather(parts).values())
        raise Wrong(Problem((), f"{fault}; write [[{name}]] above each {one}"))

    return read_tables


def feed(value: Any) -> Source:
    """One ``[[feeds]]`` table, as a source."""
    keys = _feed(value)
    keys["url"] = place = local.place(keys)
    return Source(key=place, kind=registry.kind_of_feed(place, keys.get("network", "")), **keys)


def section(value: Any) -> SavedSearch:
    """One ``[[sections]]`` table, as a saved search."""
    return SavedSearch(**_section(value))


def _search(value: Any) -> str:
    """A search that can be understood."""
    from cio_digest.errors import QueryError
    from cio_digest.search import query

    text = check.text(value)
    try:
        query.read(text)
    except QueryError as error:
        at = f"cannot be understood at its character {error.at + 1}: {error.reason}"
        raise Wrong(Problem((), f"{shown(value)} {at}")) from None
    return text


def _keyword(value: Any) -> str:
    """One word or phrase, without any language of its own."""
    text = check.text(value)
    if _UNUSUAL.search(text):
        from cio_digest.config import keywords  # which most keywords do without

        return keywords.keyword(text)
    return text


def program(value: Any) -> Program:
    """A table with a command and its seconds, as the program to run."""
    return Program(**_program(value))


def hooks(value: Any) -> Hooks:
    """``[hooks]``, as the programs to run."""
    return Hooks(**_hooks(value))


def deliveries(value: Any) -> tuple[Delivery, ...]:
    """``[deliver.NAME]`` tables; what services want is loaded where there are any."""
    from cio_digest.config import deliver

    return deliver.deliveries(value)


def watch(value: Any) -> tuple[str, ...]:
    """``[watch]``, as the keywords, each once."""
    words: tuple[str, ...] = _watch(value)["keywords"]
    return tuple(dict.fromkeys(words))


def rules(value: Any) -> Rules:
    """``boost`` or ``bury`` of a topic."""
    return Rules(**_rules(value))


def mute(value: Any) -> Mute:
    """``[mute]``, as what never shows."""
    return Mute(**_mute(value))


def _watched(name: str) -> check.Reader:
    """A reader of ``config.stack``, which is loaded where there is something for it to read."""

    def read(value: Any) -> Any:
        from cio_digest.config import stack

        if name == "stack":
            return tables("stack", "product", stack.product)(value)
        return stack.catalogues(value) if name == "catalogues" else stack.vendors(value)

    return read


_UNUSUAL = re.compile(r"[^\w\s]|\b(?:OR|AND|NOT)\b|^[\W_]+$")  # a sign, or a word of searches
_weight = check.number(0, 10)
_words = check.each(check.text)

_languages = check.each(social.language)
_rules = check.table(dict.fromkeys(Rules._fields, _words))
_mute = check.table({"words": _words, "authors": _words, "languages": _languages})

_topic = check.table(
    {
        "keywords": check.some(_keyword),
        "exclude": check.each(_keyword),
        "weight": _weight,
        "search": check.each(social.network(lambda kind: kind.search and kind.search.style)),
        "boost": rules,
        "bury": rules,
    },
    required=["keywords"],
)
_PLACES: dict[str, check.Reader] = {
    "url": addresses.address,
    "command": check.command,
    "file": local.file,
}
_feed = check.table(
    {
        **_PLACES,
        "title": check.text,
        "tags": _words,
        "role": social.role,
        "weight": _weight,
        "network": check.text,
        "auth": access.auth,
        "headers": access.headers,
        "proxy": access.proxy,
        "private": check.flag,
        "muted_until": check.day,
        "languages": _languages,
    },
    more=local.faults,
)

_section = check.table(
    {"title": check.text, "search": _search, "most": check.whole(1, 20)},
    required=["title", "search"],
)
_program = check.table(
    {"command": check.command, "seconds": check.number(1, 600)}, required=["command"]
)
_hooks = check.table(dict.fromkeys(Hooks._fields, program))
_store = check.table({"keep": check.years})
_watch = check.table({"keywords": check.some(_keyword)}, required=["keywords"])

SETTINGS: dict[str, check.Reader] = {
    "max_stories": check.whole(1, 100),
    "minutes": check.whole(1, 240),
    "max_age": check.duration,
    "per_source": check.whole(1, 100),
    "timezone": timezone,
    "languages": _languages,
    "read_pages": check.flag,
}

document = check.table(
    {
        "digest": check.table(SETTINGS),
        "summarize": program,
        "sections": tables("sections", "section", section),
        "topics": topics,
        "feeds": tables("feeds", "feed", feed),
        "searches": tables("searches", "search", social.search),
        "voices": tables("voices", "voice", social.presence),
        "accounts": social.accounts,
        "mail": mail.mail,
        "deliver": deliveries,
        "hooks": hooks,
        "watch": watch,
        "mute": mute,
        "store": _store,
        "stack": _watched("stack"),
        "catalogues": _watched("catalogues"),
        "vendors": _watched("vendors"),
    },
    elsewhere={
        **dict.fromkeys(SETTINGS, "[digest]"),
        "url": "[[feeds]]",
        "keywords": "[topics.NAME]",
    },
)
