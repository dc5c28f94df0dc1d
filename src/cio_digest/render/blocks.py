"""The blocks that HTML pages are made of: a section with its stories, a score, who tells what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.render import plots, words
from cio_digest.render.markup import Markup, element, joined, lines, linked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from cio_digest.models import Headline, Item, Quote, Talk, Term
    from cio_digest.models.pages import Figure, Happening


def contents(named: Sequence[tuple[int, str, int]]) -> Markup:
    """Where to jump to, on a page with several sections."""
    if len(named) < 2:
        return Markup()
    entries = [
        element("li", element("a", title, href=f"#section-{at}"), element("span", str(count)))
        for at, title, count in named
    ]
    return element("nav", element("ul", lines(*entries)), aria_label="Sections")


def section(at: int, title: str, items: Sequence[Item], now: datetime) -> Markup:
    """A topic's heading with its stories."""
    name = f"section-{at}"
    return element(
        "section",
        "\n",
        lines(
            element("h2", title, id=name, dir="auto"),
            element("ol", "\n", lines(*(_story(item, now) for item in items)), "\n", role="list"),
        ),
        "\n",
        aria_labelledby=name,
    )


def _story(item: Item, now: datetime) -> Markup:
    here = f"story-{item.number}"
    number = element(
        "a",
        str(item.number),
        class_="number",
        href=f"#{here}",
        aria_label=f"Story {item.number}",
    )
    return element(
        "li",
        element(
            "article",
            lines(
                element("h3", number, " ", linked(words.title(item), item.url), dir="auto"),
                by_line(item, now),
                paragraph(item.summary, "summary"),
                *map(quote, item.quotes),
                talk(item.talks),
                _reasons(item),
            ),
        ),
        id=here,
    )


def by_line(item: Item, now: datetime) -> Markup:
    """Who tells a story, and how long ago it was told."""
    age = element(
        "time", words.age(item.published, now), datetime=f"{item.published:%Y-%m-%dT%H:%MZ}"
    )
    return element("p", joined(element("bdi", words.source_line(item)), age, by=" · "), class_="by")


def quote(quote: Quote) -> Markup:
    """A voice's own sentence behind its name, which leads to it."""
    name = element("bdi", linked(quote.voice, quote.url))
    return element("p", name, words.quoted(quote), class_="quote", dir="auto")


def talk(talks: Sequence[Talk]) -> Markup:
    """Where a story is discussed."""
    if not talks:
        return Markup()
    places = joined(
        *(element("bdi", linked(words.talk(each), each.url)) for each in talks), by=" · "
    )
    return element("p", words.TALK, places, class_="talk")


def _reasons(item: Item) -> Markup:
    """The terms of the score, and who else told it, for who asks."""
    told = [linked(each.name, each.url) for each in item.tellers[1:]] or [*map(joined, item.others)]
    return element(
        "details",
        element("summary", words.reason(item)),
        score(item.terms, item.score),
        element("p", "Also told by ", joined(*told, by=", "), ".", class_="told", dir="auto")
        if told
        else "",
    )


def named(story: Headline) -> Markup:
    """A story by its headline and who published it."""
    title = element("p", plots.named(story.title, story), dir="auto")
    return element("li", title, element("p", element("bdi", story.publisher), class_="by"))


def paragraph(text: str, kind: str) -> Markup:
    """A paragraph of a kind, nothing where there is no text."""
    return element("p", text, class_=kind, dir="auto") if text else Markup()


def score(terms: Sequence[Term], score: float) -> Markup:
    """One line a term, and their sum."""
    shown = [
        row
        for term in terms
        for row in (
            _term(f"{term.value:.2f}", term.name, term.reason),
            *(_term("", "", f"{part.value:.2f} {part.reason}") for part in term.parts),
        )
    ]
    total = _term(f"{score:.2f}", "sum", "", class_="sum")
    return element("ul", "\n", lines(*shown, total), "\n", class_="score")


def _term(points: str, name: str, reason: str, **attributes: str) -> Markup:
    parts = (
        element("span", points, class_="points"),
        element("span", name, class_="term"),
        element("bdi", reason, class_="reason") if reason else "",
    )
    return element("li", joined(*parts, by=" "), **attributes)


def differing(differences: Sequence[Sequence[Figure]]) -> Markup:
    """A section of figures, each in the sentence of its source."""
    figures = [figure for several in differences for figure in several]
    items = [element("li", linked(words.figure(f), f.url), dir="auto") for f in figures]
    if not items:
        return Markup()
    told = element("ul", lines(*items), class_="told")
    return element("section", element("h2", "Figures differ"), told)


def happening(happening: Happening, today: date) -> Markup:
    """The day and what was said of it, by whom."""
    day = words.dated(happening, today)
    when = element("time", day, datetime=happening.date.isoformat())
    by = joined(when, element("bdi", words.said_by(happening)), by=" · ")
    text = element("p", linked(happening.text, happening.url), dir="auto")
    return element("li", text, element("p", by, class_="by"))


def teller(teller: str, age: str, title: str, url: str) -> Markup:
    """Who told it when, and in which words."""
    by = element("p", joined(element("bdi", teller), age, by=" · "), class_="by")
    return element("li", element("p", linked(title, url), dir="auto"), by)
