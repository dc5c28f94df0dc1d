"""Tables, records and stories -> comma-separated values (RFC 4180), no formulas to a spreadsheet.

A cell that begins like a formula gets an apostrophe before it, which spreadsheets take for "this is
text"; numbers stay numbers. https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

import re
from csv import QUOTE_ALL, writer
from datetime import datetime, timedelta
from io import StringIO
from typing import TYPE_CHECKING, Any

from cio_digest.render import words
from cio_digest.render.surface import Surface

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cio_digest.models import Digest, Item, Trend
    from cio_digest.models.pages import SearchResult, Trends, VendorPage

# What opens a formula, also in full width and after blanks that are trimmed off.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)*%?")

_STORY = (
    "number", "story", "topic", "title", "url", "published", "publisher", "others", "score",
    "minutes", "reason", "summary",
)  # fmt: skip
_TREND = ("kind", "term", "ratio", "since", "outlets", "voices", "stories")


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], _: Surface) -> str:
    """The columns' names, then the rows, every cell in quotes."""
    out = StringIO()
    cells = writer(out, quoting=QUOTE_ALL, lineterminator="\n")
    cells.writerow(map(_guarded, columns))
    cells.writerows(map(_guarded, row) for row in rows)
    return out.getvalue()


def records(
    _name: str,
    fields: Sequence[str],
    records: Sequence[tuple[Any, ...]],
    _facts: Mapping[str, Any],
) -> str:
    """A column a field; times in RFC 3339, lengths of time in seconds, several values by ";"."""
    rows = [[_cell(value) for value in record] for record in records]
    return table(fields, rows, Surface())


def digest(digest: Digest, _: Surface) -> str:
    """A row a story, in the order of their numbers."""
    shown = [_story(title, each) for title, items in words.sections(digest) for each in items]
    return records("", _STORY, shown, {})


def found(results: Sequence[SearchResult], _now: datetime, _: Surface) -> str:
    """A row a story or entry that a search found."""
    from cio_digest.models.records import FoundStory

    return records("", FoundStory._fields, [words.found(each) for each in results], {})


def trends(trends: Trends, _: Surface) -> str:
    """A row a term, topic or story that moves."""
    groups = (("term", trends.terms), ("topic", trends.topics), ("story", trends.stories))
    rows = [_trend(kind, trend) for kind, group in groups for trend in group]
    return records("", _TREND, rows, {})


def vendor(page: VendorPage, _: Surface) -> str:
    """A row a story of the vendor, the newest first."""
    from cio_digest.models.records import VendorStory

    return records("", VendorStory._fields, page.stories, {})


def _story(topic: str, item: Item) -> tuple[Any, ...]:
    return (
        item.number,
        item.story,
        topic,
        words.title(item),
        item.url,
        item.published,
        item.publisher,
        item.others,
        item.score,
        item.minutes,
        words.reason(item).removeprefix("Why: "),
        item.summary,
    )


def _trend(kind: str, trend: Trend) -> tuple[Any, ...]:
    ratio = None if trend.ratio == float("inf") else trend.ratio
    links = tuple(story.url for story in trend.stories)
    return (kind, trend.term, ratio, trend.since, trend.outlets, trend.voices, links)


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return value.isoformat().replace("+00:00", "Z")
        case timedelta():
            return f"{value.total_seconds():.0f}"
        case bool():
            return str(value).lower()
        case tuple():
            return "; ".join(
                " ".join(map(_cell, each)) if isinstance(each, tuple) else _cell(each)
                for each in value
            )
    return str(value)


def _guarded(cell: str) -> str:
    harmful = _FORMULA.match(cell) and not _NUMBER.fullmatch(cell)
    return f"'{cell}" if harmful else cell
