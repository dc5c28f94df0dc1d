"""A digest, an explanation, trends or a table -> a self-contained HTML page, on paper too.

Landmarks, one ``h1``, headings in order and a name for every drawing, by WCAG 2.2; an anchor
``#story-1`` for each story. What is opened needs no script.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.models import Trend
from cio_digest.render import blocks, plots, reviews, sparks, trending, words
from cio_digest.render.document import document
from cio_digest.render.markup import Markup, element, joined, lines, linked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.models import Digest, Item
    from cio_digest.models.pages import (
        Explanation,
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
    sections = [
        blocks.section(at, title, items, words.as_of(digest, items[0]))
        for at, (title, items) in named
    ]
    items = [item for _, items in words.sections(digest) for item in items]
    sections += [plots.rising(digest.rising), plots.by_day(items, digest.date)]
    return document(
        f"cio-digest · {day}",
        _masthead(digest, day),
        blocks.contents([(at, title, len(items)) for at, (title, items) in named]),
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
        blocks.by_line(item, explanation.now),
        blocks.paragraph(explanation.note, "note"),
    )
    told = [blocks.teller(*each) for each in words.told_by(explanation)]
    return document(
        words.title(item),
        head,
        element(
            "main",
            blocks.paragraph(item.summary, "summary"),
            *map(blocks.quote, item.quotes),
            blocks.talk(item.talks),
            blocks.differing(explanation.differences),
            _score(item),
            element(
                "section", element("h2", "Told by"), element("ul", lines(*told), class_="told")
            ),
        ),
    )


def _score(item: Item) -> Markup:
    """How the score adds up, nothing where no term was counted."""
    if not item.terms:
        return Markup()
    return element("section", element("h2", "Score"), blocks.score(item.terms, item.score))


def trends(trends: Trends, _: Surface) -> str:
    """What rises or falls, each with its history drawn and its stories."""
    day = words.day(trends.date)
    head = element(
        "header",
        element("p", "cio-digest", class_="name"),
        element("h1", f"Trends · {day}"),
        element("p", trending.compared(trends), class_="totals"),
        *(element("p", note, class_="note") for note in trends.notes),
    )
    groups = [_group(heading, moving, trends) for heading, moving in trending.groups(trends)]
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
    happenings = [blocks.happening(each, timeline.date) for each in timeline.happenings]
    return document(
        timeline.heading,
        head,
        element(
            "main",
            element("ul", lines(*happenings), class_="told"),
            blocks.differing(timeline.differences),
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
    parts = [blocks.section(at, each.title, each.items, review.now) for at, each in named]
    items = [item for section in review.sections for item in section.items]
    if (review.last - review.first).days < _DRAWN:
        parts.append(plots.by_day(items, review.last))
    parts += [_risen(heading, kind, review) for heading, kind in reviews.groups(review)]
    if review.coming:
        dates = [blocks.happening(each, review.last) for each in review.coming]
        parts.append(_listed("Coming up", dates))
    if review.firsts:
        told = [element("li", element("bdi", each)) for each in reviews.firsts(review.firsts)]
        parts.append(_listed("First to tell", told))
    if review.starred:
        parts.append(_listed("You starred", [blocks.named(each) for each in review.starred]))
    contents = blocks.contents([(at, each.title, len(each.items)) for at, each in named])
    return document(f"cio-digest review · {period}", head, contents, element("main", lines(*parts)))


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
            blocks.paragraph(reviews.course(each, review), "by"),
            element("ul", lines(*map(blocks.named, each.stories)), class_="told"),
        )
        for each in kind
    ]
    return element("section", element("h2", heading), element("ul", lines(*items), class_="moving"))


def _listed(heading: str, items: Sequence[Markup]) -> Markup:
    told = element("ul", lines(*items), class_="told")
    return element("section", element("h2", heading), told)


# --- the blocks of trends ---------------------------------------------------------------------


def _group(heading: str, moving: Sequence[Trend], page: Trends) -> Markup:
    items = [element("li", plots.moving(each, page.step), _behind(each, page)) for each in moving]
    return element("section", element("h2", heading), element("ul", lines(*items), class_="moving"))


def _behind(trend: Trend, page: Trends) -> Markup:
    """Since when it moves, who tells it, and the stories it stands for."""
    stories = [] if trending.itself(trend) else [blocks.named(story) for story in trend.stories]
    if affair := trending.affair(trend, page):
        stories.append(blocks.named(trending.began(affair)))
    return joined(
        blocks.paragraph(trending.movement(trend, page.date), "by"),
        element("ul", lines(*stories), class_="told") if stories else "",
    )


def _cell(text: str) -> Markup:
    return element("td", linked(text, text), dir="auto")


def _scrolling(head: Markup, body: Markup, name: str) -> Markup:
    """A table in a box of its own, which the keyboard reaches, too."""
    held = element("table", head, body)
    return element("div", held, class_="wide", role="region", aria_label=name, tabindex="0")
