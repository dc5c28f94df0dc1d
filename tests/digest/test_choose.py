"""Candidates to those that fit: the properties that hold whatever the candidates are."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cio_digest.digest.choose import FLOOR, VARIETY, Budget, Candidate, choose
from cio_digest.text import words

WORDS = "northwind opens agent pricing halyard keeps records sharing links expire".split()
PLENTY = Budget(100, 1000, 100)


def candidate(story: int = 1, **parts: Any) -> Candidate:
    """A candidate that says what no other says."""
    plain = Candidate(story, "CRM", (), 5.0, 1.0, f"outlet {story}", f"word{story}")
    return plain._replace(**parts)


values = st.integers(1, 2000).map(lambda n: n / 100)
parts = st.fixed_dictionaries(
    {
        "score": values,
        "minutes": values.map(lambda n: n / 4 + 0.4),
        "outlet": st.sampled_from("abcd"),
        "title": st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join),
    }
)
many = st.lists(parts, max_size=30).map(
    lambda found: [candidate(n, **each) for n, each in enumerate(found, 1)]
)
budgets = st.builds(Budget, st.integers(1, 12), st.integers(1, 12).map(float), st.integers(1, 4))


@given(many, budgets)
def test_never_over_budget(candidates: list[Candidate], budget: Budget) -> None:
    """Not in stories, not in minutes, not for one outlet; nothing below the floor, none twice."""
    chosen = choose(candidates, budget)
    assert len(chosen) == len({each.story for each in chosen}) <= budget.stories
    assert sum(each.minutes for each in chosen) <= budget.minutes + 1e-9
    assert all(n <= budget.per_source for n in Counter(each.outlet for each in chosen).values())
    assert all(each.score >= FLOOR for each in chosen)
    assert set(chosen) <= set(candidates)


@given(many, budgets, st.randoms())
def test_the_order_of_candidates_does_not_matter(
    candidates: list[Candidate], budget: Budget, chance: Any
) -> None:
    """The same stories in whatever order give the same choice."""
    shuffled = list(candidates)
    chance.shuffle(shuffled)
    assert choose(shuffled, budget) == choose(candidates, budget)


@given(many, budgets, st.integers(1, 1000))
def test_ids_do_not_matter(candidates: list[Candidate], budget: Budget, shift: int) -> None:
    """Only their order counts, and only between equals."""
    renamed = [each._replace(story=each.story * 3 + shift) for each in candidates]
    ids = [each.story * 3 + shift for each in choose(candidates, budget)]
    assert [each.story for each in choose(renamed, budget)] == ids


def plainly_chosen(candidates: list[Candidate], budget: Budget) -> list[Candidate]:
    """The choice by comparing all that is left with all that was picked, each time."""
    left, picked = [each for each in candidates if each.score >= FLOOR], list[Candidate]()
    while left and len(picked) < budget.stories:
        counts = Counter((each.outlet, each.late) for each in picked)
        room = budget.minutes - sum(each.minutes for each in picked)
        left = [
            each
            for each in left
            if counts[each.outlet, each.late] < budget.per_source and each.minutes <= room + 1e-9
        ]
        if left:
            picked.append(max(left, key=lambda each: worth(each, picked, budget)))
            left.remove(picked[-1])
    return sorted(picked, key=lambda each: (-each.score, each.story))


def worth(each: Candidate, picked: list[Candidate], budget: Budget) -> tuple[float, float, int]:
    own = words.telling(each.title)
    titles = [words.telling(other.title) for other in picked]
    said = max((len(own & title) / max(len(own | title), 1) for title in titles), default=0.0)
    share = each.minutes / budget.minutes + 1 / budget.stories
    return each.score / share * (1 - VARIETY * said), each.score, -each.story


@given(many, budgets)
def test_most_are_never_compared_and_the_choice_is_the_same(
    candidates: list[Candidate], budget: Budget
) -> None:
    """As if all were compared with all that was picked before each pick."""
    assert choose(candidates, budget) == plainly_chosen(candidates, budget)


@given(many)
def test_with_room_for_all_all_are_shown(candidates: list[Candidate]) -> None:
    """But for those below the floor; best first."""
    chosen = choose(candidates, PLENTY)
    assert len(chosen) == sum(each.score >= FLOOR for each in candidates)
    assert [each.score for each in chosen] == sorted((c.score for c in chosen), reverse=True)


def test_few_stories_are_the_best_ones_though_they_take_longer() -> None:
    """What runs out decides: headlines are quickly read, and still take a place each."""
    long, *short = (candidate(n, score=9 if n == 1 else 5, minutes=1 / n) for n in (1, 2, 3))
    assert choose([long, *short], Budget(1, 10, 9)) == [long]
    assert choose([long, *short], Budget(10, 1, 9)) == short


def test_score_per_minute_decides() -> None:
    """Two short stories are worth more than a long one that is a little better."""
    found = [candidate(1, score=6, minutes=4), candidate(2, minutes=2), candidate(3, minutes=2)]
    assert [each.story for each in choose(found, Budget(9, 4, 9))] == [2, 3]


def test_a_story_too_long_makes_way_for_a_shorter_one() -> None:
    """What does not fit any more does not end the choice."""
    found = [candidate(1, score=9), candidate(2, score=50, minutes=5), candidate(3, score=2)]
    assert [each.story for each in choose(found, Budget(9, 2, 9))] == [1, 3]


def test_one_outlet_does_not_fill_the_page() -> None:
    """The fourth of the firehose gives way to the first of another."""
    firehose = [candidate(n, score=9, outlet="firehose") for n in range(1, 9)]
    found = [*firehose, candidate(10, score=2)]
    assert [each.story for each in choose(found, Budget(4, 99, 3))] == [1, 2, 3, 10]


def test_variety_counts() -> None:
    """Of equal stories the one that says something else comes first."""
    same = "Northwind agent"
    found = [candidate(1, title=same), candidate(2, title=same), candidate(3, score=4.5)]
    assert [each.story for each in choose(found, Budget(2, 99, 9))] == [1, 3]


def test_a_quiet_day_is_quiet() -> None:
    """Nothing is shown for the sake of showing something: a point is the least."""
    assert choose([candidate(score=0.99)], PLENTY) == []
    assert len(choose([candidate(score=1.0)], PLENTY)) == 1
    assert choose([], PLENTY) == []


def test_what_came_late_has_room_for_each_of_its_days() -> None:
    """After an outage an outlet shows as many stories of each day as it would have shown then."""
    days = [date(2026, 11, day) for day in (18, 19)]
    late = [candidate(n, outlet="a", late=days[n % 2]) for n in range(10)]
    today = [candidate(n, outlet="a") for n in range(10, 15)]
    chosen = Counter(each.late for each in choose([*late, *today], Budget(50, 500, 3)))
    assert chosen == {None: 3, days[0]: 3, days[1]: 3}
