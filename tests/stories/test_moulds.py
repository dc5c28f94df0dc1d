"""Titles of one document that differ by a word or their number are told apart, others are not."""

from __future__ import annotations

import pytest

from cio_digest.stories import moulds
from cio_digest.stories.draft import Draft


def draft(number: int, title: str, teller: str = "a", seen: float = 0.0) -> Draft:
    """A draft with no words but its title's."""
    return Draft(number, 0.0, teller, 0, (), {}, seen=seen, title=title)


@pytest.mark.parametrize(
    ("one", "other", "common"),
    [
        ("Job: engineer (Berlin)", "Job: engineer (Porto)", True),
        ("Price page changed", "Terms page changed", True),
        ("Price page changed", "Price page changed", False),
        ("Price page changed", "Price page was changed", False),
        ("Price page changed", "Terms page removed", False),
        ("Prices up", "Prices down", False),
        ("crm v1.2.3", "crm v1.3.0", True),
        ("crm v1.2.3", "ledger v1.2.3", False),
        ("CRM video 0: budgets", "CRM video 1: old bicycles", True),
        ("Episode 41 – prices", "Episode 42 – ledgers for all", True),
        ("#7 | Prices", "#8 | Ledgers for all", True),
        ("Episode 41: prices", "Episode 41: the notes to it", False),
        ("Fire in hall 41 of the old fair: dead", "Fire in hall 42 of the old fair: hurt", False),
        ("Ledgers to grow 7% by 2031: report", "Field service to grow 9% by 2030: report", True),
        ("5 dead, 20 hurt in fire in Porto", "7 dead, 31 hurt in fire in Porto", False),
        ("Ledgers to grow 7%: report", "Field service to grow 9%: report", False),
        ("41 dead in fire: why", "42 dead in a fire: who helped", False),
    ],
)
def test_a_mould_is_a_title_but_for_one_word_or_a_number(
    one: str, other: str, *, common: bool
) -> None:
    """Equal titles, those of other lengths and very short ones have none in common."""
    shared = moulds.shared([draft(1, one), draft(2, other)])
    assert bool(shared.get(1, set()) & shared.get(2, set())) is common


def test_moulds_are_of_one_document() -> None:
    """Two outlets, or one on two days, may tell one event in nearly the same words."""
    titles = "Price page changed", "Terms page changed"
    outlets = [draft(n, title, teller=str(n)) for n, title in enumerate(titles)]
    days = [draft(n, title, seen=86_400.0 * n) for n, title in enumerate(titles)]
    assert not moulds.shared(outlets)
    assert not moulds.shared(days)
