"""A digest, an explanation or a table -> CommonMark that also reads well raw, as in a plain mail.

A title is a numbered reference link, ``[title][1]``, and the address stands on a line of its own
below the story, where a mail program finds it too. https://spec.commonmark.org/0.31.2/
"""

from __future__ import annotations

import re
from itertools import groupby
from string import ascii_lowercase
from textwrap import dedent
from typing import TYPE_CHECKING
from unicodedata import combining, east_asian_width

from cio_digest.render import commonmark, harmless, sparks, trending, words
from cio_digest.render.surface import Surface, carried

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from cio_digest.models import Digest, Entry, Headline, Item, Term, Trend
    from cio_digest.models.pages import (
        Block,
        Explanation,
        Figure,
        Happening,
        Piece,
        Review,
        Risen,
        SearchResult,
        Timeline,
        Trends,
        VendorPage,
    )


# Around what is to be bold, while lines are made: noncharacters, which ``harmless`` takes out of
# all text that is shown.
_ON, _OFF = "\ufdd1", "\ufdd2"
# A no-break space that has kept two words on a line; one that stands elsewhere may stay.
_HELD = re.compile(r"(?<=\S)\xa0(?=\S)")
_TICKS = re.compile(r"`+")
_ALONE = "story"  # what the address of one without a number is called
_BREAK = "  "  # at the end of a line: a line break that does not show in the raw text


def digest(digest: Digest, surface: Surface) -> str:
    """The whole digest."""
    blocks = [
        f"# {commonmark.line(f'cio-digest · {words.day(digest.date)}', surface)}",
        commonmark.prose(words.totals(digest), surface),
        *(commonmark.prose(remark, surface) for remark in words.remarks(digest)),
    ]
    for title, items in words.sections(digest):
        blocks.append(f"## {commonmark.line(title, surface)}")
        blocks += [_story(item, words.as_of(digest, item), surface) for item in items]
    if digest.rising:
        blocks += ["## Rising", _rising(digest.rising, surface)]
    blocks += ["## Sources", commonmark.prose(words.foot(digest), surface)]
    return _document(blocks)


def explanation(explanation: Explanation, surface: Surface) -> str:
    """One story, its score term by term, and its entries."""
    item = explanation.item
    terms = [row for term in item.terms for row in _term(term)]
    score = [*terms, (f"{item.score:.2f}", "sum", "")] if terms else []
    blocks = [
        _story(item, explanation.now, surface, why=False),
        commonmark.prose(explanation.note, surface),
        *_differing(explanation.differences, surface),
        *(["## Score", _rows(("points", "term", "reason"), score, surface)] if score else []),
        "## Told by",
        "\n".join(_teller(*each, surface) for each in words.told_by(explanation)),
    ]
    return _document(blocks)


def entries(heading: str, entries: Sequence[Entry], now: datetime, surface: Surface) -> str:
    """Entries as list items under a heading."""
    items = "\n".join(_found(entry, now, surface) for entry in entries)
    return _document([f"## {commonmark.line(heading, surface)}", items]) + "\n"


def found(results: Sequence[SearchResult], now: datetime, surface: Surface) -> str:
    """What a search found as list items, what matched in bold."""
    return _document(["\n".join(_hit(each, now, surface) for each in results)])


def article(item: Item, blocks: Sequence[Block], now: datetime, surface: Surface) -> str:
    """A story's title and sources, and its article's text."""
    facts = f"{words.source_line(item)} · {words.age(item.published, now)}"
    title, url = commonmark.line(words.title(item), surface), harmless.link(item.url)
    head = [f"# {title}", f"{commonmark.prose(facts, surface)}{_BREAK}\n<{url}>"]
    return _document([*head, *_blocks(blocks, surface)])


def _blocks(blocks: Sequence[Block], surface: Surface) -> Iterator[str]:
    """The blocks of an article; items of one list and lines of one piece of code stay together."""
    for kind, run in groupby(blocks, key=lambda block: block.kind):
        if kind == "code":
            lines = [f"{' ' * block.indent}{block.text}" for block in run]
            longest = max(
                (len(ticks) for line in lines for ticks in _TICKS.findall(line)), default=0
            )
            fence = "`" * max(3, longest + 1)
            yield "\n".join((fence, *lines, fence))
        elif kind == "item":
            items = (
                commonmark.prose(block.text, surface, "  ").removeprefix("  ") for block in run
            )
            yield "\n".join(f"- {item}" for item in items)
        else:
            yield from (_block(block, surface) for block in run)


def _block(block: Block, surface: Surface) -> str:
    if block.kind == "heading":
        return f"## {commonmark.line(block.text, surface)}"
    return commonmark.prose(block.text, surface, "> " if block.kind == "quote" else "")


def trends(trends: Trends, surface: Surface) -> str:
    """What rises or falls, each with its history and its stories."""
    blocks = [
        f"# {commonmark.line(f'Trends · {words.day(trends.date)}', surface)}",
        commonmark.prose(trending.compared(trends), surface),
        *(commonmark.prose(note, surface) for note in trends.notes),
    ]
    for heading, moving in trending.groups(trends):
        blocks.append(f"## {commonmark.line(heading, surface)}")
        blocks.append("\n".join(_trend(each, trends, surface) for each in moving))
    return _document(blocks)


def timeline(timeline: Timeline, surface: Surface) -> str:
    """What somebody said of each day as list items."""
    spark = sparks.line(timeline.history) if any(timeline.history[1:]) else ""
    url = harmless.link(timeline.url)
    blocks = [
        f"# {commonmark.line(timeline.heading, surface)}",
        f"<{url}>" if url else "",
        carried(spark, surface),
        *(commonmark.prose(note, surface) for note in timeline.notes),
        "\n".join(_happening(each, timeline.date, surface) for each in timeline.happenings),
        *_differing(timeline.differences, surface),
    ]
    return _document(blocks)


def review(review: Review, surface: Surface) -> str:
    """What a period brought."""
    from cio_digest.render import reviews  # which a digest does without

    blocks = [
        f"# {commonmark.line(f'cio-digest review · {reviews.period(review)}', surface)}",
        commonmark.prose(reviews.totals(review), surface),
        *(commonmark.prose(remark, surface) for remark in reviews.remarks(review)),
    ]
    for section in review.sections:
        blocks.append(f"## {commonmark.line(section.title, surface)}")
        blocks += [_story(item, review.now, surface) for item in section.items]
    for heading, kind in reviews.groups(review):
        blocks.append(f"## {heading}")
        blocks.append(
            "\n".join(_risen(each, reviews.course(each, review), surface) for each in kind)
        )
    if review.coming:
        dates = (_happening(each, review.last, surface) for each in review.coming)
        blocks += ["## Coming up", "\n".join(dates)]
    if review.firsts:
        told = (f"- {commonmark.line(each, surface)}" for each in reviews.firsts(review.firsts))
        blocks += ["## First to tell", "\n".join(told)]
    if review.starred:
        lines = "\n".join(_named(each, surface) for each in review.starred)
        blocks += ["## You starred", dedent(lines)]
    return _document(blocks)


def vendor(page: VendorPage, surface: Surface) -> str:
    """A vendor: its figures, then its stories by their headlines, the newest first."""
    from cio_digest.render import vendors

    facts = [
        f"- {commonmark.line(label, surface)}: {commonmark.prose(text, surface, '  ').lstrip()}"
        for label, text in vendors.facts(page)
    ]
    stories = [_headline(*told, surface) for told in vendors.told(page)]
    heading = f"# {commonmark.line(vendors.title(page), surface)}"
    return _document([heading, "\n".join(facts), "\n".join(stories)])


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], surface: Surface) -> str:
    """A table in GitHub's notation, its columns aligned for raw reading."""
    return _document([_rows(columns, rows, surface)])


# --- blocks -----------------------------------------------------------------------------------


def _document(blocks: Iterable[str]) -> str:
    return _HELD.sub(" ", "\n\n".join(filter(None, blocks))) + "\n"


def _story(item: Item, now: datetime, surface: Surface, *, why: bool = True) -> str:
    """A list item: title and sources, the summary and why it is there, where the title leads."""
    marker = f"{item.number:>2}. " if item.number else ""  # else it is a paragraph
    indent = " " * len(marker)
    url = harmless.link(item.url)
    link = f"][{item.number or _ALONE}]" if url else ""
    title = commonmark.prose(words.title(item), surface, indent, spare=len(f"[{link}"))
    if url:
        title = f"{indent}[{title.lstrip()}{link}"
    telling = " · ".join(filter(None, (words.source_line(item), words.age(item.published, now))))
    reason = words.reason(item) if why else ""
    quotes, talk, addresses = _asides(item, surface, indent)
    said = (
        commonmark.prose(item.summary, surface, indent),
        *quotes,
        commonmark.prose(reason, surface, indent),
        talk,
    )
    parts = [
        f"{title}{_BREAK}\n{commonmark.prose(telling, surface, indent)}",
        f"{_BREAK}\n".join(filter(None, said)),
        "\n".join([*([f"{indent}[{item.number or _ALONE}]: <{url}>"] if url else []), *addresses]),
    ]
    return marker + "\n\n".join(filter(None, parts)).removeprefix(indent)


def _asides(item: Item, surface: Surface, indent: str) -> tuple[list[str], str, list[str]]:
    """Voices' sentences, where a story is discussed, and the addresses that both lead to.

    They are named after the story's: ``[3a]``, ``[3b]``.
    """
    targets = [harmless.link(each.url) for each in item.quotes]
    targets += [harmless.link(each.url) for each in item.talks]
    names = [
        f"{item.number or _ALONE}{letter}"
        for letter, _ in zip(ascii_lowercase, targets, strict=False)
    ]
    links = [f"][{name}]" if url else "" for name, url in zip(names, targets, strict=True)]

    def linked(text: str, link: str) -> str:
        return (
            f"[{commonmark.spans(text, surface)}{link}" if link else commonmark.spans(text, surface)
        )

    quotes = [
        commonmark.filled(
            linked(each.voice, link) + commonmark.spans(words.quoted(each), surface), indent
        )
        for each, link in zip(item.quotes, links, strict=False)
    ]
    places = [
        linked(words.talk(each), link)
        for each, link in zip(item.talks, links[len(quotes) :], strict=True)
    ]
    talk = (
        commonmark.filled(words.TALK + carried(" · ", surface).join(places), indent)
        if places
        else ""
    )
    named = zip(names, targets, strict=True)
    return quotes, talk, [f"{indent}[{name}]: <{url}>" for name, url in named if url]


def _term(term: Term) -> list[tuple[str, str, str]]:
    """The row of a term, and one for each of its parts."""
    parts = [("", "", f"{part.value:.2f} {part.reason}") for part in term.parts]
    return [(f"{term.value:.2f}", term.name, term.reason), *parts]


def _rising(trends: Sequence[Trend], surface: Surface) -> str:
    return "\n".join(f"- {commonmark.line(words.rising(trend), surface)}" for trend in trends)


def _trend(trend: Trend, trends: Trends, surface: Surface) -> str:
    """A list item: the term with its line of days, then who tells it and the stories behind it."""
    figures = f"{sparks.line(trend.history)} {words.ratio(trend.ratio)}".strip()
    lines = [f"- {commonmark.line(trend.term, surface)}  {carried(figures, surface)}"]
    if facts := trending.movement(trend, trends.date):
        lines[0] += _BREAK
        lines.append(commonmark.prose(facts, surface, "  "))
    stories = [*trend.stories]
    if affair := trending.affair(trend, trends):
        stories.append(trending.began(affair))
    return "\n".join(lines + [_named(story, surface) for story in stories])


def _risen(risen: Risen, facts: str, surface: Surface) -> str:
    """A list item: the term with its line, when it rose, and a story that it is about."""
    line = carried(sparks.line(risen.history), surface)
    head = f"- {commonmark.line(risen.term, surface)}  {line}{_BREAK}"
    told = commonmark.prose(facts, surface, "  ")
    return "\n".join([head, told, *(_named(story, surface) for story in risen.stories)])


def _named(story: Headline, surface: Surface) -> str:
    number = f"{story.number}: " if story.number else ""
    told = commonmark.prose(
        f"{number}{', '.join(filter(None, (story.title, story.publisher)))}", surface, "    "
    )
    address = harmless.link(story.url)
    return "  - " + told.removeprefix("    ") + (f"\n    <{address}>" if address else "")


def _teller(teller: str, age: str, title: str, url: str, surface: Surface) -> str:
    """A list item: who told it when and in which words, and where."""
    told = commonmark.prose(f"{teller}, {age}: {title}", surface, "  ")
    address = harmless.link(url)
    return "- " + told.removeprefix("  ") + (f"\n  <{address}>" if address else "")


def _differing(differences: Sequence[Sequence[Figure]], surface: Surface) -> list[str]:
    """Under a heading, each figure in the sentence of its source."""
    figures = [figure for several in differences for figure in several]
    if not figures:
        return []
    lines = [
        commonmark.prose(words.figure(each), surface, "  ").removeprefix("  ") for each in figures
    ]
    return ["## Figures differ", "\n".join(f"- {line}" for line in lines)]


def _headline(title: str, facts: str, address: str, surface: Surface) -> str:
    """A list item: a headline as it was published, who tells it when, where."""
    url = harmless.link(address)
    shown = commonmark.prose(title, surface, "  ").removeprefix("  ")
    parts = (shown, commonmark.prose(facts, surface, "  "), f"  <{url}>" if url else "")
    return "- " + f"{_BREAK}\n".join(filter(None, parts))


def _happening(happening: Happening, today: date, surface: Surface) -> str:
    """A list item: the day and what was said of it, by whom, where."""
    text = f"{words.dated(happening, today)}: {happening.text}"
    return _headline(text, words.said_by(happening), happening.url, surface)


def _found(entry: Entry, now: datetime, surface: Surface) -> str:
    """A list item: the title, who says it and when, where."""
    age = words.age(entry.published, now) if entry.published else ""
    facts = " · ".join(filter(None, (words.said_line(entry), age)))
    return _headline(entry.title, facts, entry.url, surface)


def _hit(hit: SearchResult, now: datetime, surface: Surface) -> str:
    """A list item: the title, who says it and when, the words around the match, where."""
    marker = f"{hit.number:>2}. " if hit.number else "- "
    indent = " " * len(marker)
    facts = f"{words.found_line(hit)} · {words.age(hit.published, now)}"
    address = harmless.link(hit.url)
    title = _bold(hit.title, surface, indent).removeprefix(indent)
    snippet = _bold(hit.snippet, surface, indent)
    address = f"{indent}<{address}>" if address else ""
    lines = (title, commonmark.prose(facts, surface, indent), snippet, address)
    return marker + f"{_BREAK}\n".join(filter(None, lines))


def _bold(pieces: Sequence[Piece], surface: Surface, indent: str) -> str:
    """Pieces of text in lines, the matched ones in bold."""
    text = "".join(
        f"{' ' if each.spaced else ''}{_ON if each.matched else ''}{each.text}"
        f"{_OFF if each.matched else ''}"
        for each in pieces
    )
    return commonmark.prose(text, surface, indent).replace(_ON, "**").replace(_OFF, "**")


def _rows(columns: Sequence[str], rows: Sequence[Sequence[str]], surface: Surface) -> str:
    cells = [
        [commonmark.spans(cell, surface).replace("|", "\\|") for cell in row]
        for row in (columns, *rows)
    ]
    widths = [max(3, *map(_width, column)) for column in zip(*cells, strict=True)]
    figures = [words.is_figures(column) for column in zip(*rows, strict=True)] or [False] * len(
        columns
    )
    rule = [
        "-" * (width - right) + ":" * right for width, right in zip(widths, figures, strict=True)
    ]
    return "\n".join(
        f"| {' | '.join(map(_padded, row, widths, figures))} |"
        for row in (cells[0], rule, *cells[1:])
    )


def _padded(cell: str, width: int, right: bool) -> str:
    room = " " * (width - _width(cell))
    return room + cell if right else cell + room


def _width(text: str) -> int:
    """Columns in a fixed-width type: two for a CJK character, none for a combining one."""
    wide = sum(east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(map(bool, map(combining, text)))
