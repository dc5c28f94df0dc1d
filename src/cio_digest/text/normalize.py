"""A raw entry to a clean one: text, addresses and times that the rest of the program can trust."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from cio_digest.models import Enclosure, Engagement, Entry, RawEntry, RawFeed, Talk
from cio_digest.models.marks import written
from cio_digest.text import believing, characters, headline, markup, speakers, urls
from cio_digest.text.markup import text, title
from cio_digest.text.shorteners import is_short
from cio_digest.text.sites import host
from cio_digest.text.urls import url

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

__all__ = [
    "entry",
    "feed",
    "fingerprint",
    "guid",
    "is_short",
    "led",
    "released_fingerprint",
    "talk",
    "text",
    "title",
    "url",
]

# What no stored entry is made of, or what ``content`` says, too.
_UNREAD = frozenset({"comments", "forum", "commented", "own"})
_GUID_LIMIT = 500
_NAME_LIMIT = 100
_MOST_COUNTED = 1_000_000_000
_TAGS = 20
_LINKS = 20
_ENCLOSURES = 5
_MAILBOX = re.compile(r"[^\s()<>@]{1,99}@[^\s()<>@]+")  # RSS: `mail@example.com (Ann Other)`
_BYLINE = re.compile(r"by\s+(?=\w)", re.IGNORECASE)
# Buttons for passing an article on, which point outside but to no news.
_SHARING = re.compile(
    r"https://(?:(?:api\.)?whatsapp\.com/send|telegram\.me/share|t\.me/share|x\.com/(?:intent|share)"
    r"|facebook\.com/(?:sharer?|dialog)|linkedin\.com/share|pinterest\.com/pin/create"
    r"|reddit\.com/submit|feeds\.wordpress\.com|feeds\.feedburner\.com/~|bsky\.app/intent"
    r"|addtoany\.com|news\.ycombinator\.com/submitlink)"
)


def entry(  # noqa: PLR0913 - an entry, and what its feed and its reading say of it
    raw: RawEntry,
    *,
    source: str,
    now: datetime,
    first_fetch: bool,
    language: str = "",
    network: str = "",
    site: str = "",
    home: str = "",
    mark: str = "",
) -> Entry:
    """Clean one entry of ``source`` (its key), read at ``now``.

    ``language``, ``network`` and ``home`` are its feed's, for an entry that does not say its own:
    one without a link opens its file or else its feed's page, which is no address of its own.
    ``site`` is the host that the feed speaks for (``sites.site``), "" where it is the entry's own.
    ``mark`` is the entry's ``fingerprint``, where it is known already.
    """
    person = _name(raw.handle or raw.author) if raw.network else ""
    publisher = _name(raw.publisher)
    mark = mark or fingerprint(raw)
    raw = _own_first(raw) if raw.own else raw
    content = markup.read(raw.content)
    body = content.text or text(raw.summary)
    if not raw.network:  # whose posts say what was typed
        body = markup.again(body)
    enclosures = _enclosures(raw.enclosures)
    address = urls.http(raw.url) or next((file.url for file in enclosures), "")
    canonical = url(address)
    post = bool(raw.network or network)
    heading = headline.of(title(raw.title), body, post=post)
    published = believing.believable(raw.published, now) or believing.believable(raw.updated, now)
    dated = published or raw.published or raw.updated
    return Entry(
        source=source,
        guid=guid(raw.id) or canonical or _digest(heading, body),
        url=address or urls.http(home),
        canonical=canonical,
        title=heading or headline.without(canonical, post=post),
        text=body,
        published=published,
        first_seen=now,
        surfaced=believing.surfaced(dated, now, first_fetch=first_fetch),
        author=_author(raw.author[:500]),
        publisher=publisher,
        outlet=speakers.outlet(person, publisher, site or host(canonical)) or source,
        language=_name(raw.language or language).lower(),
        tags=_tags(raw.tags),
        links=_outside((*raw.links, *content.links), address, canonical),
        enclosures=enclosures,
        network=_name(raw.network or network),
        handle=_name(raw.handle),
        engagement=raw.engagement,
        bot=raw.bot,
        hash=mark,
        own=_own(raw, content.text),
    )


def talk(raw: RawEntry) -> Talk | None:
    """Where an entry is discussed, as far as that can be told.

    A feed names the comments of its own entries, often where there are none: they count with their
    number alone, and ``place`` is left to who knows the name of the feed.
    """
    address = urls.http(raw.comments)
    counts = raw.engagement or Engagement()
    number = counts.replies if raw.commented is None else raw.commented
    forum = _name(raw.forum)
    if not address or (number is None and not forum):
        return None
    return Talk(forum, address, _counted(number), _counted(counts.score))


def _counted(number: int | None) -> int | None:
    return None if number is None else max(-_MOST_COUNTED, min(number, _MOST_COUNTED))


def _own_first(raw: RawEntry) -> RawEntry:
    """A post with what it quotes behind its own words, as far as it has any."""
    if "<blockquote" not in raw.content:
        return raw
    own, quoted = markup.quoting(raw.content)
    if not any(map(str.isalnum, text(own))):
        return raw._replace(own="")
    return raw._replace(content=f"{own}<br>{quoted}", own=markup.quoting(raw.own)[0])


def _own(raw: RawEntry, body: str) -> int:
    """How many characters at the beginning of a post's text its author wrote."""
    own = body if raw.own == raw.content else markup.text(raw.own) if raw.own else ""
    return len(own) if body.startswith(own) else 0


def feed(raw: RawFeed) -> RawFeed:
    """Clean what a feed says of itself; its entries stay as they are."""
    return raw._replace(
        title=_name(raw.title), url=urls.http(raw.url), language=_name(raw.language).lower()
    )


def led(entry: Entry, targets: Mapping[str, str]) -> Entry:
    """The entry with its short links replaced by the canonical addresses they lead to."""
    canonical = targets.get(entry.canonical, entry.canonical)
    links = (targets.get(link, link) for link in entry.links)
    return entry._replace(canonical=canonical, links=_outside(links, entry.url, canonical))


def fingerprint(raw: RawEntry) -> str:
    """A hash of a raw entry that changes when anything in it does but its comments' address."""
    return _digest(written(raw, without=_UNREAD))


def released_fingerprint(raw: RawEntry) -> str:
    """The hash that the first release stored of a raw entry: stored entries still bear it."""
    rest = (
        *(raw.published, raw.updated, raw.tags, raw.language, raw.links, raw.enclosures),
        *(raw.comments, raw.publisher, raw.network, raw.handle, raw.engagement, raw.bot),
    )
    return _digest(raw.id, raw.url, raw.title, raw.content, raw.summary, raw.author, repr(rest))


def _digest(*parts: str) -> str:
    data = "\x1e".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def guid(value: str) -> str:
    """The publisher's id on one line; one of unreasonable length by its digest."""
    value = characters.line(value[: 10 * _GUID_LIMIT])
    return value if len(value) <= _GUID_LIMIT else _digest(value)


@lru_cache(maxsize=4096)  # authors, tags and publishers come again and again
def _name(value: str) -> str:
    return characters.shorten(title(value), _NAME_LIMIT)


def _author(value: str) -> str:
    """A person's name; their address only where there is no name, of a profile its end."""
    if value.startswith(("http://", "https://")):
        value = value.rstrip("/").rpartition("/")[2]
    unaddressed = _MAILBOX.sub("", value) if "@" in value else value
    name = _name(unaddressed).strip(" ()<>,;") or _name(value)
    return _BYLINE.sub("", name, count=1) if _BYLINE.match(name) else name


def _tags(values: Iterable[str]) -> tuple[str, ...]:
    """Clean tags, first spelling kept where they differ in case only."""
    found: dict[str, str] = {}
    for value in values:
        tag = _name(value).lstrip("#").strip()
        if tag and not tag.startswith(("http://", "https://")):
            found.setdefault(tag.lower(), tag)
        if len(found) == _TAGS:
            break
    return tuple(found.values())


def _outside(values: Iterable[str], address: str, canonical: str) -> tuple[str, ...]:
    """Canonical addresses on other hosts than the entry's own, in order of appearance."""
    own = host(canonical)
    found: dict[str, None] = {}
    for value in values:
        if own and host(value) == own:
            continue
        link = url(_absolute(value, address))
        if link and host(link) != own and not _SHARING.match(link):
            found[link] = None
        if len(found) == _LINKS:
            break
    return tuple(found)


def _absolute(link: str, base: str) -> str:
    if link.startswith(("http://", "https://")):
        return link
    try:
        return urljoin(base, link)
    except ValueError:
        return ""


def _enclosures(values: Iterable[Enclosure]) -> tuple[Enclosure, ...]:
    kept = [
        Enclosure(address, _name(each.type), each.length)
        for each in values
        if (address := urls.http(each.url))
    ]
    return tuple(kept[:_ENCLOSURES])
