"""Which stories are linked into one affair, and how well that does on a small labelled set."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from tests.conftest import NOW
from tests.feeds import entry
from tests.stories.affairs import AFFAIRS

from cio_digest.models import Story
from cio_digest.stories import cluster, fingerprints, storylines

if TYPE_CHECKING:
    from cio_digest.stories.rarity import Rarity
    from cio_digest.stories.story import OpenStory

DAY = timedelta(days=1)
RARITY = cluster.Rarity()
QUAKE = (
    "Quake near Holmwik damages the Brannock data centre",
    "Two halls of the Brannock data centre lost power after the quake near Holmwik.",
)
AFTER = (
    "Brannock data centre near Holmwik still without power",
    "Halls that the quake damaged stay dark; Brannock flies engineers to Holmwik.",
)


def profile(
    number: int, title: str, text: str = "", days: float = 0, by: str = "", rarity: Rarity = RARITY
) -> OpenStory:
    """A story of one report, so many days after the first."""
    site = by or f"https://{number}.example/feed"
    told = entry(title, text=text, id=number, source=site, outlet=site, surfaced=NOW + days * DAY)
    made = storylines.profile(Story(number, (told,)), {}, rarity)
    assert made is not None
    return made


def test_links_on_a_labelled_set() -> None:
    """No link is wrong, and most of those that there are to find are found."""
    reports = [(name, *day) for name, told in AFFAIRS.items() for day in told]
    made = [
        (name, profile(number, title, text, days))
        for number, (name, days, title, text) in enumerate(reports, 1)
    ]
    pairs = [(one[0] == other[0], one[1], other[1]) for one, other in combinations(made, 2)]
    right = [same for same, one, other in pairs if storylines.linked(one, other, RARITY)]
    assert all(right)
    assert len(right) >= 0.6 * sum(same for same, _, _ in pairs)


def test_days_of_one_affair_are_linked() -> None:
    """Whichever comes first."""
    one, other = profile(1, *QUAKE), profile(2, *AFTER, days=2)
    assert storylines.linked(one, other, RARITY) > 0
    assert storylines.linked(other, one, RARITY) > 0


def test_one_name_makes_no_affair() -> None:
    """However rare it is."""
    one = profile(1, *QUAKE)
    other = profile(2, "Brannock reports a good year", "Sales grew by a tenth.", days=1)
    assert storylines.linked(one, other, RARITY) == 0


def test_what_is_far_apart_is_not_linked() -> None:
    """An affair that nobody tells of for two weeks is over."""
    one = profile(1, *QUAKE)
    assert storylines.linked(one, profile(2, *AFTER, days=15), RARITY) == 0
    assert storylines.linked(one, profile(2, *AFTER, days=13), RARITY) > 0


def test_a_series_of_one_source_needs_more() -> None:
    """What one source says again and again looks more alike than it is."""
    one, other = profile(1, *QUAKE, by="a"), profile(2, *AFTER, days=1, by="a")
    apart = profile(3, *AFTER, days=1, by="b")
    assert storylines.linked(one, apart, RARITY) > storylines.linked(one, other, RARITY)


def test_a_storyline_grows_by_what_is_like_the_whole() -> None:
    """A story that is linked to one of many, but unlike the others, leads away from the affair."""
    first, second = profile(1, *QUAKE), profile(2, *AFTER, days=1)
    assert storylines.grown([first], [second], RARITY) == [second]
    elsewhere = [
        profile(number, f"Ferries at Brinmouth stop on day {number}", "Crews walk out over pay.")
        for number in range(3, 9)
    ]
    assert storylines.grown([first, *elsewhere], [second], RARITY) == []


def test_what_says_nothing_has_no_profile() -> None:
    """A story without a word of its own is linked to nothing."""
    told = entry("", text="", id=1)
    assert storylines.profile(Story(1, (told,)), {}, RARITY) is None


def test_keywords_are_the_rarest_words() -> None:
    """By which other stories of the affair are looked for."""
    told = entry(*QUAKE[:1], text=QUAKE[1])
    found = storylines.keywords([told], RARITY, 3)
    assert {"brannock", "holmwik"} <= found.keys()
    assert "two" not in found


FRAME = "Everything you need to know about"
USUAL = [f"{FRAME} the {name} ahead of the games" for name in ("uniforms", "tables", "halls")]


def test_a_frame_makes_no_affair() -> None:
    """Words that several entries share, but none that is very rare, link nothing days apart."""
    titles = [USUAL[n % 3] if n < 9 else f"Number {n} of {n * n}" for n in range(1000)]
    told = [
        entry(title, id=n, outlet=f"https://{n}.example/feed") for n, title in enumerate(titles)
    ]
    common = cluster.Rarity().seen([fingerprints.fingerprint(each) for each in told])
    early = profile(1, USUAL[0], rarity=common)
    assert storylines.linked(early, profile(2, USUAL[1], days=9, rarity=common), common) == 0
    assert storylines.linked(early, profile(2, USUAL[1], days=1, rarity=common), common) > 0


def test_a_sequel_needs_fewer_words() -> None:
    """Three names that hardly anybody else uses are enough for what comes within two days."""
    one = profile(1, "Brannock halls go dark", "Holmwik waits.")
    title = "Holmwik sees Brannock back in its halls"
    assert storylines.linked(one, profile(2, title, days=1), RARITY) > 0
    assert storylines.linked(one, profile(2, title, days=4), RARITY) == 0
