"""A digest, an explanation, trends or a table -> a self-contained HTML page, on paper too.

Landmarks, one ``h1``, headings in order and a name for every drawing, by WCAG 2.2; an anchor
``#story-1`` for each story. What is opened needs no script.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.models import Trend
from cio_digest.render import plots, reviews, sparks, words
from cio_digest.render.document import document
from cio_digest.render.markup import Markup, element, joined, lines, linked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from cio_digest.models import (
        Digest,
        Explanation,
        Figure,
        Headline,
        Item,
        Quote,
        Talk,
        Term,
    )
    from cio_digest.models.pages import (
        Happening,
        Review,
        Risen,
        Timeline,
        Trends,
        VendorPage,
    )
    from cio_digest.render.surface import Surface

_DRAWN = 10  # days of a review whose stories are drawn day by day


def digest(digest: Digest, _: Surface) -> str:
    """The whole digest."""
    day = words.day(digest.date)
    named = list(enumerate(words.sections(digest), 1))
    sections = [_section(at, title, items, digest.now) for at, (title, items) in named]
    items = [item for _, items in words.sections(digest) for item in items]
    sections += [plots.rising(digest.rising), plots.by_day(items, digest.date)]
    return document(
        f"cio-digest · {day}",
        _masthead(digest, day),
        _contents([(at, title, len(items)) for at, (title, items) in named]),
        element("main", "\n", lines(*sections), "\n"),
        _footer(digest),
    )


def explanation(explanation: Explanation, _: Surface) -> str:
    """One story, its score term by term, and its entries."""
    item = explanation.item
    head = element(
        "header",
        element("p", "cio-digest", class_="name"),
        element("h1", linked(words.title(item), item.url)),
        _by_line(item, explanation.now),
        _paragraph(explanation.note, "note"),
    )
    told = [_teller(*each) for each in words.told_by(explanation)]
    return document(
        words.title(item),
        head,
        element(
            "main",
            _paragraph(item.summary, "summary"),
            *map(_quote, item.quotes),
            _talk(item.talks),
            _differing(explanation.differences),
            element("section", element("h2", "Score"), _score(item.terms, item.score)),
            element(
                "section", element("h2", "Told by"), element("ul", lines(*told), class_="told")
            ),
        ),
    )


def trends(trends: Trends, _: Surface) -> str:
    """What rises or falls, each with its history drawn and its stories."""
    day = words.day(trends.date)
    head = element(
        "header",
        element("p", "cio-digest", class_="name"),
        element("h1", f"Trends · {day}"),
        element("p", words.compared(trends), class_="totals"),
        *(element("p", note, class_="note") for note in trends.notes),
    )
    groups = [_group(heading, moving, trends) for heading, moving in words.groups(trends)]
    return document(f"cio-digest · Trends · {day}", head, element("main", lines(*groups)))


def timeline(timeline: Timeline, _: Surface) -> str:
    """What somebody said of each day, as a list."""
    drawn = Markup(sparks.svg(timeline.history)) if any(timeline.history[1:]) else Markup()
    head = element(
        "header",
        element("p", "cio-digest", class_="name"),
        element("h1", linked(timeline.heading, timeline.url), dir="auto"),
        element("p", drawn) if drawn else "",
        *(element("p", note, class_="note") for note in timeline.notes),
    )
    happenings = [_happening(each, timeline.date) for each in timeline.happenings]
    return document(
        timeline.heading,
        head,
        element(
            "main",
            element("ul", lines(*happenings), class_="told"),
            _differing(timeline.differences),
        ),
    )


def review(review: Review, _: Surface) -> str:
    """What a period brought, its stories day by day where they are few days."""
    period = reviews.period(review)
    head = element(
        "header",
        element("p", "cio-digest review", class_="name"),
        element("h1", period),
        element("p", reviews.totals(review), class_="totals"),
        *(element("p", remark, class_="note") for remark in reviews.remarks(review)),
    )
    named = list(enumerate(review.sections, 1))
    blocks = [_section(at, each.title, each.items, review.now) for at, each in named]
    items = [item for section in review.sections for item in section.items]
    if (review.last - review.first).days < _DRAWN:
        blocks.append(plots.by_day(items, review.last))
    blocks += [_risen(heading, kind, review) for heading, kind in reviews.groups(review)]
    if review.firsts:
        told = [element("li", element("bdi", each)) for each in reviews.firsts(review.firsts)]
        blocks.append(_listed("First to tell", told))
    if review.starred:
        blocks.append(_listed("You starred", [_named(each) for each in review.starred]))
    contents = _contents([(at, each.title, len(each.items)) for at, each in named])
    return document(
        f"cio-digest review · {period}", head, contents, element("main", lines(*blocks))
    )


def vendor(page: VendorPage, _: Surface) -> str:
    """A vendor: its figures, then its stories by their headlines, the newest first."""
    from cio_digest.render import vendors

    title = vendors.title(page)
    known = [f"{label}: {text}" for label, text in vendors.facts(page)]
    head = element(
        "header",
        element("p", "cio-digest", class_="name"),
        element("h1", title),
        *(element("p", fact, class_="note") for fact in known),
    )
    told = [
        element(
            "li",
            element("p", linked(headline, url), dir="auto"),
            element("p", element("bdi", facts), class_="by"),
        )
        for headline, facts, url in vendors.told(page)
    ]
    stories = element("ul", lines(*told), class_="told")
    return document(f"cio-digest · {title}", head, element("main", stories))


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], _: Surface) -> str:
    """A table that scrolls within itself where it is wider than the screen."""
    name = columns[0]
    head = element("tr", *(element("th", column, scope="col") for column in columns))
    body = [
        element("tr", element("th", row[0], scope="row", dir="auto"), *map(_cell, row[1:]))
        for row in rows
    ]
    return document(
        f"cio-digest · {name}",
        element("header", element("p", "cio-digest", class_="name"), element("h1", name)),
        element(
            "main",
            _scrolling(element("thead", head), element("tbody", "\n", lines(*body), "\n"), name),
        ),
    )


# --- the digest's blocks ----------------------------------------------------------------------


def _masthead(digest: Digest, day: str) -> Markup:
    return element(
        "header",
        "\n",
        lines(
            element("p", "cio-digest", class_="name"),
            element("h1", element("time", day, datetime=digest.date.isoformat())),
            element("p", words.totals(digest), class_="totals"),
            *(element("p", remark, class_="note") for remark in words.remarks(digest)),
        ),
        "\n",
    )


def _contents(named: Sequence[tuple[int, str, int]]) -> Markup:
    """Where to jump to, on a page with several sections."""
    if len(named) < 2:
        return Markup()
    entries = [
        element("li", element("a", title, href=f"#section-{at}"), element("span", str(count)))
        for at, title, count in named
    ]
    return element("nav", element("ul", lines(*entries)), aria_label="Sections")


def _section(at: int, title: str, items: Sequence[Item], now: datetime) -> Markup:
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
                _by_line(item, now),
                _paragraph(item.summary, "summary"),
                *map(_quote, item.quotes),
                _talk(item.talks),
                _reasons(item),
            ),
        ),
        id=here,
    )


def _by_line(item: Item, now: datetime) -> Markup:
    age = element(
        "time", words.age(item.published, now), datetime=f"{item.published:%Y-%m-%dT%H:%MZ}"
    )
    return element("p", joined(element("bdi", words.source_line(item)), age, by=" · "), class_="by")


def _quote(quote: Quote) -> Markup:
    """A voice's own sentence behind its name, which leads to it."""
    name = element("bdi", linked(quote.voice, quote.url))
    return element("p", name, words.quoted(quote), class_="quote", dir="auto")


def _talk(talks: Sequence[Talk]) -> Markup:
    """Where a story is discussed."""
    if not talks:
        return Markup()
    places = joined(
        *(element("bdi", linked(words.talk(each), each.url)) for each in talks), by=" · "
    )
    return element("p", words.TALK, places, class_="talk")


def _reasons(item: Item) -> Markup:
    """The terms of the score, and who else told it, for who asks."""
    others = ", ".join(item.others)
    return element(
        "details",
        element("summary", words.reason(item)),
        _score(item.terms, item.score),
        element("p", f"Also told by {others}.", class_="told", dir="auto") if others else "",
    )


def _footer(digest: Digest) -> Markup:
    facts = words.foot_facts(digest)
    return element(
        "footer",
        element("h2", "Sources"),
        element("p", joined(*(element("span", fact) for fact in facts), by=" · ")),
    )


# --- the blocks of a review -------------------------------------------------------------------


def _risen(heading: str, kind: Sequence[Risen], review: Review) -> Markup:
    """Terms with their lines, when they rose, and what they are about."""
    items = [
        element(
            "li",
            plots.moving(Trend(each.term, None, each.history), review.step),
            _paragraph(reviews.course(each, review), "by"),
            element("ul", lines(*map(_named, each.stories)), class_="told"),
        )
        for each in kind
    ]
    return element("section", element("h2", heading), element("ul", lines(*items), class_="moving"))


def _listed(heading: str, items: Sequence[Markup]) -> Markup:
    told = element("ul", lines(*items), class_="told")
    return element("section", element("h2", heading), told)


# --- the blocks of trends ---------------------------------------------------------------------


def _group(heading: str, moving: Sequence[Trend], page: Trends) -> Markup:
    items = [
        element("li", plots.moving(each, page.step), _behind(each, page.date)) for each in moving
    ]
    return element("section", element("h2", heading), element("ul", lines(*items), class_="moving"))


def _behind(trend: Trend, today: date) -> Markup:
    """Since when it moves, who tells it, and the stories it stands for."""
    stories = [] if words.itself(trend) else [_named(story) for story in trend.stories]
    return joined(
        _paragraph(words.movement(trend, today), "by"),
        element("ul", lines(*stories), class_="told") if stories else "",
    )


def _named(story: Headline) -> Markup:
    title = element("p", plots.named(story.title, story), dir="auto")
    return element("li", title, element("p", element("bdi", story.publisher), class_="by"))


# --- pieces -----------------------------------------------------------------------------------


def _paragraph(text: str, kind: str) -> Markup:
    return element("p", text, class_=kind, dir="auto") if text else Markup()


def _score(terms: Sequence[Term], score: float) -> Markup:
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


def _differing(differences: Sequence[Sequence[Figure]]) -> Markup:
    """A section of figures, each in the sentence of its source."""
    figures = [figure for several in differences for figure in several]
    items = [element("li", linked(words.figure(f), f.url), dir="auto") for f in figures]
    if not items:
        return Markup()
    told = element("ul", lines(*items), class_="told")
    return element("section", element("h2", "Figures differ"), told)


def _happening(happening: Happening, today: date) -> Markup:
    """The day and what was said of it, by whom."""
    day = words.dated(happening, today)
    when = element("time", day, datetime=happening.date.isoformat())
    by = joined(when, element("bdi", words.said_by(happening)), by=" · ")
    text = element("p", linked(happening.text, happening.url), dir="auto")
    return element("li", text, element("p", by, class_="by"))


def _teller(teller: str, age: str, title: str, url: str) -> Markup:
    """Who told it when, and in which words."""
    by = element("p", joined(element("bdi", teller), age, by=" · "), class_="by")
    return element("li", element("p", linked(title, url), dir="auto"), by)


def _cell(text: str) -> Markup:
    return element("td", linked(text, text), dir="auto")


def _scrolling(head: Markup, body: Markup, name: str) -> Markup:
    """A table in a box of its own, which the keyboard reaches, too."""
    held = element("table", head, body)
    return element("div", held, class_="wide", role="region", aria_label=name, tabindex="0")
