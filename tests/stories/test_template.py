"""What a source says in most of its entries is its template."""

from __future__ import annotations

from cio_digest.stories.template import template

HABIT = 1


def test_what_most_entries_of_a_source_say_is_its_template() -> None:
    """A word that stands everywhere is found with its share of the other entries."""
    assert template([(HABIT, n) for n in range(10, 22)]) == {HABIT: 1.0}


def test_what_a_source_says_now_and_then_is_none() -> None:
    """A word in a tenth of the entries tells what they are about."""
    said = [(n,) if n % 10 else (HABIT, n) for n in range(100, 200)]
    assert template(said) == {}


def test_a_few_entries_show_no_template() -> None:
    """Nine entries on one event are not yet a habit of their source."""
    assert template([(HABIT, n) for n in range(10, 19)]) == {}


def test_only_the_last_entries_show_it() -> None:
    """A habit that a source gave up a hundred entries ago is forgotten."""
    said = [(HABIT, n) for n in range(10, 60)] + [(n,) for n in range(100, 200)]
    assert template(said) == {}
