"""The invented world of ``world/*.toml`` -> its publishers with their feeds, at an instant."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote
from zlib import crc32

import tomli

from cio_digest.demo import routine
from cio_digest.models import Enclosure, Engagement, RawEntry, RawFeed, Voice

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)

_FOLDER = Path(__file__).parent / "world"
_SOCIAL = "https://example.social"
_SOURCES, _ROUTINE = "sources.toml", "routine.toml"
_UNITS = {"d": "days", "h": "hours", "m": "minutes"}
_MP3_BYTES_A_MINUTE = 960_000  # at 128 kbit/s


class Publisher(NamedTuple):
    """One source of the world: a feed, or a ``voice`` with an account on a network.

    ``fault`` is how its server misbehaves, "" for not at all.
    """

    name: str
    feed: RawFeed
    role: str = ""
    tags: tuple[str, ...] = ()
    voice: Voice | None = None
    fault: str = ""


def publishers(now: datetime) -> tuple[Publisher, ...]:
    """Everyone who publishes in the world, with what they have published up to ``now``."""
    now = now.astimezone(timezone.utc).replace(microsecond=0)
    sources = _read(_FOLDER / _SOURCES)
    given = [
        entry for path in sorted(_FOLDER.glob("*.toml")) for entry in _read(path).get("entries", ())
    ]
    given += routine.entries(_read(_FOLDER / _ROUTINE))
    told = [telling for entry in given for telling in _tellings(entry, sources, now)]
    return tuple(
        _publisher(name, given, [entry for by, entry in told if by == name])
        for name, given in sources.items()
    )


def _read(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomli.load(file)


def _publisher(name: str, table: dict[str, Any], entries: list[RawEntry]) -> Publisher:
    newest_first = sorted(entries, key=lambda entry: (entry.published, entry.id), reverse=True)
    feed = RawFeed(
        entries=tuple(newest_first),
        title=table["title"],
        url=_site(name, table),
        language=table.get("language", "en"),
        format=table.get("format", "rss"),
    )
    role, fault = table.get("role", ""), table.get("fault", "")
    return Publisher(name, feed, role, tuple(table.get("tags", ())), _voice(table), fault)


def _voice(table: dict[str, Any]) -> Voice | None:
    if "voice" not in table:
        return None
    return Voice(
        table["voice"], *(table[key] for key in ("role", "sector", "organisation", "size"))
    )


def _tellings(
    table: dict[str, Any], sources: dict[str, Any], now: datetime
) -> list[tuple[str, RawEntry]]:
    """The entry by its publisher, and the same words by everyone who prints them too."""
    copies = [copy.split(" ", 1) for copy in table.get("also", ())]
    return [
        (by, _entry(by, now - _length(ago), table, sources[by]))
        for by, ago in [(table["by"], table["ago"]), *copies]
    ]


def _entry(by: str, published: datetime, table: dict[str, Any], source: dict[str, Any]) -> RawEntry:
    if "voice" in source:
        return _post(by, published, table, source)
    title = table["title"]
    url = f"https://{by}.example/{quote(table.get('slug') or _slug(title))}"
    links = tuple(table.get("links", ()))
    return RawEntry(
        id=url,
        url=url,
        title=title,
        content=_markup(table["text"], links),
        published=published,
        author=table.get("author", ""),
        tags=tuple(table.get("tags", ())),
        links=links,
        enclosures=_audio(url, table.get("minutes", 0)),
        comments=f"{url}#comments" if "comments" in table else "",
        commented=table.get("comments"),
    )


def _post(by: str, published: datetime, table: dict[str, Any], source: dict[str, Any]) -> RawEntry:
    """A post on a network, which has no title; it may be somebody's whom the voice passes on."""
    who, text = table.get("boost", by), table.get("title", table["text"])
    url = f"{_SOCIAL}/@{who}/{int(published.timestamp())}"
    links = tuple(table.get("links", ()))
    return RawEntry(
        id=url,
        url=url,
        content=_markup(text, links),
        published=published,
        author=table.get("author", source["voice"]),
        links=links,
        handle=f"@{who}@example.social",
        engagement=_engagement(table.get("times", 1) * source["likes"], text),
    )


def _engagement(usual: int, text: str) -> Engagement:
    """About so many likes, more or less by half."""
    likes = usual // 2 + crc32(text.encode()) % (usual + 1)
    return Engagement(likes, likes // 5, likes // 8)


def _site(name: str, source: dict[str, Any]) -> str:
    """Where people read it, under a domain that nobody can own (RFC 2606)."""
    return f"{_SOCIAL}/@{name}" if "voice" in source else f"https://{name}.example"


def _slug(title: str) -> str:
    return re.sub(r"\W+", "-", title.lower()).strip("-")


def _markup(text: str, links: tuple[str, ...]) -> str:
    """The text as publishers send it: HTML paragraphs, links spelled out."""
    anchors = "".join(f'<p><a href="{link}">{link}</a></p>' for link in links)
    return f"<p>{text}</p>{anchors}"


def _audio(url: str, minutes: int) -> tuple[Enclosure, ...]:
    if not minutes:
        return ()
    return (Enclosure(f"{url}.mp3", "audio/mpeg", minutes * _MP3_BYTES_A_MINUTE),)


def _length(text: str) -> timedelta:
    """``1d 3h 20m`` as a length of time."""
    return timedelta(**{_UNITS[part[-1]]: int(part[:-1]) for part in text.split()})
