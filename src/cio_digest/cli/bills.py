"""What networks that cost money will cost, and did: a line for each."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.cli.failures import say
from cio_digest.networks import registry
from cio_digest.runs import spending
from cio_digest.store import opened
from cio_digest.store import spending as table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cio_digest.cli.setup import Setup
    from cio_digest.models import Polling, Source
    from cio_digest.models.wire import Bill
    from cio_digest.store import Store


class Purse(NamedTuple):
    """A network's cap, in thousandths of a US dollar a month, and what was spent of it."""

    network: str
    cap: int
    spent: Bill

    def __str__(self) -> str:
        """Say it in words."""
        spent, cap = spending.dollars(self.spent.mills), spending.dollars(self.cap)
        return f"{spent} of this month's {cap} spent"


class Estimate(NamedTuple):
    """What a run costs at most, in words; ``used_up`` where not one source can be afforded."""

    line: str
    used_up: bool


def purses(db: Store, started: Setup) -> list[Purse]:
    """A purse for each of the reader's accounts that costs money."""
    month = spending.month(started.now)
    return [
        Purse(name, round(account.cap * 1000), table.spent(db, name, month))
        for name, account in started.config.accounts
        if registry.kind(name).price
    ]


def estimates(found: Iterable[Purse], due: Sequence[tuple[Source, Polling]]) -> list[Estimate]:
    """What the sources that are due cost at most, by purse."""
    return [
        _estimate(purse, prices)
        for purse in found
        if (prices := [_price(*pair) for pair in due if pair[0].kind == purse.network])
    ]


def paid(before: Iterable[Purse], after: Iterable[Purse]) -> list[str]:
    """What was read and paid in between."""
    return [
        f"{registry.kind(now.network).title}: {now.spent.posts - then.spent.posts} posts read for "
        f"{spending.dollars(now.spent.mills - then.spent.mills)}; {now}"
        for then, now in zip(before, after, strict=True)
        if then.spent != now.spent
    ]


@contextmanager
def charged(started: Setup, names: Sequence[str], get: registry.Get) -> Iterator[registry.Get]:
    """A way to ask networks that pays for what has a price, and says at the end what it was.

    Raises:
        StoreError: one of them costs money, and the store cannot be used.
    """
    if not any(registry.kind(name).price for name in names):
        yield get
        return
    with opened(started.store) as db:
        before = purses(db, started)
        yield spending.paying(get, db, caps(started), started.now)
        say(*paid(before, purses(db, started)))


def caps(started: Setup) -> dict[str, float]:
    """What each account may cost, in US dollars a month."""
    return {name: account.cap for name, account in started.config.accounts}


def _estimate(purse: Purse, prices: Sequence[int]) -> Estimate:
    many = "one source" if len(prices) == 1 else f"{len(prices)} sources"
    title, most = registry.kind(purse.network).title, spending.dollars(sum(prices))
    line = f"{title}: {many} for up to {most}; {purse}"
    used_up = purse.spent.mills + min(prices) > purse.cap
    hint = f", too much for another read; the cap stands under [accounts.{purse.network}]"
    return Estimate(line + hint if used_up else line, used_up)


def _price(source: Source, state: Polling) -> int:
    price = registry.kind(source.kind).price
    return price(source, state) if price else 0
