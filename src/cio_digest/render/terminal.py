"""A digest, an explanation or a table -> a page of text for a terminal.

One accent colour, dim for the secondary, bold for titles; the page reads the same without them.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from cio_digest.render import asides, harmless, reviews, sparks, words
from cio_digest.render.page import Layout, hung, joined, opened, run, spread, wrapped, written

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from cio_digest.models import Digest, Entry, Explanation, Figure, Headline, Item, Term, Trend
    from cio_digest.models.pages import (
        Block,
        Happening,
        Piece,
        Review,
        Risen,
        SearchResult,
        Timeline,
        Trends,
        VendorPage,
    )
    from cio_digest.render.surface import Surface

_ACCENT, _DIM, _BOLD = "cyan", "dim", "bold"
_WIDEST = 88  # in longer lines the eye loses its way back
_SUMMARY_LINES = 3
_NUMBER, _LABEL = 4, 12  # the widths of the two left margins: before a story, before a fact
_GAP = "  "
_RATIO = 4  # the width of "2.5×"
_APART = 4  # between two facts on a line
_DAYS, _TERM = 28, 16  # the most blocks of a line of days; the least room beside it


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
    blocks[1:1] = _differing(explanation.differences, page)
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


def timeline(timeline: Timeline, surface: Surface) -> str:
    """What somebody said of each day, the days in the margin."""
    page = opened(surface, _WIDEST)
    heading = run(page, timeline.heading, _BOLD, harmless.link(timeline.url))
    blocks = [wrapped(page, heading, page.width)]
    if any(timeline.history[1:]):
        blocks[0].append(run(page, sparks.line(timeline.history), _ACCENT))
    blocks[0] += [
        line for note in timeline.notes for line in wrapped(page, run(page, note, _DIM), page.width)
    ]
    blocks += [_happening(each, timeline.date, page) for each in timeline.happenings]
    blocks += _differing(timeline.differences, page)
    return written(page, _spaced(blocks))


def _differing(differences: Sequence[Sequence[Figure]], page: Layout) -> list[list[Text]]:
    """Under a heading, each figure in the sentence of its source."""
    texts = [run(page, words.figure(figure)) for figures in differences for figure in figures]
    width = page.width - _NUMBER
    margin = Text(" " * _NUMBER)
    lines = [line for text in texts for line in hung(margin, wrapped(page, text, width))]
    return [[_heading("Figures differ", page), *lines]] if lines else []


def _happening(happening: Happening, today: date, page: Layout) -> list[Text]:
    url = harmless.link(happening.url)
    width = page.width - _LABEL - 1
    lines = wrapped(page, run(page, happening.text, "", url), width)
    lines += wrapped(page, run(page, words.said_by(happening), _DIM), width)
    if page.surface.addresses and url:
        lines.append(run(page, url))
    return hung(run(page, f"{words.dated(happening, today):{_LABEL}} ", _ACCENT), lines)


def review(review: Review, surface: Surface) -> str:
    """What a period brought."""
    page = opened(surface, _WIDEST)
    name = run(page, "cio-digest review", f"{_BOLD} {_ACCENT}")
    days = run(page, reviews.period(review))
    totals = wrapped(page, run(page, reviews.totals(review), _DIM), page.width)
    fits = cell_len(name.plain + days.plain) < page.width
    blocks = [[spread(page, name, days), *totals] if fits else [name, days, *totals]]
    blocks += [wrapped(page, run(page, each), page.width) for each in reviews.remarks(review)]
    blocks += [_section(each.title, each.items, review.now, page) for each in review.sections]
    for heading, kind in reviews.groups(review):
        lines = _spaced([_risen(each, review, page) for each in kind])
        blocks.append([_heading(heading, page), *lines])
    if review.firsts:
        told = run(page, " · ".join(reviews.firsts(review.firsts)))
        lines = hung(Text(" " * _NUMBER), wrapped(page, told, page.width - _NUMBER))
        blocks.append([_heading("First to tell", page), *lines])
    if review.starred:
        lines = [line for each in review.starred for line in _named(each, page)]
        blocks.append([_heading("You starred", page), *lines])
    return written(page, _spaced(blocks))


def vendor(page: VendorPage, surface: Surface) -> str:
    """A vendor: its figures, then its stories by their headlines, the newest first."""
    from cio_digest.render import vendors

    layout = opened(surface, _WIDEST)
    lines = [run(layout, vendors.title(page), f"{_BOLD} {_ACCENT}")]
    for label, text in vendors.facts(page):
        fact = wrapped(layout, run(layout, text), layout.width - _LABEL)
        lines += hung(run(layout, f"{label:{_LABEL}}", _DIM), fact)
    told = [_told(*each, layout) for each in vendors.told(page)]
    return written(layout, _spaced([lines, *told]))


def _told(title: str, facts: str, address: str, page: Layout) -> list[Text]:
    """A headline as it was published, with who tells it when, and where."""
    url = harmless.link(address)
    lines = wrapped(page, run(page, title, _BOLD, url), page.width)
    lines += wrapped(page, run(page, facts, _DIM), page.width)
    return [*lines, run(page, url)] if page.surface.addresses and url else lines


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], surface: Surface) -> str:
    """Aligned columns as wide as they need to be; where that is too wide, cells wrap."""
    from cio_digest.render import tables

    page = opened(surface, surface.width)
    return written(page, tables.lines(columns, rows, page))


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


def _risen(risen: Risen, review: Review, page: Layout) -> list[Text]:
    """A term with its line at the right, when it rose, and a story that it is about."""
    blocks = page.width - _NUMBER - _TERM - len(_GAP)
    line = run(page, sparks.line(risen.history, min(_DAYS, blocks)))
    room = page.width - _NUMBER - cell_len(line.plain) - len(_GAP)
    lines = wrapped(page, run(page, risen.term, _BOLD), room)
    facts = run(page, reviews.course(risen, review), _DIM)
    lines += wrapped(page, facts, page.width - _NUMBER)
    first, *rest = hung(Text(" " * _NUMBER), lines)
    below = [line for each in risen.stories for line in _named(each, page)]
    return [spread(page, first, line), *rest, *below]


def _margin(number: int, page: Layout) -> Text:
    return run(page, f"{number or '':>{_NUMBER - len(_GAP)}}{_GAP}", _DIM)


def _named(story: Headline, page: Layout) -> list[Text]:
    """A story on a line or two, its number in the margin."""
    url = harmless.link(story.url)
    by = f" · {story.publisher}" if story.publisher else ""
    told = joined(run(page, story.title, "", url), run(page, by, _DIM))
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
    margin, width = Text(" " * _NUMBER), page.width - _NUMBER
    lines = []
    for teller, age, title, url in words.told_by(explanation):
        when = run(page, age, _DIM)
        name = wrapped(page, run(page, teller), width - cell_len(when.plain) - _APART)
        text = wrapped(page, run(page, title, _DIM, harmless.link(url)), width)
        first, *rest = hung(margin, [*name, *text])
        lines += [spread(page, first, when), *rest]
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
