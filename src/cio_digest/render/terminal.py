"""A digest, an explanation or a table -> a page of text for a terminal.

One accent colour, dim for the secondary, bold for titles; the page reads the same without them.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from cio_digest.render import asides, harmless, sparks, words
from cio_digest.render.page import (
    ACCENT,
    BOLD,
    DIM,
    GAP,
    NUMBER,
    Layout,
    hung,
    joined,
    margin,
    opened,
    pieces,
    run,
    spread,
    wrapped,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from cio_digest.models import Digest, Entry, Item, Term, Trend
    from cio_digest.models.pages import (
        Block,
        Explanation,
        Figure,
        Happening,
        Review,
        SearchResult,
        Timeline,
        Trends,
        VendorPage,
    )
    from cio_digest.render.surface import Surface

_WIDEST = 88  # in longer lines the eye loses its way back
_SUMMARY_LINES = 3
_LABEL = 12  # the width of the margin before a fact
_APART = 4  # between two facts on a line


def digest(digest: Digest, surface: Surface) -> str:
    """The whole digest."""
    page = opened(surface, _WIDEST)
    blocks = [_masthead(digest, page), *_remarks(digest, page)]
    for title, items in words.sections(digest):
        blocks.append(_section(title, items, words.as_of(digest, items[0]), page))
    blocks.append(_foot(digest, page))
    return written(page, _spaced(blocks))


def explanation(explanation: Explanation, surface: Surface) -> str:
    """One story, its score term by term, and its entries."""
    page = opened(surface, _WIDEST)
    item, now = explanation.item, explanation.now
    blocks = [
        _story(item, now, page, why=False),
        [_heading("Told by", page), *_tellers(explanation, page)],
    ]
    if item.terms:
        blocks.insert(1, [_heading("Score", page), *_score(item.terms, item.score, page)])
    blocks[1:1] = _differing(explanation.differences, page)
    if explanation.note:
        blocks.insert(1, wrapped(page, run(page, explanation.note, DIM), page.width))
    return written(page, _spaced(blocks))


def entries(heading: str, entries: Sequence[Entry], now: datetime, surface: Surface) -> str:
    """Entries under a heading, each with its address written out."""
    page = opened(surface, _WIDEST)
    blocks = _spaced([_found(entry, now, page) for entry in entries])
    return written(page, [run(page, heading, ACCENT), *blocks, Text()])


def found(results: Sequence[SearchResult], now: datetime, surface: Surface) -> str:
    """What a search found, what matched undermovers."""
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
        return [run(page, " " * (NUMBER + block.indent) + block.text)]
    label = {"item": f"{GAP}- ", "quote": " " * NUMBER}.get(block.kind, "")
    style = {"heading": BOLD, "quote": DIM}.get(block.kind, "")
    text = run(page, block.text, style)
    return hung(Text(label), wrapped(page, text, page.width - len(label)))


def trends(trends: Trends, surface: Surface) -> str:
    """What rises or falls, each with its line of days and its stories."""
    from cio_digest.render import movers, trending

    page = opened(surface, _WIDEST)
    name = run(page, "cio-digest trends", f"{BOLD} {ACCENT}")
    basis = run(page, trending.compared(trends), DIM)
    day = run(page, words.day(trends.date))
    fits = cell_len(name.plain + day.plain) < page.width
    blocks = [[spread(page, name, day), basis] if fits else [name, day, basis]]
    blocks += [wrapped(page, run(page, note), page.width) for note in trends.notes]
    for heading, moving in trending.groups(trends):
        each = [movers.trend(trend, trends, page) for trend in moving]
        apart = any(len(lines) > 1 for lines in each)
        under = _spaced(each) if apart else [line for lines in each for line in lines]
        blocks.append([_heading(heading, page), *under])
    return written(page, _spaced(blocks))


def timeline(timeline: Timeline, surface: Surface) -> str:
    """What somebody said of each day, the days in the margin."""
    page = opened(surface, _WIDEST)
    heading = run(page, timeline.heading, BOLD, harmless.link(timeline.url))
    blocks = [wrapped(page, heading, page.width)]
    if any(timeline.history[1:]):
        blocks[0].append(run(page, sparks.line(timeline.history), ACCENT))
    blocks[0] += [
        line for note in timeline.notes for line in wrapped(page, run(page, note, DIM), page.width)
    ]
    blocks += [_happening(each, timeline.date, page) for each in timeline.happenings]
    blocks += _differing(timeline.differences, page)
    return written(page, _spaced(blocks))


def _differing(differences: Sequence[Sequence[Figure]], page: Layout) -> list[list[Text]]:
    """Under a heading, each figure in the sentence of its source."""
    texts = [run(page, words.figure(figure)) for figures in differences for figure in figures]
    width = page.width - NUMBER
    margin = Text(" " * NUMBER)
    lines = [line for text in texts for line in hung(margin, wrapped(page, text, width))]
    return [[_heading("Figures differ", page), *lines]] if lines else []


def _happening(happening: Happening, today: date, page: Layout) -> list[Text]:
    url = harmless.link(happening.url)
    width = page.width - _LABEL - 1
    lines = wrapped(page, run(page, happening.text, "", url), width)
    lines += wrapped(page, run(page, words.said_by(happening), DIM), width)
    if page.surface.addresses and url:
        lines.append(run(page, url))
    return hung(run(page, f"{words.dated(happening, today):{_LABEL}} ", ACCENT), lines)


def review(review: Review, surface: Surface) -> str:
    """What a period brought."""
    from cio_digest.render import movers, reviews

    page = opened(surface, _WIDEST)
    name = run(page, "cio-digest review", f"{BOLD} {ACCENT}")
    days = run(page, reviews.period(review))
    totals = wrapped(page, run(page, reviews.totals(review), DIM), page.width)
    fits = cell_len(name.plain + days.plain) < page.width
    blocks = [[spread(page, name, days), *totals] if fits else [name, days, *totals]]
    blocks += [wrapped(page, run(page, each), page.width) for each in reviews.remarks(review)]
    blocks += [_section(each.title, each.items, review.now, page) for each in review.sections]
    for heading, kind in reviews.groups(review):
        lines = _spaced([movers.risen(each, review, page) for each in kind])
        blocks.append([_heading(heading, page), *lines])
    if review.coming:
        dates = _spaced([_happening(each, review.last, page) for each in review.coming])
        blocks.append([_heading("Coming up", page), *dates])
    if review.firsts:
        told = run(page, " · ".join(reviews.firsts(review.firsts)))
        lines = hung(Text(" " * NUMBER), wrapped(page, told, page.width - NUMBER))
        blocks.append([_heading("First to tell", page), *lines])
    if review.starred:
        lines = [line for each in review.starred for line in movers.named(each, page)]
        blocks.append([_heading("You starred", page), *lines])
    return written(page, _spaced(blocks))


def vendor(page: VendorPage, surface: Surface) -> str:
    """A vendor: its figures, then its stories by their headlines, the newest first."""
    from cio_digest.render import vendors

    layout = opened(surface, _WIDEST)
    lines = [run(layout, vendors.title(page), f"{BOLD} {ACCENT}")]
    for label, text in vendors.facts(page):
        fact = wrapped(layout, run(layout, text), layout.width - _LABEL)
        lines += hung(run(layout, f"{label:{_LABEL}}", DIM), fact)
    told = [_told(*each, layout) for each in vendors.told(page)]
    return written(layout, _spaced([lines, *told]))


def _told(title: str, facts: str, address: str, page: Layout) -> list[Text]:
    """A headline as it was published, with who tells it when, and where."""
    url = harmless.link(address)
    lines = wrapped(page, run(page, title, BOLD, url), page.width)
    lines += wrapped(page, run(page, facts, DIM), page.width)
    return [*lines, run(page, url)] if page.surface.addresses and url else lines


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], surface: Surface) -> str:
    """Aligned columns as wide as they need to be; where that is too wide, cells wrap."""
    from cio_digest.render import tables

    page = opened(surface, surface.width)
    return written(page, tables.lines(columns, rows, page))


# --- the digest's blocks ----------------------------------------------------------------------


def _masthead(digest: Digest, page: Layout) -> list[Text]:
    name = run(page, "cio-digest", f"{BOLD} {ACCENT}")
    totals = run(page, words.totals(digest), DIM)
    return [
        spread(page, name, run(page, words.day(digest.date))),
        *wrapped(page, totals, page.width),
    ]


def _remarks(digest: Digest, page: Layout) -> list[list[Text]]:
    return [wrapped(page, run(page, each), page.width) for each in words.remarks(digest)]


def _section(title: str, items: Sequence[Item], now: datetime, page: Layout) -> list[Text]:
    return [_heading(title, page), *_spaced([_story(item, now, page) for item in items])]


def _heading(title: str, page: Layout) -> Text:
    return run(page, title.upper(), ACCENT)


def _story(item: Item, now: datetime, page: Layout, *, why: bool = True) -> list[Text]:
    """A story of a digest; ``why`` it is there goes without saying where the score stands below."""
    age = run(page, words.age(item.published, now), DIM)
    width = page.width - NUMBER
    url = harmless.link(item.url)
    title = run(page, words.title(item), BOLD, url)
    lines = wrapped(page, title, width - cell_len(age.plain) - len(GAP))
    lines += wrapped(page, run(page, words.source_line(item), DIM), width)
    lines += wrapped(page, run(page, item.summary), width, most=_SUMMARY_LINES)
    for quote in item.quotes:
        lines += asides.quote(quote, width, page)
    if why:
        lines += wrapped(page, run(page, words.reason(item), DIM), width, most=2)
    if page.surface.addresses and url:
        lines.append(run(page, url))
    lines += asides.talk(item.talks, width, page)
    first, *rest = hung(margin(item.number, page), lines)
    return [spread(page, first, age), *rest]


def _hit(hit: SearchResult, now: datetime, page: Layout) -> list[Text]:
    age = run(page, words.age(hit.published, now), DIM)
    url = harmless.link(hit.url)
    title = pieces(hit.title, page, BOLD, url)
    snippet = pieces(hit.snippet, page)
    width = page.width - NUMBER
    lines = wrapped(page, title, width - cell_len(age.plain) - len(GAP))
    lines += wrapped(page, run(page, words.found_line(hit), DIM), width)
    lines += wrapped(page, snippet, width, most=_SUMMARY_LINES)
    if page.surface.addresses and url:
        lines.append(run(page, url))
    first, *rest = hung(margin(hit.number, page), lines)
    return [spread(page, first, age), *rest]


def _foot(digest: Digest, page: Layout) -> list[Text]:
    """What rises, and how the sources do."""
    health = run(page, words.foot(digest), DIM)
    lines = _rising(digest.rising, page) if digest.rising else []
    label = run(page, f"{'SOURCES':{_LABEL}}", ACCENT)
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
    return hung(run(page, f"{'RISING':{_LABEL}}", ACCENT), lines)


# --- the explanation's blocks ---------------------------------------------------------------------


def _score(terms: Sequence[Term], score: float, page: Layout) -> list[Text]:
    """One line a term, what it is made of below it, and their sum under a rule."""
    name = max((cell_len(term.name) for term in terms), default=0)
    lines = []
    for term in terms:
        label = run(page, f"{term.value:>10.2f}{GAP}{term.name:{name}}{GAP}")
        lines += _reason(label, term.reason, page)
        for part in term.parts:
            below = " " * (cell_len(label.plain) + len(GAP))
            lines += _reason(run(page, f"{below}{part.value:.2f}{GAP}", DIM), part.reason, page)
    return [*lines, run(page, f"{'─────':>10}", DIM), run(page, f"{score:>10.2f}", BOLD)]


def _reason(label: Text, reason: str, page: Layout) -> list[Text]:
    width = page.width - cell_len(label.plain)
    return hung(label, wrapped(page, run(page, reason, DIM), width))


def _tellers(explanation: Explanation, page: Layout) -> list[Text]:
    margin, width = Text(" " * NUMBER), page.width - NUMBER
    lines = []
    for teller, age, title, url in words.told_by(explanation):
        when = run(page, age, DIM)
        name = wrapped(page, run(page, teller), width - cell_len(when.plain) - _APART)
        text = wrapped(page, run(page, title, DIM, harmless.link(url)), width)
        first, *rest = hung(margin, [*name, *text])
        lines += [spread(page, first, when), *rest]
    return lines


# --- what was found -------------------------------------------------------------------------------


def _found(entry: Entry, now: datetime, page: Layout) -> list[Text]:
    """Title and age, who says it, where."""
    margin, width = Text(" " * NUMBER), page.width - NUMBER
    age = run(page, words.age(entry.published, now) if entry.published else "", DIM)
    url = harmless.link(entry.url)
    title = wrapped(page, run(page, entry.title, BOLD, url), width - cell_len(age.plain) - _APART)
    said = wrapped(page, run(page, words.said_line(entry), DIM), width)
    first, *rest = hung(margin, [*title, *said, *([run(page, url, DIM)] if url else [])])
    return [spread(page, first, age) if age else first, *rest]


# --- laying out -----------------------------------------------------------------------------------


def _spaced(blocks: Sequence[list[Text]]) -> list[Text]:
    """The blocks with an empty line between two of them."""
    return [line for block in blocks for line in (Text(), *block)][1:]
