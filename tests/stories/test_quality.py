"""How well clustering does on a small labelled set, as floors that a change must not fall below."""

from __future__ import annotations

import random
from datetime import timedelta
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW
from tests.feeds import entry
from tests.stories.labelled import REPORTS

from cio_digest.stories import cluster

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DETAILS = 6  # words of each report that no other has
SYLLABLES = [a + b for a in "bcdfgklmnprstvz" for b in "aeiou"]


def stories(reports: list[tuple[str, str]]) -> dict[int, int]:
    """The story of each report, by place; each is of another outlet, an hour after the last."""
    entries = [
        entry(
            title,
            text=text,
            id=place,
            source=f"https://{place}.example/feed",
            url=f"https://{place}.example/",
            canonical=f"https://{place}.example/",
            surfaced=NOW - timedelta(hours=1) + timedelta(minutes=5 * place),
        )
        for place, (title, text) in enumerate(reports, 1)
    ]
    prints, rarity = cluster.learn(entries, {}, cluster.Rarity())
    drafts = cluster.drafts(entries, prints, rarity)
    return dict(cluster.assign(drafts, rarity, {}, cluster.Known({}, {})).stories)


def together(group: Mapping[int, object]) -> set[tuple[int, int]]:
    """The pairs of reports that are in one group."""
    return {(one, other) for one, other in combinations(group, 2) if group[one] == group[other]}


def detailed(report: tuple[str, str], chance: random.Random) -> tuple[str, str]:
    """A report with details of its own, in words that no other has."""
    title, text = report
    return title, " ".join([text, *(name(chance) for _ in range(DETAILS))])


def name(chance: random.Random, syllables: int = 3) -> str:
    """A word that nobody has used before."""
    return "".join(chance.choice(SYLLABLES) for _ in range(syllables))


def test_a_new_store_joins_what_belongs_together() -> None:
    """Most pairs of reports of one story are found, whatever the order, and nothing else."""
    hits = pairs = 0
    for seed in (5, 6, 7):
        chance = random.Random(seed)
        labelled = [(label, report) for label, told in REPORTS.items() for report in told]
        chance.shuffle(labelled)
        said = stories([detailed(report, chance) for _, report in labelled])
        label = {place: name for place, (name, _) in enumerate(labelled, 1)}
        right, joined = together(label), together(said)
        assert joined <= right
        hits, pairs = hits + len(joined), pairs + len(right)
    assert hits >= 0.85 * pairs


@pytest.mark.parametrize("names", [1, 2])
def test_new_names_join_nothing(names: int) -> None:
    """Of pairs that share one or two words nobody has used before, none is one story."""
    chance = random.Random(7)
    for length in (0, 10, 40):
        for _ in range(10):
            shared = [name(chance, 4).title() for _ in range(names)]
            reports = [
                (
                    around(shared, 4, chance),
                    around(shared, length, chance) if length else "",
                )
                for _ in range(2)
            ]
            assert len(set(stories(reports).values())) == 2


def test_two_names_are_enough_where_they_are_most_of_two_titles() -> None:
    """Who buys whom is said in a few words, which outlets choose differently."""
    chance = random.Random(7)
    past = [(around((), 8, chance), "") for _ in range(1_000)]
    said = stories([*past, ("Northwind buys Fabrikam", ""), ("Fabrikam goes to Northwind", "")])
    assert said[1_001] == said[1_002]


def around(names: Sequence[str], length: int, chance: random.Random) -> str:
    """A text of new words with the names anywhere in it."""
    text = [name(chance) for _ in range(length)]
    for one in names:
        text.insert(chance.randrange(len(text) + 1), one)
    return " ".join(text)
