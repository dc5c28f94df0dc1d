"""A digest, an explanation or records -> JSON for programs, by the schemas of docs/programs.md.

Times are UTC in RFC 3339 with a Z, lengths of time are seconds, and nothing depends on when it is
read. ``VERSION`` grows only when a key goes away or changes its meaning; new keys may come.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from json import dumps
from typing import TYPE_CHECKING, Any

from cio_digest.render import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cio_digest.models import Digest, Entry, Item
    from cio_digest.models.pages import (
        Block,
        Explanation,
        Review,
        SearchResult,
        Timeline,
        Trends,
        VendorPage,
    )
    from cio_digest.render.surface import Surface

VERSION = 1


def digest(digest: Digest, _: Surface) -> str:
    """The whole digest, keys in the order of ``models.Digest``."""
    return _document(plain(digest))


def explanation(explanation: Explanation, _: Surface) -> str:
    """One story, its score term by term, and its entries."""
    return _document(plain(explanation))


def entries(_heading: str, entries: Sequence[Entry], _now: datetime, _: Surface) -> str:
    """One object a line, so that a reader need not wait for the last (https://jsonlines.org)."""
    return "".join(dumps(_found(entry), ensure_ascii=False) + "\n" for entry in entries)


def found(results: Sequence[SearchResult], _now: datetime, _: Surface) -> str:
    """What a search found, with its whole titles and everybody who tells each."""
    return _document({"results": [plain(words.found(each)) for each in results]})


def article(item: Item, blocks: Sequence[Block], _now: datetime, _: Surface) -> str:
    """A story and its article's paragraphs, each line of code being one."""
    paragraphs = [" " * block.indent + block.text for block in blocks]
    return _document({"story": plain(item), "paragraphs": paragraphs})


def trends(trends: Trends, _: Surface) -> str:
    """What rises or falls, keys in the order of ``pages.Trends``."""
    return _document(plain(trends))


def timeline(timeline: Timeline, _: Surface) -> str:
    """What somebody said of each day, keys in the order of ``pages.Timeline``."""
    return _document(plain(timeline))


def review(review: Review, _: Surface) -> str:
    """What a period brought, keys in the order of ``pages.Review``."""
    return _document(plain(review))


def vendor(page: VendorPage, _: Surface) -> str:
    """A vendor's figures and its stories, keys in the order of ``pages.VendorPage``."""
    return _document(plain(page))


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], _: Surface) -> str:
    """Rows as objects keyed by column."""
    keys = [column.replace(" ", "_") for column in columns]
    return _document({"rows": [dict(zip(keys, row, strict=True)) for row in rows]})


def records(
    name: str,
    _fields: Sequence[str],
    records: Sequence[tuple[Any, ...]],
    facts: Mapping[str, Any],
) -> str:
    """Named tuples as objects, in an array under their name; before it what holds of them all."""
    before = {key: plain(value) for key, value in facts.items()}
    return _document({**before, name: [plain(each) for each in records]})


def _document(value: dict[str, Any]) -> str:
    return dumps({"version": VERSION, **value}, ensure_ascii=False, indent=2) + "\n"


def _found(entry: Entry) -> dict[str, Any]:
    from cio_digest.models.records import LiveEntry

    network = entry.source.partition("://")[0]
    facts = {name: plain(getattr(entry, name)) for name in LiveEntry._fields}
    return {**facts, "network": network}


def plain(value: Any) -> Any:
    """Nested named tuples as what JSON knows; lists and objects stay as they are."""
    if isinstance(value, tuple):
        if hasattr(value, "_asdict"):
            return {key: plain(each) for key, each in value._asdict().items()}
        return [plain(each) for each in value]
    if isinstance(value, datetime):
        return value.astimezone(timezone.utc).isoformat().replace("+00:00", "Z")
    if isinstance(value, timedelta):
        return int(value.total_seconds())
    if isinstance(value, date):
        return value.isoformat()
    return value if value != float("inf") else None
