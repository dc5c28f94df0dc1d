"""Figures on which sources disagree are found only where that is sure."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import NOW
from tests.feeds import entry

from cio_digest.stories.differences import differences

if TYPE_CHECKING:
    from cio_digest.models import Entry

HOUR = timedelta(hours=1)


def report(title: str, by: str, **parts: Any) -> Entry:
    """What an outlet says."""
    return entry(title, outlet=by, source=f"https://{by}.example/feed", **parts)


def differing(*titles: str, language: str = "") -> list[list[str]]:
    """The sentences that stand side by side, of reports by different outlets."""
    told = [report(title, f"o{at}", id=at, language=language) for at, title in enumerate(titles)]
    return [[said.text for said in group] for group in differences(told)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            "Kestrel gang publishes 90,000 patient records of Orrin hospitals",
            "Orrin hospitals: gang publishes 140,000 patient records",
            id="count",
        ),
        pytest.param(
            "Halyard makes a $2.1 billion offer for Tidemark warehouse software",
            "Halyard makes a $2.6bn offer for Tidemark warehouse software",
            id="money",
        ),
        pytest.param(
            "A survey by Pellworth finds 40 percent of firms without a backup plan",
            "Pellworth survey: 55% of firms have no backup plan",
            id="share",
        ),
        pytest.param(
            "About 900 organisations still use the Quillstack connector at hospitals",
            "1,200 organisations still use the Quillstack connector at hospitals",
            id="about",
        ),
    ],
)
def test_figures_that_disagree_stand_side_by_side(one: str, other: str) -> None:
    """Verbatim, in the order in which they were told."""
    assert differing(one, other) == [[one, other]]


def test_german_counts_nouns_by_their_capital() -> None:
    """Whose plurals end in many ways."""
    one = "Bande veröffentlicht 90.000 Datensätze der Klinik Orrin aus München"
    other = "Bande veröffentlicht 140.000 Datensätze der Klinik Orrin aus München"
    assert differing(one, other, language="de") == [[one, other]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            "Gang publishes 90,000 patient records of Orrin hospitals",
            "Gang publishes 92,300 patient records of Orrin hospitals",
            id="rounded",
        ),
        pytest.param(
            "Gang publishes more than 200 patient records of Orrin hospitals",
            "Gang publishes 212 patient records of Orrin hospitals",
            id="more than",
        ),
        pytest.param(
            "Up to 500 patient records of Orrin hospitals published by gang",
            "Gang has published 350 patient records of Orrin hospitals",
            id="up to",
        ),
        pytest.param(
            "Orrin hospitals send 90 patients elsewhere after ransomware attack",
            "Orrin hospitals send 40 ambulances elsewhere after ransomware attack",
            id="another noun",
        ),
        pytest.param(
            "Halyard wants $2 billion for its warehouse software unit",
            "Halyard wants $90 a seat for its warehouse software",
            id="another price",
        ),
        pytest.param(
            "Orrin treats 300 patients a day in its new hospital",
            "Northwind stores 5,000 patients of a clinic in its CRM",
            id="another thing",
        ),
        pytest.param(
            "Windows 10 updates end for hospitals in Pellside this autumn",
            "Windows 11 updates begin for hospitals in Pellside this autumn",
            id="a name",
        ),
        pytest.param(
            "Hospitals in Pellside plan their 2026 updates for the autumn",
            "Hospitals in Pellside plan their 2027 updates for the autumn",
            id="a year",
        ),
        pytest.param(
            "Of 900 hospitals 40 hospitals in Pellside sent their patients home",
            "In Pellside 70 hospitals sent their patients home",
            id="several in one sentence",
        ),
        pytest.param(
            "Gang publishes 90,00… patient records of Orrin hospitals",
            "Gang publishes 140,000 patient records of Orrin hospitals",
            id="cut",
        ),
    ],
)
def test_figures_that_may_agree_are_none(one: str, other: str) -> None:
    """A difference that is none costs more trust than a missing one."""
    assert differing(one, other) == []


RECORDS = "Gang publishes {} patient records of Orrin hospitals"


def test_a_source_that_corrects_itself_differs_from_nobody() -> None:
    """It takes two."""
    told = [report(RECORDS.format(n), "same", id=at) for at, n in enumerate(("90,000", "140,000"))]
    assert differences(told) == []


def test_what_changed_since_is_no_difference() -> None:
    """A later report knows more."""
    early = report(RECORDS.format("90,000"), "a", id=1, published=NOW - 60 * HOUR)
    late = report(RECORDS.format("140,000"), "b", id=2, published=NOW - HOUR)
    assert differences([early, late]) == []


def test_of_one_figure_the_first_stands() -> None:
    """Three say two figures."""
    told = [RECORDS.format(number) for number in ("90,000", "140,000", "140,000")]
    assert differing(*told) == [told[:2]]


@given(st.lists(st.text(alphabet="0123456789.,$%€ kmKM…\nabcDE", max_size=60), max_size=4))
def test_any_text_is_read(texts: list[str]) -> None:
    """Whatever stands there, every difference has two figures or more."""
    assert all(len(group) > 1 for group in differing(*texts))
