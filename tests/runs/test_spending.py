"""Money: put aside before it is spent, counted after, and never more than the month's cap."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import NOW

from cio_digest.errors import FetchError, ParseError, PutOffError
from cio_digest.models.wire import Bill, Price, Request, Response
from cio_digest.runs import spending
from cio_digest.store import opened
from cio_digest.store import spending as table

if TYPE_CHECKING:
    from cio_digest.networks.registry import Get
    from cio_digest.store import Store

URL = "https://api.x.com/2/x"


def spent(db: Store, month: str = "2026-11") -> Bill:
    return table.spent(db, "x", month)


def ask(db: Store, get: Get, *prices: int, cap: float = 5.0, actual: int = 10) -> list[object]:
    """One request for each price, all at once; each answer costs ``actual``."""
    paying = spending.paying(get, db, {"x": cap}, NOW)

    def bill(_: Response) -> Bill:
        return Bill(1, actual)

    async def run() -> list[object]:
        asked = (paying(Request(URL, price=Price("x", most, bill))) for most in prices)
        return list(await asyncio.gather(*asked, return_exceptions=True))

    return asyncio.run(run())


def once(get: Get, request: Request) -> Response:
    async def run() -> Response:
        return await get(request)

    return asyncio.run(run())


async def answer(request: Request) -> Response:
    """A server that has an answer to everything; the price is not its business."""
    assert request.price is None
    await asyncio.sleep(0)
    return Response(request.url, 200, {})


def test_what_an_answer_costs_is_counted(db: Store) -> None:
    """By network and month."""
    ask(db, answer, 375, 375)
    assert spent(db) == Bill(2, 20)
    assert spent(db, "2026-12") == Bill()
    assert table.spent(db, "y", "2026-11") == Bill()


def test_requests_for_free_pass(db: Store) -> None:
    """Whatever the cap."""
    response = once(spending.paying(answer, db, {}, NOW), Request(URL))
    assert response.status == 200
    assert spent(db) == Bill()


def test_the_next_request_is_made_only_if_the_worst_case_fits(db: Store) -> None:
    """Many at once are one after the other, so that a cheap answer leaves room for the next."""
    results = ask(db, answer, *[400] * 30, cap=1.0, actual=100)
    assert [isinstance(each, Response) for each in results] == [True] * 7 + [False] * 23
    assert spent(db).mills == 700
    refused = results[-1]
    assert isinstance(refused, PutOffError)
    assert refused.lasting
    assert "$0.70 of this month's $1.00 are spent" in refused.reason
    assert "[accounts.x]" in refused.reason


def test_money_is_put_aside_before_it_is_spent(db: Store) -> None:
    """A run that is killed while it waits has spent it, as far as anybody knows."""
    seen = []

    async def look(request: Request) -> Response:
        seen.append(spent(db).mills)
        return await answer(request)

    ask(db, look, 375)
    assert seen == [375]


@pytest.mark.parametrize(
    ("error", "mills"),
    [
        (FetchError(URL, "answered 500", status=500), 0),
        (FetchError(URL, "refused the connection", unreachable=True), 0),
        (PutOffError(URL, "left for the next run"), 0),
        (FetchError(URL, "no complete answer within 30 s"), 375),
    ],
    ids=["refused", "unreachable", "put off", "lost"],
)
def test_what_a_failure_costs(db: Store, error: FetchError, mills: int) -> None:
    """Nothing where nothing was answered; where the answer was lost, it may have been billed."""

    async def fail(_: Request) -> Response:
        raise error

    assert ask(db, fail, 375) == [error]
    assert spent(db).mills == mills


def test_an_answer_that_cannot_be_read_counts_as_the_dearest(db: Store) -> None:
    """It may have been billed, too."""

    def bill(_: Response) -> Bill:
        raise ParseError(URL, "odd")

    paying = spending.paying(answer, db, {"x": 5.0}, NOW)
    once(paying, Request(URL, price=Price("x", 375, bill)))
    assert spent(db) == Bill(0, 375)


def test_without_a_cap_nothing_is_spent(db: Store) -> None:
    """Nor with one of 0, which is a way to say so."""
    (refused,) = ask(db, answer, 10, cap=0)
    assert "the cap under [accounts.x] is $0" in str(refused)
    paying = spending.paying(answer, db, {}, NOW)
    with pytest.raises(PutOffError):
        once(paying, Request(URL, price=Price("x", 10, lambda _: Bill())))


def test_a_new_month_begins_at_nothing(db: Store) -> None:
    """In UTC, whatever the reader's clock says."""
    ask(db, answer, 5000, actual=5000)
    assert isinstance(ask(db, answer, 10)[0], PutOffError)
    later = spending.paying(answer, db, {"x": 5.0}, NOW + timedelta(days=9))
    price = Price("x", 10, lambda _: Bill(1, 10))
    assert once(later, Request(URL, price=price)).status == 200
    assert spent(db, "2026-12") == Bill(1, 10)


@given(
    st.lists(st.tuples(st.integers(0, 600), st.integers(0, 100)), max_size=12),
    st.integers(0, 2000),
)
def test_the_cap_holds_whatever_is_asked(prices: list[tuple[int, int]], cap: int) -> None:
    """As long as no answer costs more than it can."""
    with opened(":memory:") as db:
        for most, percent in prices:
            ask(db, answer, most, cap=cap / 1000, actual=most * percent // 100)
            assert spent(db).mills <= cap


@pytest.mark.parametrize(
    ("mills", "words"),
    [
        (0, "$0.00"),
        (5, "$0.005"),
        (375, "$0.375"),
        (420, "$0.42"),
        (5000, "$5.00"),
        (1375, "$1.375"),
    ],
)
def test_dollars(mills: int, words: str) -> None:
    """Small prices to the tenth of a cent."""
    assert spending.dollars(mills) == words
