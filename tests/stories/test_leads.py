"""Who was ahead of the press, claimed only by dates that can be believed."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest.models.rows import Telling
from cio_digest.stories import leads

# In seconds.
NOON = int(datetime(2026, 11, 20, 12, tzinfo=timezone.utc).timestamp())
MINUTE, HOUR, DAY = 60, 3600, 86_400
NOTHING = timedelta(0)


def press(hours: float = 0, outlet: str = "ledger", **parts: object) -> Telling:
    """A report so many hours after noon, read an hour later."""
    at = NOON + int(hours * HOUR)
    told = Telling(f"https://{outlet}.example/feed", outlet, False, at, at + HOUR)
    return told._replace(**parts)  # type: ignore[arg-type]


def post(hours: float = 0, outlet: str = "@ada@a.example", **parts: object) -> Telling:
    """A post on a network so many hours after noon, read an hour later."""
    return press(hours, outlet, social=True, handle=outlet, **parts)


@pytest.mark.parametrize(
    ("tellings", "hours"),
    [
        pytest.param([post(), press(3)], 3, id="before"),
        pytest.param([post(5), press(3)], -2, id="after"),
        pytest.param([post(2), press(2)], 0, id="together"),
        pytest.param([press(4), post(1), post(2), press(9)], 3, id="the first of each side"),
        pytest.param([post(), post(1)], None, id="no press"),
        pytest.param([press(), press(1)], None, id="no post"),
        pytest.param([], None, id="nobody"),
    ],
)
def test_a_storys_lead(tellings: list[Telling], hours: float | None) -> None:
    """From the first post to the first report, negative when the press was first."""
    found = leads.story(tellings)
    assert (found and found.ahead) == (None if hours is None else hours * HOUR)


@pytest.mark.parametrize(
    ("telling", "believed"),
    [
        pytest.param(press(), True, id="read soon after"),
        pytest.param(press(published=None), False, id="undated"),
        pytest.param(press(first_seen=NOON - 10 * MINUTE), True, id="a clock ahead"),
        pytest.param(press(first_seen=NOON - HOUR), False, id="dated after it was read"),
        pytest.param(press(first_seen=NOON + 2 * DAY), True, id="read two days later"),
        pytest.param(press(first_seen=NOON + 3 * DAY), False, id="from an archive"),
        pytest.param(press(first_seen=NOON + 5 * HOUR, apart=4 * HOUR), True, id="reads are rare"),
        pytest.param(press(first_seen=NOON + 5 * HOUR, apart=HOUR), False, id="dated back"),
        pytest.param(press(first_seen=NOON + 2 * HOUR, apart=HOUR // 4), True, id="a slow feed"),
    ],
)
def test_a_date_is_checked_by_when_it_was_first_seen(telling: Telling, believed: bool) -> None:
    """An entry that several reads of its source did not show was not there yet."""
    assert leads.believed(telling) is believed


@pytest.mark.parametrize(
    "tellings",
    [
        pytest.param([post(first_seen=NOON + 9 * HOUR, apart=HOUR), press(3)], id="dated back"),
        pytest.param([post(published=None), press(3)], id="undated post"),
        pytest.param([post(), press(3, published=None)], id="undated report"),
        pytest.param(
            [post(), press(3), press(2, "patchbay", published=None)],
            id="an undated report was there when the first was read",
        ),
    ],
)
def test_nothing_is_claimed_by_dates_that_cannot_be_believed(tellings: list[Telling]) -> None:
    """However large the lead would be."""
    assert leads.story(tellings) is None


def test_an_undated_latecomer_changes_nothing() -> None:
    """What came to light after the first report was read was not before it."""
    late = press(9, "patchbay", published=None)
    found = leads.story([post(), press(3), late])
    assert found
    assert found.ahead == 3 * HOUR


def test_the_polling_error_is_that_of_the_coarser_reads() -> None:
    """A lead is checked no better than the reads of both sources are close."""
    found = leads.story([post(apart=HOUR), press(3, apart=4 * HOUR)])
    assert found
    assert found.error == 4 * HOUR


def test_records_worked_out_by_hand() -> None:
    """Ada: 3 h, −2 h and 1 h before the press; Noor told one story alone and one after it."""
    ada, noor = "@ada@a.example", "@noor@a.example"
    stories = [
        [post(0, ada, apart=HOUR), press(3, apart=2 * HOUR)],
        [press(3), post(5, ada, apart=HOUR)],
        [post(1, ada), press(2), post(6, noor), press(4, "patchbay")],
        [post(0, noor), post(1, ada)],
    ]
    found = leads.records(stories, by=lambda told: told.handle)
    # Ada's errors: 2 h, 1 h and unknown.
    assert found[ada] == leads.Record(timedelta(hours=1), 3, 2, timedelta(hours=1.5))
    assert found[noor] == leads.Record(timedelta(hours=-4), 1, 0, NOTHING)
    assert set(found) == {ada, noor}


def test_the_press_is_compared_with_the_rest_of_the_press() -> None:
    """With other outlets, not with another feed of its own."""
    own = press(0, source="https://ledger.example/business")
    stories = [[own, press(1), press(4, "patchbay")], [press(2), press(0, "patchbay")]]
    found = leads.records(stories, by=lambda told: told.outlet)
    # The median of 4 h and −2 h.
    assert found["ledger"] == leads.Record(timedelta(hours=1), 2, 1, NOTHING)
    assert found["patchbay"] == leads.Record(timedelta(hours=-1), 2, 1, NOTHING)


def test_who_has_no_name_has_no_record() -> None:
    """A teller is left out by naming it "" ."""
    assert leads.records([[post(), press(1)]], by=lambda _: "") == {}


hours = st.integers(0, 40)
tellings = st.lists(
    st.one_of(
        st.builds(post, hours, st.sampled_from("xyz")),
        st.builds(press, hours, st.sampled_from("abc")),
    ),
    max_size=8,
)


@given(tellings, st.randoms())
def test_the_order_in_which_entries_come_changes_nothing(
    told: list[Telling], random: object
) -> None:
    """A lead is the same whoever is named first."""
    mixed = list(told)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = leads.story(told), leads.story(mixed)
    assert (one and one.ahead) == (other and other.ahead)


@given(tellings)
def test_firsts_are_never_more_than_stories(told: list[Telling]) -> None:
    """And a median lies among what it is the median of."""
    for record in leads.records([told, told[1:], told[2:]], by=lambda each: each.outlet).values():
        assert 0 <= record.firsts <= record.stories
        assert (record.median > NOTHING) <= (record.firsts > 0)
