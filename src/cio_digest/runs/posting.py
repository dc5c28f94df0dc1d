"""One delivery on its way: its secrets revealed, sent as often as helps, its refusal in a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.deliver import registry, service
from cio_digest.errors import CioDigestError, DeliveryError, FetchError
from cio_digest.models import Secret
from cio_digest.render import harmless
from cio_digest.text.characters import shorten

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from cio_digest.fetch import Client
    from cio_digest.fetch.keyring import Keyring
    from cio_digest.fetch.sending import Letter
    from cio_digest.models import Delivery, Digest

    Pause = Callable[[float, DeliveryError], Awaitable[None]]

# Seconds before the second, third and fourth attempt, where the service asks for none of its own.
PAUSES = (15.0, 60.0, 300.0)
LONGEST = 300.0  # seconds that a service may ask to wait; the schedule comes again after more
_TEMPORARY = frozenset({408, 425, 429, 500, 502, 503, 504})
_SAID = 200  # characters of what a service says of a refusal


def called(delivery: Delivery) -> str:
    """``team (Slack)``."""
    return f"{delivery.name} ({registry.service(delivery.to).title})"


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


async def letter(delivery: Delivery, digest: Digest, mark: str, keys: Keyring) -> Letter:
    """What is sent of a digest; ``mark`` names it.

    Raises:
        DeliveryError: a secret cannot be had.
    """
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


async def post(client: Client, delivery: Delivery, letter: Letter, pause: Pause) -> None:
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
            f"{called(delivery)}: {harmless.text(str(error))}{_said(error.body)}",
            temporary=error.status in _TEMPORARY or error.unreachable,
            wait=wait,
        ) from None
    if fault := kind.fault(answer):
        raise DeliveryError(f"{called(delivery)}: {fault}{_said(answer)}")


def _said(answer: bytes) -> str:
    """What a service says of a refusal, on one line; a page of HTML says nothing."""
    text = harmless.text(answer.decode("utf-8", "replace"))
    return f": {shorten(text, _SAID)}" if text and not text.startswith("<") else ""
