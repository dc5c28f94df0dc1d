"""The digest to Teams, Slack and other services: to which, whether they have it, and its way."""

from __future__ import annotations

import asyncio
from json import dumps
from typing import TYPE_CHECKING

from cio_digest.deliver import registry, service
from cio_digest.errors import CioDigestError, ConfigError, DeliveryError, FetchError
from cio_digest.models import Secret
from cio_digest.render import harmless, subject
from cio_digest.runs import hooks, waiting
from cio_digest.text.characters import shorten

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence

    from cio_digest.fetch import Client
    from cio_digest.fetch.keyring import Keyring
    from cio_digest.fetch.sending import Letter
    from cio_digest.models import Delivery, Digest
    from cio_digest.runs import Setup

    Pause = Callable[[float, DeliveryError], Awaitable[None]]

# Seconds before the second, third and fourth attempt, where the service asks for none of its own.
PAUSES = (15.0, 60.0, 300.0)
LONGEST = 300.0  # seconds that a service may ask to wait; the schedule comes again after more
_TEMPORARY = frozenset({408, 425, 429, 500, 502, 503, 504})
_SAID = 200  # characters of what a service says of a refusal


def called(delivery: Delivery) -> str:
    """``team (Slack)``."""
    return f"{delivery.name} ({registry.service(delivery.to).title})"


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
    if unknown := next((name for name in names if name not in every), ""):
        from cio_digest.config.problems import nearest, shown

        near = nearest(unknown, every) or f"; there are {', '.join(every)}"
        raise ConfigError(f"there is no delivery {shown(unknown)}{near}")
    return tuple(every[name] for name in dict.fromkeys(names or every))


def open_ones(setup: Setup, deliveries: Iterable[Delivery], digest: Digest) -> list[Delivery]:
    """Those that have not got the digest of that day.

    Raises:
        StoreError: the store cannot be used.
    """
    from cio_digest.store import entries, opened

    day = digest.date.toordinal()
    with opened(setup.store) as db:
        return [each for each in deliveries if entries.fact(db, _fact(each)) != day]


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
    return waiting.run(_all(setup, deliveries, digest, mark, pause))


def check(setup: Setup, delivery: Delivery) -> str:
    """See whether its address and its secrets can be had, and send nothing.

    Raises:
        DeliveryError: they cannot.
    """
    from cio_digest.fetch.keyring import Keyring

    async def reveal() -> None:
        await revealed(delivery, Keyring(setup.env))

    waiting.run(reveal())
    return f"{called(delivery)}: all that it takes is at hand, and nothing was sent"


def failed(setup: Setup, refusals: Iterable[DeliveryError]) -> list[str]:
    """Tell the reader's own program of refusals; gives what went wrong with it."""
    reason = "; ".join(map(str, refusals))
    return hooks.failed(setup, "deliver", reason) if reason else []


async def _all(
    setup: Setup, deliveries: Sequence[Delivery], digest: Digest, mark: str, pause: Pause
) -> list[DeliveryError]:
    from cio_digest.fetch import client
    from cio_digest.fetch.keyring import Keyring

    keys = Keyring(setup.env)
    async with client() as opened_client:

        async def one(delivery: Delivery) -> DeliveryError | None:
            try:
                letter = await _letter(delivery, digest, mark, keys)
                await _persistently(opened_client, delivery, letter, pause)
            except DeliveryError as error:
                return error
            _remember(setup, delivery, digest)
            return None

        answers = await asyncio.gather(*map(one, deliveries))
    return [answer for answer in answers if answer]


async def revealed(delivery: Delivery, keys: Keyring) -> tuple[str, dict[str, str]]:
    """The address and the headers of a delivery, with all secrets in them.

    Raises:
        DeliveryError: one cannot be had, or the address is none.
    """
    from cio_digest.config import addresses
    from cio_digest.config.problems import Wrong
    from cio_digest.fetch import credentials

    try:
        url = await _plain(delivery.url, keys)
        fields = {name: await _plain(value, keys) for name, value in delivery.headers}
        if delivery.token:
            fields["Authorization"] = f"Bearer {await keys.reveal(delivery.token)}"
        if delivery.auth:
            password = await keys.reveal(delivery.auth.password)
            fields["Authorization"] = credentials.basic(delivery.auth.user, password)
    except CioDigestError as error:
        raise DeliveryError(f"{called(delivery)}: {error}") from None
    try:
        flaw = registry.service(delivery.to).flaw(addresses.address(url))
    except Wrong:
        flaw = "is no http(s) address"
    if flaw:
        raise DeliveryError(f"{called(delivery)}: what url gives {flaw}")
    return url, fields


async def _plain(value: str | Secret, keys: Keyring) -> str:
    return await keys.reveal(value) if isinstance(value, Secret) else value


async def _letter(delivery: Delivery, digest: Digest, mark: str, keys: Keyring) -> Letter:
    from cio_digest.fetch.sending import Letter

    url, fields = await revealed(delivery, keys)
    to = service.Destination(url, delivery.room, mark)
    parcel = registry.service(delivery.to).parcel(digest, to)
    return Letter(
        parcel.url,
        service.body(parcel.document),
        parcel.method,
        (*parcel.headers, *fields.items()),
        _secrets(url, fields),
        delivery.private,
    )


def _secrets(url: str, fields: Mapping[str, str]) -> tuple[str, ...]:
    """The credentials, also without the scheme before them."""
    return (url, *(part for value in fields.values() for part in (value, value.split(" ")[-1])))


async def _persistently(client: Client, delivery: Delivery, letter: Letter, pause: Pause) -> None:
    """Send it, up to four times where that may help.

    Raises:
        DeliveryError: the service did not take it.
    """
    for wait in (*PAUSES, None):
        try:
            await _once(client, delivery, letter)
        except DeliveryError as error:
            seconds = wait if error.wait is None else error.wait
            if not error.temporary or wait is None or seconds is None or seconds > LONGEST:
                raise
            await pause(seconds, error)
        else:
            return


async def _once(client: Client, delivery: Delivery, letter: Letter) -> None:
    from cio_digest.fetch import sending

    kind = registry.service(delivery.to)
    try:
        answer = await sending.send(client, letter)
    except FetchError as error:
        wait = error.retry_after
        if wait is None and error.body:
            wait = kind.rest(error.body) or None
        raise DeliveryError(
            f"{called(delivery)}: {error}{_said(error.body)}",
            temporary=error.status in _TEMPORARY or error.unreachable,
            wait=wait,
        ) from None
    if fault := kind.fault(answer):
        raise DeliveryError(f"{called(delivery)}: {fault}{_said(answer)}")


def _said(answer: bytes) -> str:
    """What a service says of a refusal, on one line; a page of HTML says nothing."""
    text = harmless.text(answer.decode("utf-8", "replace"))
    return f": {shorten(text, _SAID)}" if text and not text.startswith("<") else ""


def _remember(setup: Setup, delivery: Delivery, digest: Digest) -> None:
    """Note that it was delivered, unless a later day's was before."""
    from cio_digest.store import entries, if_writable, opened

    day = digest.date.toordinal()
    with opened(setup.store) as db:
        if entries.fact(db, _fact(delivery)) < day:
            with if_writable(db):
                entries.remember(db, _fact(delivery), day)


def _fact(delivery: Delivery) -> str:
    return f"delivered {delivery.name}"
