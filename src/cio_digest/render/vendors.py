"""A vendor's page -> the wording that all renderers share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.render import sparks, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cio_digest.models.pages import VendorPage
    from cio_digest.models.records import VendorStory, WatchedVendor

_COVER = 6  # who tell most of a vendor
COLUMNS = ("vendor", "stories", "outlets", "week", "usual", "by day", "events", "you run")


def row(figures: WatchedVendor) -> tuple[str, ...]:
    """A vendor in the list of them."""
    usual = "–" if figures.usual is None else f"{figures.usual:g}"
    return (
        figures.name,
        str(figures.stories),
        str(figures.outlets),
        str(figures.week),
        usual,
        sparks.line(figures.history, 8),
        str(sum(each.stories for each in figures.events) or ""),
        ", ".join(figures.runs),
    )


def title(page: VendorPage) -> str:
    """What the page is called."""
    return f"Vendors \N{MIDDLE DOT} {page.figures.name}"


def facts(page: VendorPage) -> list[tuple[str, str]]:
    """What is known of the vendor, each with its label; what there is none of is left out."""
    return [(label, text) for label, text in _facts(page) if text]


def _facts(page: VendorPage) -> Iterator[tuple[str, str]]:
    it, days = page.figures, len(page.figures.history)
    told = f"{words.count(it.stories, 'story')} by {words.count(it.outlets, 'outlet')}"
    yield "told", f"{told} in {words.count(days, 'day')}" if it.stories else "nothing"
    usual = "" if it.usual is None else f", {it.usual:g} in a usual one"
    yield "last week", f"{words.count(it.week, 'story')}{usual}" if it.stories else ""
    yield "by day", sparks.line(it.history) if it.stories else ""
    yield "events", " · ".join(f"{each.stories} {each.event}" for each in it.events)
    yield "rising", " · ".join(page.rising)
    yield "covered by", " · ".join(f"{each.name} {each.stories}" for each in page.covered[:_COVER])
    yield "you run", ", ".join(it.runs)
    yield "also named", ", ".join(it.aliases)


def told(page: VendorPage) -> list[tuple[str, str, str]]:
    """Each story's headline, verbatim, what is to be said of it, and its address."""
    return [(each.title or "(untitled)", _said(each), each.url) for each in page.stories]


def _said(story: VendorStory) -> str:
    """When a story began, who tells it, and what its headline reports."""
    others = f" +{story.others}" if story.others else ""
    event = f"{story.event}: “{story.words}”" if story.event else ""
    facts = (f"{story.published:%Y-%m-%d}", f"{story.publisher}{others}", event)
    return " · ".join(filter(None, facts))
