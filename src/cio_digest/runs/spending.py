"""Requests that cost money to their answers, as long as the month's cap allows the next one."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.errors import CioDigestError, FetchError, PutOffError
from cio_digest.fetch.beside import Aside, at_once
from cio_digest.models.wire import Bill, Price, Request, Response
from cio_digest.networks import registry
from cio_digest.render import words
from cio_digest.store import spending as table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from cio_digest.models import Polling, Source
    from cio_digest.networks.registry import Get
    from cio_digest.runs import Setup
    from cio_digest.store import Store


class Purse(NamedTuple):
    """A network's cap, in thousandths of a US dollar a month, and what was spent of it."""

    network: str
    cap: int
    spent: Bill

    def __str__(self) -> str:
        """Say it in words."""
        return f"{dollars(self.spent.mills)} of this month's {dollars(self.cap)} spent"


class Estimate(NamedTuple):
    """What a run costs at most: so many sources of a purse's network for up to ``most`` mills.

    ``used_up`` means that not one of them can be afforded.
    """

    purse: Purse
    sources: int
    most: int
    used_up: bool

    def __str__(self) -> str:
        """Say it in words."""
        network = self.purse.network
        many = "one source" if self.sources == 1 else f"{self.sources} sources"
        title = registry.kind(network).title
        line = f"{title}: {many} for up to {dollars(self.most)}; {self.purse}"
        hint = f", too much for another read; the cap stands under [accounts.{network}]"
        return line + hint if self.used_up else line


class Payment(NamedTuple):
    """What a run read and paid: ``posts`` for ``mills``, and the purse afterwards."""

    purse: Purse
    posts: int
    mills: int

    def __str__(self) -> str:
        """Say it in words."""
        title = registry.kind(self.purse.network).title
        posts = words.count(self.posts, "post")
        return f"{title}: {posts} read for {dollars(self.mills)}; {self.purse}"


def purses(db: Store, setup: Setup) -> list[Purse]:
    """A purse for each of the reader's accounts that costs money."""
    this_month = month(setup.now)
    return [
        Purse(name, round(account.cap * 1000), table.spent(db, name, this_month))
        for name, account in setup.config.accounts
        if registry.kind(name).price
    ]


def estimates(purses: Iterable[Purse], due: Sequence[tuple[Source, Polling]]) -> list[Estimate]:
    """What the sources that are due cost at most, by purse."""
    return [
        Estimate(purse, len(prices), sum(prices), purse.spent.mills + min(prices) > purse.cap)
        for purse in purses
        if (prices := [_price(*pair) for pair in due if pair[0].kind == purse.network])
    ]


def payments(before: Iterable[Purse], db: Store, setup: Setup) -> list[Payment]:
    """What was read and paid since the purses were as ``before``."""
    return [
        Payment(now, now.spent.posts - then.spent.posts, now.spent.mills - then.spent.mills)
        for then, now in zip(before, purses(db, setup), strict=True)
        if then.spent != now.spent
    ]


def caps(setup: Setup) -> dict[str, float]:
    """What each account may cost, in US dollars a month."""
    return {name: account.cap for name, account in setup.config.accounts}


def _price(source: Source, state: Polling) -> int:
    price = registry.kind(source.kind).price
    return price(source, state) if price else 0


def paying(
    get: Get,
    db: Store,
    caps: Mapping[str, float],
    now: datetime,
    aside: Aside = at_once,
) -> Get:
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
            return await _paid(get, db, aside, request, (request.price, month(now), cap))

    return ask


async def _paid(
    get: Get, db: Store, aside: Aside, request: Request, limit: tuple[Price, str, int]
) -> Response:
    price, when, cap = limit
    network = price.network
    if not await aside(partial(table.reserve, db, network, when, price.most, cap)):
        reason = await aside(partial(_used_up, db, network, when, cap))
        raise PutOffError(request.url, reason, lasting=True)
    bill = Bill(0, price.most)  # of an answer that was lost on its way, too
    try:
        response = await get(request._replace(price=None))
        bill = _bill(price, response)
    except FetchError as error:
        if error.status or error.unreachable or isinstance(error, PutOffError):
            bill = Bill()
        raise
    finally:
        await aside(partial(table.settle, db, network, when, price.most, bill))
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
