"""A digest, an explanation or a table -> CommonMark that also reads well raw, as in a plain mail.

A title is a numbered reference link, ``[title][1]``, and the address stands on a line of its own
below the story, where a mail program finds it too. https://spec.commonmark.org/0.31.2/
"""

from __future__ import annotations

import re
from textwrap import wrap
from typing import TYPE_CHECKING

from cio_digest.render import harmless, words
from cio_digest.render.surface import Surface, carried

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cio_digest.models import Digest, Explanation, Item, Trend

_WIDTH = 78  # RFC 5322: lines of a mail should have no more

# What opens a span anywhere; an underscore does so only at the edge of a word, and "&" and "|" are
# escaped where they would begin an entity or (in GitHub's tables) a cell.
_SPAN = re.compile(r"[\\`*\[\]<~|]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
# What opens a block at the start of a line: heading, quote, list, rule, setext underline, table.
_BLOCK = re.compile(r"[#>+\-=:]|(\d{1,9})[.)](?=\s|$)")
_BREAK = "  "  # at the end of a line: a line break that does not show in the raw text


def digest(digest: Digest, surface: Surface) -> str:
    """The whole digest."""
    blocks = [f"# cio-digest · {words.day(digest.date)}", *_prose(words.totals(digest), surface)]
    for remark in words.remarks(digest):
        blocks += _prose(remark, surface)
    sections = [(each.title, each.items) for each in digest.sections]
    if digest.late:
        sections.append(("New since", digest.late))
    for title, items in sections:
        blocks.append(f"## {escaped(title)}")
        blocks += [_story(item, digest.now, surface) for item in items]
    if digest.rising:
        blocks += ["## Rising", _rising(digest.rising, surface)]
    blocks += ["## Sources", *_prose(words.health(digest.health, digest.now), surface)]
    return carried("\n\n".join(blocks) + "\n", surface)


def explanation(explanation: Explanation, surface: Surface) -> str:
    """One story, its score term by term, and its entries."""
    item = explanation.item
    score = [(f"{term.value:.2f}", term.name, term.reason) for term in item.terms]
    blocks = [
        _story(item, explanation.now, surface),
        *(_prose(explanation.note, surface) if explanation.note else []),
        "## Score",
        _rows(("points", "term", "reason"), [*score, (f"{item.score:.2f}", "score", "")]),
        "## Told by",
        "\n".join(_teller(*each) for each in words.told_by(explanation)),
    ]
    return carried("\n\n".join(blocks) + "\n", surface)


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], surface: Surface) -> str:
    """A table in GitHub's notation, its columns aligned for raw reading."""
    return carried(_rows(columns, rows) + "\n", surface)


def escaped(text: str) -> str:
    """One line of text that renders as exactly itself, with as few backslashes as that takes."""
    return _opened(_SPAN.sub(r"\\\g<0>", text))


def _opened(line: str) -> str:
    """A line that opens no block."""
    match = _BLOCK.match(line)
    if not match:
        return line
    at = match.end(1) if match[1] else 0
    return f"{line[:at]}\\{line[at:]}"


def _prose(text: str, surface: Surface, indent: str = "") -> list[str]:
    """One paragraph in lines of mail width, or nothing."""
    lines = wrap(
        _SPAN.sub(r"\\\g<0>", carried(text, surface)),
        _WIDTH - len(indent) - 1,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return ["\n".join(indent + _opened(line) for line in lines)] if lines else []


def _story(item: Item, now: datetime, surface: Surface) -> str:
    """A list item: title and sources, then the summary, then where the title leads."""
    marker = f"{item.number:>2}. "
    indent = " " * len(marker)
    url = harmless.link(item.url)
    title = "\n".join(_prose(item.title or "(untitled)", surface, indent))
    if url:
        title = f"{indent}[{title.lstrip()}][{item.number}]"
    telling = f"{words.source_line(item)} · {words.age(item.published, now)}".removeprefix(" · ")
    head = title + _BREAK + "\n" + "\n".join(_prose(telling, surface, indent))
    address = [f"{indent}[{item.number}]: <{url}>"] if url else []
    blocks = [head, *_prose(item.summary, surface, indent), *address]
    return marker + "\n\n".join(blocks).removeprefix(indent)


def _rising(trends: Sequence[Trend], surface: Surface) -> str:
    return "\n".join(f"- {escaped(carried(words.rising(trend), surface))}" for trend in trends)


def _teller(teller: str, age: str, title: str, url: str) -> str:
    address = harmless.link(url)
    told = f"[{escaped(title)}](<{address}>)" if address else escaped(title)
    return f"- {escaped(teller)}, {age}: {told}"


def _rows(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    cells = [[escaped(cell) for cell in row] for row in (columns, *rows)]
    widths = [max(3, *map(len, column)) for column in zip(*cells, strict=True)]
    rule = ["-" * width for width in widths]
    return "\n".join(
        "| " + " | ".join(map(str.ljust, row, widths)) + " |"
        for row in (cells[0], rule, *cells[1:])
    )
