"""Requests that cost money to their answers, as long as the month's cap allows the next one."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from cio_digest.errors import CioDigestError, FetchError, PutOffError
from cio_digest.models.wire import Bill, Price, Request, Response
from cio_digest.store import spending as table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cio_digest.networks.registry import Get
    from cio_digest.store import Store


def paying(get: Get, db: Store, caps: Mapping[str, float], now: datetime) -> Get:
    """A way to ask that pays for what has a price, up to ``caps`` (US dollars a month, by network).

    Requests that cost money go out one after the other, each when what it costs at most fits in;
    one that does not raises PutOffError.
    """
    turns = asyncio.Lock()

    async def ask(request: Request) -> Response:
        if not request.price:
            return await get(request)
        async with turns:
            cap = round(caps.get(request.price.network, 0.0) * 1000)
            return await _paid(get, db, request, request.price, (month(now), cap))

    return ask


async def _paid(
    get: Get, db: Store, request: Request, price: Price, limit: tuple[str, int]
) -> Response:
    when, cap = limit
    if not table.reserve(db, price.network, when, price.most, cap):
        raise PutOffError(request.url, _used_up(db, price.network, when, cap), lasting=True)
    bill = Bill(0, price.most)  # of an answer that was lost on its way, too
    try:
        response = await get(request._replace(price=None))
        bill = _bill(price, response)
    except FetchError as error:
        if error.status or error.unreachable or isinstance(error, PutOffError):
            bill = Bill()
        raise
    finally:
        table.settle(db, price.network, when, price.most, bill)
    return response


def _bill(price: Price, response: Response) -> Bill:
    try:
        return price.bill(response)
    except CioDigestError:  # whatever it is, it may have been billed
        return Bill(0, price.most)


def _used_up(db: Store, network: str, when: str, cap: int) -> str:
    if not cap:
        return f"not asked: it costs money, and the cap under [accounts.{network}] is $0"
    spent = table.spent(db, network, when).mills
    return (
        f"not asked: {dollars(spent)} of this month's {dollars(cap)} are spent, and a read may "
        f"cost more than the rest; the cap stands under [accounts.{network}]"
    )


def month(now: datetime) -> str:
    """The calendar month, in UTC, that a cap counts for."""
    return f"{now:%Y-%m}"


def dollars(mills: int) -> str:
    """Thousandths of a US dollar as ``$0.38``, or ``$0.375`` where the last one counts."""
    return f"${mills / 1000:.{3 if mills % 10 else 2}f}"
