"""A digest, an explanation or a table -> a page of text for a terminal.

One accent colour, dim for the secondary, bold for titles; the page reads the same without them.
"""

from __future__ import annotations

from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from cio_digest.render import asides, harmless, sparks, words
from cio_digest.render.page import Layout, hung, joined, opened, run, spread, wrapped, written

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from cio_digest.models import (
        Digest,
        Entry,
        Explanation,
        Headline,
        Item,
        Term,
        Trend,
    )
    from cio_digest.models.pages import Block, Piece, SearchResult, Trends
    from cio_digest.render.surface import Surface

_ACCENT, _DIM, _BOLD = "cyan", "dim", "bold"
_WIDEST = 88  # in longer lines the eye loses its way back
_SUMMARY_LINES = 3
_NUMBER, _LABEL = 4, 12  # the widths of the two left margins: before a story, before a fact
_GAP = "  "
_RATIO = 4  # the width of "2.5×"
_LOUD = {"drop": f"{_BOLD} {_ACCENT}", "watch": _BOLD, "keep": ""}  # verdicts
_APART = 4  # between two facts on a line
_DAYS, _TERM = (
    28,
    16,
)  # the most blocks of a line of days; the least room beside it


def digest(digest: Digest, surface: Surface) -> str:
    """The whole digest."""
    page = opened(surface, _WIDEST)
    blocks = [_masthead(digest, page), *_remarks(digest, page)]
    for title, items in words.sections(digest):
        blocks.append(_section(title, items, digest.now, page))
    blocks.append(_foot(digest, page))
    return written(page, _spaced(blocks))


def explanation(explanation: Explanation, surface: Surface) -> str:
    """One story, its score term by term, and its entries."""
    page = opened(surface, _WIDEST)
    item, now = explanation.item, explanation.now
    blocks = [
        _story(item, now, page, why=False),
        [_heading("Score", page), *_score(item.terms, item.score, page)],
        [_heading("Told by", page), *_tellers(explanation, page)],
    ]
    if explanation.note:
        blocks.insert(1, wrapped(page, run(page, explanation.note, _DIM), page.width))
    return written(page, _spaced(blocks))


def entries(heading: str, entries: Sequence[Entry], now: datetime, surface: Surface) -> str:
    """Entries under a heading, each with its address written out."""
    page = opened(surface, _WIDEST)
    blocks = _spaced([_found(entry, now, page) for entry in entries])
    return written(page, [run(page, heading, _ACCENT), *blocks, Text()])


def found(results: Sequence[SearchResult], now: datetime, surface: Surface) -> str:
    """What a search found, what matched underlined."""
    page = opened(surface, _WIDEST)
    return written(page, _spaced([_hit(each, now, page) for each in results]))


def article(item: Item, blocks: Sequence[Block], now: datetime, surface: Surface) -> str:
    """A story's title and sources, and its article's text."""
    page = opened(surface, _WIDEST)
    head = _story(item._replace(number=0, summary="", quotes=()), now, page, why=False)
    lines = [Text(), *_block(blocks[0], page)] if blocks else []
    for before, block in pairwise(blocks):
        together = before.kind == block.kind and block.kind in {"item", "code"}
        lines += [*([] if together else [Text()]), *_block(block, page)]
    return written(page, [*head, *lines])


def _block(block: Block, page: Layout) -> list[Text]:
    """A block of an article; code keeps its lines, however long."""
    if block.kind == "code":
        return [run(page, " " * (_NUMBER + block.indent) + block.text)]
    label = {"item": f"{_GAP}- ", "quote": " " * _NUMBER}.get(block.kind, "")
    style = {"heading": _BOLD, "quote": _DIM}.get(block.kind, "")
    text = run(page, block.text, style)
    return hung(Text(label), wrapped(page, text, page.width - len(label)))


def trends(trends: Trends, surface: Surface) -> str:
    """What rises or falls, each with its line of days and its stories."""
    page = opened(surface, _WIDEST)
    name = run(page, "cio-digest trends", f"{_BOLD} {_ACCENT}")
    basis = run(page, words.compared(trends), _DIM)
    day = run(page, words.day(trends.date))
    fits = cell_len(name.plain + day.plain) < page.width
    blocks = [[spread(page, name, day), basis] if fits else [name, day, basis]]
    blocks += [wrapped(page, run(page, note), page.width) for note in trends.notes]
    for heading, moving in words.groups(trends):
        each = [_trend(trend, trends.date, page) for trend in moving]
        apart = any(len(lines) > 1 for lines in each)
        under = _spaced(each) if apart else [line for lines in each for line in lines]
        blocks.append([_heading(heading, page), *under])
    return written(page, _spaced(blocks))


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], surface: Surface) -> str:
    """Aligned columns as wide as they need to be; where that is too wide, cells wrap.

    A last column of addresses, which cannot wrap, stands under its rows then.
    """
    page = opened(surface, surface.width)
    heading = [run(page, name, _DIM) for name in columns]
    cells = [
        [run(page, row[0]), *(run(page, cell, _LOUD.get(cell, _DIM)) for cell in row[1:])]
        for row in rows
    ]
    figures = [words.is_figures(column) for column in zip(*rows, strict=True)]
    widths = _fitted([heading, *cells], page)
    beside = len(columns)
    if any(_longest_word(row[-1]) > widths[-1] for row in cells):
        beside -= 1
        widths = _fitted([row[:beside] for row in (heading, *cells)], page)
    lines = []
    for row in (heading, *cells):
        lines += _row(page, row[:beside], widths, figures)
        lines += [line for cell in row[beside:] for line in _below(cell, page)]
    return written(page, lines)


# --- the digest's blocks ----------------------------------------------------------------------


def _masthead(digest: Digest, page: Layout) -> list[Text]:
    name = run(page, "cio-digest", f"{_BOLD} {_ACCENT}")
    totals = run(page, words.totals(digest), _DIM)
    return [
        spread(page, name, run(page, words.day(digest.date))),
        *wrapped(page, totals, page.width),
    ]


def _remarks(digest: Digest, page: Layout) -> list[list[Text]]:
    return [wrapped(page, run(page, each), page.width) for each in words.remarks(digest)]


def _section(title: str, items: Sequence[Item], now: datetime, page: Layout) -> list[Text]:
    return [_heading(title, page), *_spaced([_story(item, now, page) for item in items])]


def _heading(title: str, page: Layout) -> Text:
    return run(page, title.upper(), _ACCENT)


def _story(item: Item, now: datetime, page: Layout, *, why: bool = True) -> list[Text]:
    """A story of a digest; ``why`` it is there goes without saying where the score stands below."""
    age = run(page, words.age(item.published, now), _DIM)
    width = page.width - _NUMBER
    url = harmless.link(item.url)
    title = run(page, words.title(item), _BOLD, url)
    lines = wrapped(page, title, width - cell_len(age.plain) - len(_GAP))
    lines += wrapped(page, run(page, words.source_line(item), _DIM), width)
    lines += wrapped(page, run(page, item.summary), width, most=_SUMMARY_LINES)
    for quote in item.quotes:
        lines += asides.quote(quote, width, page)
    if why:
        lines += wrapped(page, run(page, words.reason(item), _DIM), width, most=1)
    if page.surface.addresses and url:
        lines.append(run(page, url))
    lines += asides.talk(item.talks, width, page)
    first, *rest = hung(_margin(item.number, page), lines)
    return [spread(page, first, age), *rest]


def _hit(hit: SearchResult, now: datetime, page: Layout) -> list[Text]:
    age = run(page, words.age(hit.published, now), _DIM)
    url = harmless.link(hit.url)
    title = _pieces(hit.title, page, _BOLD, url)
    snippet = _pieces(hit.snippet, page)
    width = page.width - _NUMBER
    lines = wrapped(page, title, width - cell_len(age.plain) - len(_GAP))
    lines += wrapped(page, run(page, words.found_line(hit), _DIM), width)
    lines += wrapped(page, snippet, width, most=_SUMMARY_LINES)
    if page.surface.addresses and url:
        lines.append(run(page, url))
    first, *rest = hung(_margin(hit.number, page), lines)
    return [spread(page, first, age), *rest]


def _pieces(pieces: Sequence[Piece], page: Layout, style: str = "", url: str = "") -> Text:
    """Pieces of text in one line, the matched ones underlined."""
    parts = []
    for piece in pieces:
        if piece.spaced:
            parts.append(run(page, " ", style, url))
        parts.append(run(page, piece.text, f"{style} underline" if piece.matched else style, url))
    return joined(*parts)


def _foot(digest: Digest, page: Layout) -> list[Text]:
    """What rises, and how the sources do."""
    health = run(page, words.foot(digest), _DIM)
    lines = _rising(digest.rising, page) if digest.rising else []
    label = run(page, f"{'SOURCES':{_LABEL}}", _ACCENT)
    return lines + hung(label, wrapped(page, health, page.width - _LABEL))


def _rising(trends: Sequence[Trend], page: Layout) -> list[Text]:
    """As many terms in a line as fit."""
    width = page.width - _LABEL
    lines: list[Text] = []
    for trend in trends:
        term = run(page, words.rising(trend))
        if lines and cell_len(lines[-1].plain + term.plain) + _APART <= width:
            lines[-1] = joined(lines[-1], Text(" " * _APART), term)
        else:
            lines += wrapped(page, term, width)
    return hung(run(page, f"{'RISING':{_LABEL}}", _ACCENT), lines)


# --- the blocks of trends -------------------------------------------------------------------------


def _trend(trend: Trend, today: date, page: Layout) -> list[Text]:
    """A term with its line of days at the right, who tells it, and the stories behind it."""
    ratio = f"{_GAP}{words.ratio(trend.ratio):>{_RATIO}}"
    # On a narrow page a block stands for several days, so that the term keeps some room.
    blocks = page.width - _NUMBER - _TERM - len(_GAP) - len(ratio)
    figures = run(page, f"{sparks.line(trend.history, min(_DAYS, blocks))}{ratio}")
    room = page.width - _NUMBER - cell_len(figures.plain) - len(_GAP)
    story = words.itself(trend)
    number, url = (story.number, harmless.link(story.url)) if story else (0, "")
    term, facts = run(page, trend.term, _BOLD, url), run(page, words.movement(trend, today), _DIM)
    lines = wrapped(page, term, room) or [Text()]
    if not trend.outlets and cell_len(term.plain + facts.plain) + len(_GAP) <= room:
        lines, facts = [joined(term, Text(_GAP if facts else ""), facts)], Text()
    first, *rest = hung(
        _margin(number, page), [*lines, *wrapped(page, facts, page.width - _NUMBER)]
    )
    below = [line for each in trend.stories if not story for line in _named(each, page)]
    return [spread(page, first, figures), *rest, *below]


def _margin(number: int, page: Layout) -> Text:
    return run(page, f"{number or '':>{_NUMBER - len(_GAP)}}{_GAP}", _DIM)


def _named(story: Headline, page: Layout) -> list[Text]:
    """A story on a line or two, its number in the margin."""
    url = harmless.link(story.url)
    told = joined(run(page, story.title, "", url), run(page, f" · {story.publisher}", _DIM))
    lines = wrapped(page, told, page.width - _NUMBER)
    if page.surface.addresses and url:
        lines.append(run(page, url))
    return hung(_margin(story.number, page), lines)


# --- the explanation's blocks ---------------------------------------------------------------------


def _score(terms: Sequence[Term], score: float, page: Layout) -> list[Text]:
    """One line a term, what it is made of below it, and their sum under a rule."""
    name = max((cell_len(term.name) for term in terms), default=0)
    lines = []
    for term in terms:
        label = run(page, f"{term.value:>10.2f}{_GAP}{term.name:{name}}{_GAP}")
        lines += _reason(label, term.reason, page)
        for part in term.parts:
            below = " " * (cell_len(label.plain) + len(_GAP))
            lines += _reason(run(page, f"{below}{part.value:.2f}{_GAP}", _DIM), part.reason, page)
    return [*lines, run(page, f"{'─────':>10}", _DIM), run(page, f"{score:>10.2f}", _BOLD)]


def _reason(label: Text, reason: str, page: Layout) -> list[Text]:
    width = page.width - cell_len(label.plain)
    return hung(label, wrapped(page, run(page, reason, _DIM), width))


def _tellers(explanation: Explanation, page: Layout) -> list[Text]:
    lines = []
    for teller, age, title, url in words.told_by(explanation):
        name = joined(Text(" " * _NUMBER), run(page, teller))
        lines.append(spread(page, name, run(page, age, _DIM)))
        text = run(page, title, _DIM, harmless.link(url))
        lines += hung(Text(" " * _NUMBER), wrapped(page, text, page.width - _NUMBER))
    return lines


# --- what was found -------------------------------------------------------------------------------


def _found(entry: Entry, now: datetime, page: Layout) -> list[Text]:
    """Title and age, who says it, where."""
    margin, width = Text(" " * _NUMBER), page.width - _NUMBER
    age = run(page, words.age(entry.published, now) if entry.published else "", _DIM)
    url = harmless.link(entry.url)
    title = wrapped(page, run(page, entry.title, _BOLD, url), width - cell_len(age.plain) - _APART)
    said = wrapped(page, run(page, words.said_line(entry), _DIM), width)
    first, *rest = hung(margin, [*title, *said, *([run(page, url, _DIM)] if url else [])])
    return [spread(page, first, age) if age else first, *rest]


# --- laying out -----------------------------------------------------------------------------------


def _spaced(blocks: Sequence[list[Text]]) -> list[Text]:
    """The blocks with an empty line between two of them."""
    return [line for block in blocks for line in (Text(), *block)][1:]


def _fitted(rows: Sequence[Sequence[Text]], page: Layout) -> list[int]:
    """Column widths that fit the page, the widest giving way first, as far as words stay whole."""
    columns = [*zip(*rows, strict=True)]
    widths = [max(cell_len(cell.plain) for cell in column) for column in columns]
    whole = [max(map(_longest_word, column)) for column in columns]
    excess = sum(widths) + len(_GAP) * (len(widths) - 1) - page.width
    for _ in range(excess):
        able = [at for at, width in enumerate(widths) if width > whole[at]]
        widest = max(able or range(len(widths)), key=widths.__getitem__)
        widths[widest] = max(1, widths[widest] - 1)
    return widths


def _below(cell: Text, page: Layout) -> list[Text]:
    """A cell under its row: prose in lines that fit, an address whole, so that it can be copied."""
    prose = " " in cell.plain
    return hung(Text(_GAP), wrapped(page, cell, page.width - len(_GAP)) if prose else [cell])


def _longest_word(cell: Text) -> int:
    return max(map(cell_len, cell.plain.split()), default=0)


def _row(
    page: Layout, cells: Sequence[Text], widths: Sequence[int], figures: Sequence[bool]
) -> list[Text]:
    """One row of a table, as many lines high as its highest cell; figures end under each other."""
    columns = [wrapped(page, cell, width) for cell, width in zip(cells, widths, strict=True)]
    lines = []
    for parts in zip_longest(*columns, fillvalue=Text()):
        line = Text()
        for part, width, right in zip(parts, widths, figures, strict=False):
            room = Text(" " * (width - cell_len(part.plain)))
            line = joined(line, *((room, part) if right else (part, room)), Text(_GAP))
        line.rstrip()
        lines.append(line)
    return lines
