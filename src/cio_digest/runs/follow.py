"""What is at an address or account that the reader may want to follow, before it is followed."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from cio_digest.config import schema
from cio_digest.config.searches import Presence, of_presence
from cio_digest.errors import CioDigestError
from cio_digest.lists.followed import Followed
from cio_digest.models import Voice
from cio_digest.runs import ask, discover, waiting
from cio_digest.runs.connection import connected
from cio_digest.runs.naming import states
from cio_digest.text import handles

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from cio_digest.models import Entry, Source
    from cio_digest.networks.registry import Get
    from cio_digest.runs import Setup
    from cio_digest.runs.discover import Offer
    from cio_digest.runs.spending import Payment

T = TypeVar("T")


class Prospect(NamedTuple):
    """What may be followed: its name, the table it would be in feeds.toml, and what it holds now.

    ``fault`` says what is wrong where it cannot be read, ``payments`` what asking it cost, ``note``
    what its network says of it.
    """

    name: str
    table: dict[str, Any]
    source: Source
    entries: Sequence[Entry] = ()
    fault: str = ""
    payments: Sequence[Payment] = ()
    note: str = ""


def account(setup: Setup, network: str, handle: str, options: Mapping[str, Any]) -> Prospect:
    """An account on a network; ``options`` are further keys of its table.

    Raises:
        CioDigestError: it is followed already.
    """
    accounts = dict(setup.config.accounts)
    (source,) = of_presence(Presence(Voice(handle), ((network, handle),)), accounts)
    _refuse_followed(setup, source.key)
    answer, payments = waiting.run(_present(setup, source))
    author = _author(answer.entries, handles.key(network, handle))
    rest = {key: value for key, value in options.items() if key != "title"}
    name = options.get("title") or author or handle
    table = {"name": name, network: handle, **rest}
    fault = answer.fault or answer.left
    return Prospect(name, table, source, answer.entries, fault, payments, answer.after.error)


def _author(entries: Sequence[Entry], key: str) -> str:
    """The name of an account, which also passes on what others wrote."""
    own = [each for each in entries if handles.key(each.network, each.handle) == key]
    names = Counter(each.author for each in own or entries if each.author)
    return next((name for name, _ in names.most_common(1)), "")


def offers(setup: Setup, address: str) -> list[Offer]:
    """The feeds at an address, best first.

    Raises:
        CioDigestError: it has none, does not answer, or is followed already.
    """
    _refuse_followed(setup, address)
    return waiting.run(_connected(setup, partial(discover.feeds, address)))


def feed(setup: Setup, offer: Offer, options: Mapping[str, Any]) -> Prospect:
    """A feed that was offered; ``options`` are further keys of its table.

    Raises:
        CioDigestError: it cannot be read, or is followed already.
    """
    offer = waiting.run(_connected(setup, partial(discover.read, offer)))
    _refuse_followed(setup, offer.url, *offer.asked)
    assert offer.feed is not None  # noqa: S101 - it was read
    source = schema.feed({"url": offer.url})
    name = options.get("title") or offer.title or offer.url
    table = {"url": offer.url, "title": name, **options}
    return Prospect(name, table, source, ask.entries(source, offer.feed, setup.now))


def _refuse_followed(setup: Setup, *addresses: str) -> None:
    """Raise for what is followed already, however its address is written."""
    where = Followed(setup.config.sources, states(setup)).where(*addresses)
    if where:
        raise CioDigestError(f"{addresses[0]} is followed already ({where})")


async def _present(setup: Setup, source: Source) -> tuple[ask.Answer, list[Payment]]:
    async with connected(setup, [source.kind]) as connection:
        return await ask.present(source, connection, setup.now), connection.payments()


async def _connected(setup: Setup, work: Callable[[Get], Awaitable[T]]) -> T:
    async with connected(setup, ()) as connection:
        return await work(connection.get)
