"""The records that commands write as JSON to a schema each (JSON Schema 2020-12) in docs/schemas.

Run it as ``python docs/tools/schemas.py``; a test says when it is time to. The digest, explanations
and trends have docs/digest.schema.json.
"""

from __future__ import annotations

import json
import types
import typing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from cio_digest.models import records, scorecards
from cio_digest.models.rows import Verdict
from cio_digest.render.json import VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).resolve().parents[1] / "schemas"


class Schema(NamedTuple):
    """What a command writes: ``facts``, and records under a key; without one, a record a line."""

    command: str
    key: str
    record: Any
    facts: Mapping[str, Any] = types.MappingProxyType({})


_DAYS = {"days": int}
_IMPORT = {"dry_run": bool, "backup": str}
SCHEMAS = {
    "sources-list": Schema("sources list", "sources", records.ListedSource),
    "sources-kinds": Schema("sources kinds", "kinds", records.ListedKind),
    "sources-check": Schema("sources check", "sources", records.CheckedSource),
    "sources-score": Schema("sources score", "sources", scorecards.Scorecard, _DAYS),
    "sources-import": Schema("sources import", "sources", records.ImportedLine, _IMPORT),
    "topics-list": Schema("topics list", "topics", records.ListedTopic, {"since": datetime}),
    "topics-show": Schema(
        "topics show",
        "keywords",
        records.KeywordCount,
        {
            "topic": str,
            "since": datetime,
            "read": int,
            "exclude": tuple[str, ...],
            "companions": tuple[str, ...],
            "remark": str,
            "ambiguous": tuple[records.AmbiguousKeyword, ...],
        },
    ),
    "topics-test": Schema("topics test", "topics", records.MatchedTopic),
    "feedback-show": Schema("feedback show", "weights", records.LearntWeight),
    "feedback-list": Schema("feedback list", "verdicts", Verdict),
    "following": Schema("following", "affairs", records.ListedAffair),
    "search": Schema("search", "results", records.FoundStory),
    "search-live": Schema("search --live", "", records.LiveEntry),
    "voices-list": Schema("voices list", "voices", scorecards.Standing, _DAYS),
    "voices-show": Schema(
        "voices show",
        "voices",
        scorecards.Standing,
        {
            **_DAYS,
            "addresses": tuple[str, ...],
            "first": tuple[scorecards.FirstStory, ...],
        },
    ),
    "voices-suggest": Schema("voices suggest", "suggestions", scorecards.Suggestion, _DAYS),
    "voices-import": Schema("voices import", "voices", records.ImportedLine, _IMPORT),
    "vendors-list": Schema("vendors list", "vendors", records.WatchedVendor, _DAYS),
    "vendors-show": Schema(
        "vendors show",
        "stories",
        records.VendorStory,
        {
            "figures": records.WatchedVendor,
            "covered": tuple[records.StoriesTold, ...],
            "rising": tuple[str, ...],
        },
    ),
    "doctor": Schema("doctor", "checks", records.CheckedPart),
    "schedule-status": Schema("schedule status", "schedule", records.ScheduledPart),
    "version": Schema(
        "version",
        "libraries",
        records.InstalledLibrary,
        {
            "program": str,
            "python": str,
            "platform": str,
            "sqlite": str,
            "config": str,
            "store": str,
            "store_version": int | None,
        },
    ),
}
_PLAIN: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
    timedelta: {"type": "integer", "description": "seconds"},
}
_NAMES = {"datetime": datetime, "date": date, "timedelta": timedelta}


def document(schema: Schema) -> dict[str, Any]:
    """The schema of a command's whole output."""
    defs: dict[str, Any] = {}
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"cio-digest {schema.command}",
    }
    if not schema.key:
        writes = f"An object a line of what `cio-digest {schema.command} --format json` writes."
        return {**head, "description": writes, **_record(schema.record, defs), "$defs": defs}
    version = {
        "type": "integer",
        "const": VERSION,
        "description": "grows when a key goes away or changes its meaning; new keys may come",
    }
    facts = {name: _type(hint, defs) for name, hint in schema.facts.items()}
    rows = {"type": "array", "items": _type(schema.record, defs)}
    properties = {"version": version, **facts, schema.key: rows}
    return {
        **head,
        "description": f"What `cio-digest {schema.command} --format json` writes.",
        "type": "object",
        "required": list(properties),
        "properties": properties,
        "$defs": defs,
    }


def _record(record: Any, defs: dict[str, Any]) -> dict[str, Any]:
    hints = typing.get_type_hints(record, localns=_NAMES)
    properties = {name: _type(hint, defs) for name, hint in hints.items()}
    return {"type": "object", "required": list(properties), "properties": properties}


def _type(hint: Any, defs: dict[str, Any]) -> dict[str, Any]:
    if hint in _PLAIN:
        return _PLAIN[hint]
    several = typing.get_args(hint)
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        (some,) = (each for each in several if each is not type(None))
        return {"anyOf": [_type(some, defs), {"type": "null"}]}
    if typing.get_origin(hint) is tuple:
        return {"type": "array", "items": _type(several[0], defs)}
    about = " ".join((hint.__doc__ or "").replace("``", "`").split())
    defs[hint.__name__] = {"description": about, **_record(hint, defs)}
    return {"$ref": f"#/$defs/{hint.__name__}"}


def text(schema: Schema) -> str:
    """The file's text."""
    return json.dumps(document(schema), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    for name, schema in SCHEMAS.items():
        (FOLDER / f"{name}.schema.json").write_text(text(schema), encoding="utf-8")
