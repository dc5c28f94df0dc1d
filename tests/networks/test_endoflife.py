"""endoflife.date's answers to notices before and at the end of what the reader runs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import NOW
from tests.networks.conversations import Held, answer, entry, hold, source

from cio_digest.errors import ParseError
from cio_digest.models import Polling, Product
from cio_digest.models.wire import Response
from cio_digest.networks import endoflife

EXCHANGE = Product("Exchange Server", "Microsoft", "2019", ("Microsoft Exchange",))
WATCHED = source("endoflife", stack=(EXCHANGE,))
LIST = {
    "result": [
        {"name": "nginx", "label": "nginx", "aliases": []},
        {"name": "msexchange", "label": "Microsoft Exchange", "aliases": ["exchange"]},
    ]
}
PLACE = "https://server.example/api/v1/products/msexchange"


def product(days: int = 40, **parts: Any) -> dict[str, Any]:
    """A product whose release 2019 ends in so many days."""
    ends = (NOW + timedelta(days=days)).date().isoformat()
    release = {"name": "2019", "eolFrom": ends, **parts}
    page = "https://endoflife.date/msexchange"
    return {
        "result": {
            "label": "Microsoft Exchange",
            "links": {"html": page},
            "releases": [{"name": "2016", "eolFrom": "2020-01-01"}, release],
        }
    }


def known(newest: str, **parts: Any) -> Polling:
    """What is remembered of a product that was read yesterday."""
    day = NOW - timedelta(days=1)
    state = Polling.new(WATCHED)._replace(url=PLACE, newest=newest, etag='"1"', succeeded=day)
    return state._replace(**parts)


def titles(held: Held) -> list[str]:
    return [entry(raw).title for raw in held.entries]


def test_a_product_is_found_in_the_list_once() -> None:
    """From then on its own place is asked, conditionally, until a notice is due."""
    first = hold(WATCHED, answer(LIST), answer(product()))
    assert first.urls == ["https://server.example/api/v1/products", PLACE]
    assert first.reading.url == PLACE
    assert titles(first) == ["Microsoft Exchange 2019: end of life on 1 January 2027"]
    state = known(first.reading.newest)
    quiet = hold(WATCHED, Response(PLACE, 304, {}), state=state)
    assert quiet.requests[0].headers == (("If-None-Match", '"1"'),)
    assert quiet.reading.feed is None


@pytest.mark.parametrize(
    ("days", "title"),
    [
        (365, "Microsoft Exchange 2019: end of life in a year, on 22 November 2027"),
        (91, "Microsoft Exchange 2019: end of life in three months, on 21 February 2027"),
        (30, "Microsoft Exchange 2019: end of life in a month, on 22 December 2026"),
        (0, "Microsoft Exchange 2019 has reached its end of life, on 22 November 2026"),
    ],
)
def test_a_notice_comes_on_its_day(days: int, title: str) -> None:
    """The product is asked for in full on that day, whatever its validators say."""
    held = hold(WATCHED, answer(product(days)), state=known(NOW.date().isoformat()))
    assert held.requests[0].headers == ()
    assert titles(held) == [title]


def test_a_notice_has_one_name() -> None:
    """Read again it is the same entry; another date is another one."""
    day = known(NOW.date().isoformat())
    names = [hold(WATCHED, answer(product(n)), state=day).entries[0].id for n in (30, 30, 29)]
    assert names[0] == names[1] != names[2]


def test_what_is_far_away_or_long_over_says_nothing() -> None:
    """A date beyond a year, and on the first read an end of active support that is past."""
    assert hold(WATCHED, answer(LIST), answer(product(500))).entries == ()
    past = product(500, eoasFrom="2024-01-09")
    assert hold(WATCHED, answer(LIST), answer(past)).entries == ()
    over = hold(WATCHED, answer(LIST), answer(product(-40)))
    assert titles(over) == [
        "Microsoft Exchange 2019 has reached its end of life, on 13 October 2026"
    ]


def test_an_unknown_product_is_told_with_the_nearest() -> None:
    """The list is not read again while neither it nor the product changes."""
    wrong = source("endoflife", stack=(Product("Exchnage", "Microsoft", "2019"),))
    held = hold(wrong, answer(LIST))
    note = held.reading.feed and held.reading.feed.note
    assert note == (
        "your stack: endoflife.date knows no product “Exchnage”; "
        "is “microsoft exchange” an alias of it?"
    )
    state = Polling.new(wrong)._replace(newest=held.reading.newest, etag='"1"', error=note or "")
    again = hold(wrong, Response(wrong.url, 304, {}), state=state)
    assert again.requests[0].headers == (("If-None-Match", '"1"'),)
    assert again.reading.feed
    assert again.reading.feed.note == note


def test_an_unknown_release_is_told_with_those_there_are() -> None:
    """No other release is taken for it."""
    wrong = source("endoflife", stack=(EXCHANGE._replace(version="2018"),))
    held = hold(wrong, answer(LIST), answer(product()))
    assert held.reading.feed
    assert held.reading.feed.note == (
        "your stack: endoflife.date knows no Exchange Server “2018”; it has 2016, 2019"
    )


@pytest.mark.parametrize(
    ("version", "names", "release"),
    [
        ("15.4", ["15", "1"], "15"),
        ("22.04.3", ["22", "22.04"], "22.04"),
        ("9", ["9.6", "9.5"], None),
        ("20", ["2019", "2"], None),
    ],
)
def test_a_version_is_of_the_release_that_it_goes_on_from(
    version: str, names: list[str], release: str | None
) -> None:
    """Point by point, so that 15 is no beginning of 151."""
    details = {
        "label": "X",
        "releases": [{"name": name, "eolFrom": "2026-11-22"} for name in names],
    }
    made, _ = endoflife.feed(Product("X", "Y", version), details, NOW)
    found = [raw.title.partition(" has")[0] for raw in made.entries]
    assert found == ([f"X {release}"] if release else [])


@pytest.mark.parametrize("body", [{}, {"result": {}}, {"result": {"releases": "none"}}])
def test_another_document_is_an_error(body: Any) -> None:
    """Not a product without an end."""
    with pytest.raises(ParseError, match="holds no releases"):
        hold(WATCHED, answer(LIST), answer(body))


@given(
    st.dictionaries(
        st.sampled_from(["name", "eolFrom", "eoasFrom", "eoesFrom"]),
        st.none() | st.booleans() | st.integers() | st.text() | st.dates().map(str),
    )
)
def test_any_values_are_read(parts: dict[str, Any]) -> None:
    """Whatever stands where a date should, and dates at the ends of the calendar."""
    details = product()["result"]
    details["releases"][1] |= parts
    made, coming = endoflife.feed(EXCHANGE, details, NOW)
    assert coming > NOW.date().isoformat()
    assert all(entry(raw).title for raw in made.entries)


def test_an_end_without_a_day_is_told_all_the_same() -> None:
    """Under one name, whenever it is read."""
    over = answer(product(isEol=True, eolFrom=None))
    first = hold(WATCHED, answer(LIST), over)
    assert titles(first) == ["Microsoft Exchange 2019 has reached its end of life"]
    again = hold(WATCHED, over, state=known("9999-12-31"))
    assert [raw.id for raw in again.entries] == [raw.id for raw in first.entries]
    assert hold(WATCHED, answer(product(isEol=False, eolFrom=None)), state=known("1")).entries == ()
