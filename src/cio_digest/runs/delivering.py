"""The digest to Teams, Slack and other services: to which of them, and whether they have it."""

from __future__ import annotations

import asyncio
from json import dumps
from typing import TYPE_CHECKING

from cio_digest.deliver import registry, service
from cio_digest.errors import ConfigError, DeliveryError
from cio_digest.render import subject
from cio_digest.runs import hooks, posting, waiting
from cio_digest.store import facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cio_digest.models import Delivery, Digest
    from cio_digest.runs import Setup
    from cio_digest.runs.posting import Pause


def chosen(setup: Setup, names: Sequence[str]) -> tuple[Delivery, ...]:
    """The deliveries of these names, else all that are configured.

    Raises:
        ConfigError: there are none, or none of that name.
    """
    every = {delivery.name: delivery for delivery in setup.config.deliveries}
    if not every:
        raise ConfigError(
            f"{setup.config.path}: says nowhere to deliver the digest to; "
            'add [deliver.NAME] with to = "teams", for one (docs/deliver.md)'
        )
    if unknown := [name for name in names if name not in every]:
        from cio_digest.config.problems import nearest, shown

        near = nearest(unknown[0], every) or f"; there are {', '.join(every)}"
        raise ConfigError(f"there is no delivery {shown(unknown[0])}{near}")
    return tuple(every[name] for name in dict.fromkeys(names or every))


def open_ones(setup: Setup, deliveries: Iterable[Delivery], digest: Digest) -> list[Delivery]:
    """Those that have not got the digest of that day.

    Raises:
        StoreError: the store cannot be used.
    """
    from cio_digest.store import opened

    day = digest.date.toordinal()
    with opened(setup.store) as db:
        return [each for each in deliveries if facts.number(db, _fact(each)) != day]


def document(delivery: Delivery, digest: Digest) -> str:
    """What would be sent, as JSON to read."""
    url = delivery.url if isinstance(delivery.url, str) else ""
    to = service.Destination(url, delivery.room, subject.mark(digest))
    parcel = registry.service(delivery.to).parcel(digest, to)
    return dumps(parcel.document, ensure_ascii=False, indent=2) + "\n"


def send(
    setup: Setup, deliveries: Sequence[Delivery], digest: Digest, pause: Pause, *, again: bool
) -> list[DeliveryError]:
    """Deliver a digest to all at once, and give the refusals.

    A service that refuses for now is asked again, after ``pause`` was called with the seconds to
    wait and the refusal. ``again`` says that it was delivered before, and is to be shown anew.
    """
    mark = subject.mark(digest)
    if again:
        mark += f".{setup.now:%H%M%S}"
    answers = waiting.run(_all(setup, deliveries, digest, mark, pause))
    pairs = zip(deliveries, answers, strict=True)
    _remember(setup, [delivery for delivery, error in pairs if not error], digest)
    return [error for error in answers if error]


def check(setup: Setup, delivery: Delivery) -> str:
    """See whether its address and its secrets can be had, and send nothing.

    Raises:
        DeliveryError: they cannot.
    """
    from cio_digest.fetch.keyring import Keyring

    async def reveal() -> None:
        await posting.revealed(delivery, Keyring(setup.env))

    waiting.run(reveal())
    return f"{posting.called(delivery)}: all that it takes is at hand, and nothing was sent"


def failed(setup: Setup, refusals: Iterable[DeliveryError]) -> list[str]:
    """Tell the reader's own program of refusals; gives what went wrong with it."""
    reason = "; ".join(map(str, refusals))
    return hooks.failed(setup, "deliver", reason) if reason else []


async def _all(
    setup: Setup, deliveries: Sequence[Delivery], digest: Digest, mark: str, pause: Pause
) -> list[DeliveryError | None]:
    from cio_digest.fetch.client import client
    from cio_digest.fetch.keyring import Keyring

    keys = Keyring(setup.env)
    async with client() as opened_client:

        async def one(delivery: Delivery) -> DeliveryError | None:
            try:
                letter = await posting.letter(delivery, digest, mark, keys)
                await posting.post(opened_client, delivery, letter, pause)
            except DeliveryError as error:
                return error
            return None

        return await asyncio.gather(*map(one, deliveries))


def _remember(setup: Setup, deliveries: Iterable[Delivery], digest: Digest) -> None:
    """Note what was delivered, unless a later day's digest was before."""
    from cio_digest.store import if_writable, opened

    day = digest.date.toordinal()
    with opened(setup.store) as db:
        for delivery in deliveries:
            if facts.number(db, _fact(delivery)) < day:
                with if_writable(db):
                    facts.remember(db, _fact(delivery), day)


def _fact(delivery: Delivery) -> str:
    return f"delivered {delivery.name}"
