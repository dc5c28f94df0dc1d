"""What stands for a story: its headline, and who else told it."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import NOW
from tests.feeds import entry

from cio_digest.digest import items
from cio_digest.models import Story

if TYPE_CHECKING:
    from cio_digest.models import Entry

MAKER = "https://maker.example/feed"


def told(number: int, title: str, **parts: Any) -> Entry:
    """A telling of the ferry story, each an hour after the one before."""
    at = NOW + timedelta(hours=number)
    source = parts.pop("source", f"https://{number}.example/feed")
    return entry(title, id=number, source=source, outlet=source, surfaced=at, **parts)


POST = told(1, "Ferry halts after engine fire", network="mastodon", handle="@ada@h.example")
MAKERS = told(2, "Our ferry halts after an engine fire", source=MAKER)
PROMOTED = told(3, "Ferry halts: see our webinar", noise=("sponsored",))
UNPLACED = told(4, "Ferry halts after engine fire, it says", url="")
REPORT = told(5, "Ferry halts at Pellside: two hundred passengers smelled smoke below deck")


@pytest.mark.parametrize(
    "other", [POST, MAKERS, PROMOTED, UNPLACED], ids=["post", "vendor", "promotion", "no address"]
)
def test_a_report_is_the_headline(other: Entry) -> None:
    """However early, and in whatever order, anybody else told it."""
    for entries in permutations([other, REPORT]):
        assert items.headline(entries, {MAKER}) == REPORT


def test_a_vendors_article_stands_before_a_post() -> None:
    """It has at least an article to read."""
    assert items.headline([POST, MAKERS], {MAKER}) == MAKERS


def test_the_headline_is_in_the_language_that_most_tell_the_story_in() -> None:
    """However early and typical one in another is; where none is of most, it does not count."""
    names = "Halvorsen of Pellside was on the ferry Wintergreen when it burnt."
    abroad = told(6, "Der Brand der Wintergreen: Halvorsen über die Fähre und Pellside", text="")
    here = [
        told(7, "There was a fire on the water and it has been put out", text=names),
        told(8, "What the captain had to say of it when she was asked", text=names),
    ]
    for entries in permutations([abroad, *here]):
        assert items.headline(entries, ()) != abroad
    early = abroad._replace(surfaced=here[0].surfaced - timedelta(hours=1), title="Pellside")
    assert items.headline([abroad, here[0]], ()) == items.headline([here[0], abroad], ())
    assert items.headline([early, here[0]._replace(title="Pellside")], ()) == early


def test_among_reports_the_most_typical_title_leads() -> None:
    """The one that says what most say; among equals the first."""
    alone = told(6, "A bad day on the water, reader")
    typical = told(7, "Engine fire halts Pellside ferry")
    third = told(8, "Pellside ferry: an engine, a fire and six hours without lunch")
    for entries in permutations([alone, typical, third]):
        assert items.headline(entries, ()) == typical
    twin = typical._replace(id=9, surfaced=typical.surfaced - timedelta(hours=9))
    assert items.headline([typical, twin], ()) == twin


def test_a_correction_leads() -> None:
    """What it puts right would be told wrongly."""
    wrong = [told(n, f"Pier costs 40 million, says paper {n}") for n in range(10, 13)]
    right = told(13, "Correction: pier costs 4 million, not 40")
    assert items.headline([*wrong, right], ()) == right


def test_each_outlet_is_named_once() -> None:
    """The headline's first, the others as they came."""
    again = REPORT._replace(id=6, title="Ferry halts, day two")
    names = {REPORT.source: "Ledger", MAKER: "Maker", UNPLACED.source: "Wire"}
    found = items.tellers(REPORT, [MAKERS, UNPLACED, REPORT, again], names)
    assert [each.name for each in found] == ["Ledger", "Maker", "Wire"]
    assert [each.url for each in found] == [REPORT.url, MAKERS.url, UNPLACED.url]


def test_a_headline_is_followed_in_its_own_language() -> None:
    """What others say in another is not put under it, what might be in its own is."""
    english = told(6, "Ferry halts", text="The passengers could not leave it for an hour.")
    spanish = told(7, "El transbordador se detiene", text="Los pasajeros no pueden salir de él.")
    short = told(8, "Pellside", text="")
    story = Story(1, (spanish, english, short))
    assert items.readable(english, story) == Story(1, (english, short))
    assert items.readable(spanish, story) == Story(1, (spanish, short))
    assert items.readable(short, story) == Story(1, (short, spanish, english))
