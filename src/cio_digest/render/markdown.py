"""A digest, an explanation or a table -> CommonMark that also reads well raw, as in a plain mail.

A title is a numbered reference link, ``[title][1]``, and the address stands on a line of its own
below the story, where a mail program finds it too. https://spec.commonmark.org/0.31.2/
"""

from __future__ import annotations

import re
from textwrap import wrap
from typing import TYPE_CHECKING
from unicodedata import combining, east_asian_width

from cio_digest.render import harmless, sparks, words
from cio_digest.render.surface import Surface, carried

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from cio_digest.models import Digest, Entry, Explanation, Headline, Item, Trend
    from cio_digest.models.pages import Found, Piece, Trends

_WIDTH = 78  # RFC 5322: lines of a mail should have no more

# What opens a span anywhere; an underscore does so only at the edge of a word, and "&" and "|" are
# escaped where they would begin an entity or (in GitHub's tables) a cell.
_SPAN = re.compile(r"[\\`*\[\]<~|]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
# What opens a block at the start of a line: heading, quote, list, rule, setext underline, table.
_BLOCK = re.compile(r"[#>+\-=:]|(\d{1,9})[.)](?=\s|$)")
# A no-break space that has kept two words on a line; one that stands elsewhere may stay.
# Around what is to be bold, while lines are made: noncharacters, which ``harmless`` takes out of
# all text that is shown.
_ON, _OFF = "\ufdd1", "\ufdd2"
_HELD = re.compile(r"(?<=\S)\xa0(?=\S)")
_BREAK = "  "  # at the end of a line: a line break that does not show in the raw text


def digest(digest: Digest, surface: Surface) -> str:
    """The whole digest."""
    blocks = [
        f"# {_line(f'cio-digest · {words.day(digest.date)}', surface)}",
        _prose(words.totals(digest), surface),
        *(_prose(remark, surface) for remark in words.remarks(digest)),
    ]
    for title, items in words.sections(digest):
        blocks.append(f"## {_line(title, surface)}")
        blocks += [_story(item, digest.now, surface) for item in items]
    if digest.rising:
        blocks += ["## Rising", _rising(digest.rising, surface)]
    blocks += ["## Sources", _prose(words.health(digest.health, digest.now), surface)]
    return _document(blocks)


def explanation(explanation: Explanation, surface: Surface) -> str:
    """One story, its score term by term, and its entries."""
    item = explanation.item
    score = [(f"{term.value:.2f}", term.name, term.reason) for term in item.terms]
    blocks = [
        _story(item, explanation.now, surface),
        _prose(explanation.note, surface),
        "## Score",
        _rows(("points", "term", "reason"), [*score, (f"{item.score:.2f}", "sum", "")], surface),
        "## Told by",
        "\n".join(_teller(*each, surface) for each in words.told_by(explanation)),
    ]
    return _document(blocks)


def entries(heading: str, entries: Sequence[Entry], now: datetime, surface: Surface) -> str:
    """Entries as list items under a heading."""
    items = "\n".join(_found(entry, now, surface) for entry in entries)
    return _document([f"## {_line(heading, surface)}", items]) + "\n"


def found(found: Sequence[Found], now: datetime, surface: Surface) -> str:
    """What a search found as list items, what matched in bold."""
    return _document(["\n".join(_hit(each, now, surface) for each in found)])


def article(item: Item, paragraphs: Sequence[str], now: datetime, surface: Surface) -> str:
    """A story's title and sources, and its article's text."""
    facts = f"{words.source_line(item)} · {words.age(item.published, now)}"
    title, url = _line(words.title(item), surface), harmless.link(item.url)
    head = [f"# {title}", f"{_prose(facts, surface)}{_BREAK}\n<{url}>"]
    return _document([*head, *(_prose(each, surface) for each in paragraphs)])


def trends(trends: Trends, surface: Surface) -> str:
    """What rises or falls, each with its history and its stories."""
    blocks = [
        f"# {_line(f'Trends · {words.day(trends.date)}', surface)}",
        _prose(words.compared(trends), surface),
        *(_prose(note, surface) for note in trends.notes),
    ]
    for heading, moving in words.groups(trends):
        blocks.append(f"## {_line(heading, surface)}")
        blocks.append("\n".join(_trend(each, trends.date, surface) for each in moving))
    return _document(blocks)


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], surface: Surface) -> str:
    """A table in GitHub's notation, its columns aligned for raw reading."""
    return _document([_rows(columns, rows, surface)])


# --- blocks -----------------------------------------------------------------------------------


def _document(blocks: Iterable[str]) -> str:
    return _HELD.sub(" ", "\n\n".join(filter(None, blocks))) + "\n"


def _story(item: Item, now: datetime, surface: Surface) -> str:
    """A list item: title and sources, then the summary, then where the title leads."""
    marker = f"{item.number:>2}. "
    indent = " " * len(marker)
    url = harmless.link(item.url)
    link = f"][{item.number}]" if url else ""
    title = _prose(words.title(item), surface, indent, spare=len(f"[{link}"))
    if url:
        title = f"{indent}[{title.lstrip()}{link}"
    telling = " · ".join(filter(None, (words.source_line(item), words.age(item.published, now))))
    parts = [
        f"{title}{_BREAK}\n{_prose(telling, surface, indent)}",
        _prose(item.summary, surface, indent),
        f"{indent}[{item.number}]: <{url}>" if url else "",
    ]
    return marker + "\n\n".join(filter(None, parts)).removeprefix(indent)


def _rising(trends: Sequence[Trend], surface: Surface) -> str:
    return "\n".join(f"- {_line(words.rising(trend), surface)}" for trend in trends)


def _trend(trend: Trend, today: date, surface: Surface) -> str:
    """A list item: the term with its line of days, then who tells it and the stories behind it."""
    figures = f"{sparks.line(trend.history)} {words.ratio(trend.ratio)}".strip()
    lines = [f"- {_line(trend.term, surface)}  {carried(figures, surface)}"]
    if facts := words.movement(trend, today):
        lines[0] += _BREAK
        lines.append(_prose(facts, surface, "  "))
    return "\n".join(lines + [_named(story, surface) for story in trend.stories])


def _named(story: Headline, surface: Surface) -> str:
    number = f"{story.number}: " if story.number else ""
    told = _prose(f"{number}{story.title}, {story.publisher}", surface, "    ")
    address = harmless.link(story.url)
    return "  - " + told.removeprefix("    ") + (f"\n    <{address}>" if address else "")


def _teller(teller: str, age: str, title: str, url: str, surface: Surface) -> str:
    """A list item: who told it when and in which words, and where."""
    told = _prose(f"{teller}, {age}: {title}", surface, "  ")
    address = harmless.link(url)
    return "- " + told.removeprefix("  ") + (f"\n  <{address}>" if address else "")


def _found(entry: Entry, now: datetime, surface: Surface) -> str:
    """A list item: the title, who says it and when, where."""
    age = words.age(entry.published, now) if entry.published else ""
    facts = " · ".join(filter(None, (words.said_line(entry), age)))
    address = harmless.link(entry.url)
    title = _prose(entry.title, surface, "  ").removeprefix("  ")
    lines = (title, _prose(facts, surface, "  "), f"  <{address}>" if address else "")
    return "- " + f"{_BREAK}\n".join(filter(None, lines))


def _hit(hit: Found, now: datetime, surface: Surface) -> str:
    """A list item: the title, who says it and when, the words around the match, where."""
    facts = f"{words.found_line(hit)} · {words.age(hit.published, now)}"
    address = harmless.link(hit.url)
    title = _bold(hit.title, surface).removeprefix("  ")
    snippet = _bold(hit.snippet, surface)
    lines = (title, _prose(facts, surface, "  "), snippet, f"  <{address}>" if address else "")
    return "- " + f"{_BREAK}\n".join(filter(None, lines))


def _bold(pieces: Sequence[Piece], surface: Surface) -> str:
    """Pieces of text in lines, the matched ones in bold."""
    text = "".join(
        f"{' ' if each.spaced else ''}{_ON if each.matched else ''}{each.text}"
        f"{_OFF if each.matched else ''}"
        for each in pieces
    )
    return _prose(text, surface, "  ").replace(_ON, "**").replace(_OFF, "**")


def _rows(columns: Sequence[str], rows: Sequence[Sequence[str]], surface: Surface) -> str:
    cells = [[_spans(cell, surface) for cell in row] for row in (columns, *rows)]
    widths = [max(3, *map(_width, column)) for column in zip(*cells, strict=True)]
    rule = ["-" * width for width in widths]
    return "\n".join(
        f"| {' | '.join(map(_padded, row, widths))} |" for row in (cells[0], rule, *cells[1:])
    )


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - _width(cell))


def _width(text: str) -> int:
    """Columns in a fixed-width type: two for a CJK character, none for a combining one."""
    wide = sum(east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(map(bool, map(combining, text)))


# --- escaping ---------------------------------------------------------------------------------


def _prose(text: str, surface: Surface, indent: str = "", spare: int = 0) -> str:
    """One paragraph in lines of mail width, less what the caller still adds."""
    lines = wrap(
        _spans(text, surface),
        _WIDTH - len(indent) - spare - 1,  # a backslash may still come
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(indent + _opened(line) for line in lines)


def _line(text: str, surface: Surface) -> str:
    """One line that renders as exactly this text."""
    return _opened(_spans(text, surface))


def _spans(text: str, surface: Surface) -> str:
    """Text in which nothing opens a span, with as few backslashes as that takes."""
    return _SPAN.sub(r"\\\g<0>", carried(text, surface))


def _opened(line: str) -> str:
    """A line that opens no block."""
    match = _BLOCK.match(line)
    if not match:
        return line
    at = match.end(1) if match[1] else 0
    return f"{line[:at]}\\{line[at:]}"
