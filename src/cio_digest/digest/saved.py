"""A digest to the text that the store keeps, and back, without loss.

The text is a JSON object: ``version``, and each field of the digest by its name, defaults too, so
that a default which changes later changes no digest that is kept. Fields that a kept digest lacks
have their defaults, fields that are gone are passed over. Where the meaning of a field changes, the
version rises, ``load`` learns to read the one before, and so does the version of the store, which
older programs then refuse.
"""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from cio_digest.models import (
    Digest,
    Failing,
    Headline,
    Health,
    Item,
    Lead,
    Quote,
    Section,
    Share,
    Talk,
    Teller,
    Term,
    Trend,
)

if TYPE_CHECKING:
    from collections.abc import Callable

VERSION = 2  # the first release kept rows without names or a version


def dump(digest: Digest) -> str:
    """Named tuples become objects, instants Unix seconds, spans seconds."""
    document = {"version": VERSION, **_object(digest)}
    return json.dumps(document, default=_number, ensure_ascii=False)


def load(text: str) -> Digest:
    """Give back what ``dump`` was given, in this release or an earlier one."""
    document = json.loads(text)
    if type(document) is list:
        from cio_digest.digest import released

        document = released.named(document)
    digest: Digest = _read(Digest, document)
    return digest


def _object(value: Any) -> dict[str, Any]:
    return {name: _plain(part) for name, part in value._asdict().items()}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return _object(value) if hasattr(value, "_fields") else [_plain(part) for part in value]
    return value


def _number(value: object) -> float | str:
    match value:
        case datetime():
            return value.timestamp()
        case date():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
    raise TypeError(f"a digest holds no {type(value).__name__}")


def _read(kind: Any, document: dict[str, Any]) -> Any:
    """A named tuple of the fields that it knows; other lists than of such become tuples."""
    readers = _READERS.get(kind, {})
    names = [name for name in document if name in kind._fields]
    return kind(**{name: readers.get(name, _value)(document[name]) for name in names})


def _value(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, timezone.utc)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _span(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


def _one(kind: type) -> Callable[[Any], Any]:
    return lambda value: None if value is None else _read(kind, value)


def _many(kind: type) -> Callable[[Any], Any]:
    return lambda values: tuple(_read(kind, value) for value in values)


_READERS: dict[type, dict[str, Callable[[Any], Any]]] = {
    Digest: {
        "date": _day,
        "now": _moment,
        "since": _moment,
        "until": _moment,
        "sections": _many(Section),
        "late": _many(Item),
        "rising": _many(Trend),
        "health": _one(Health),
    },
    Section: {"items": _many(Item)},
    Item: {
        "published": _moment,
        "terms": _many(Term),
        "lead": _one(Lead),
        "talks": _many(Talk),
        "quotes": _many(Quote),
        "tellers": _many(Teller),
    },
    Teller: {"published": _moment},
    Lead: {"ahead": _span},
    Term: {"parts": _many(Share)},
    Trend: {"since": _day, "stories": _many(Headline)},
    Health: {"failing": _many(Failing), "last_fetch": _moment},
    Failing: {"since": _moment},
}
