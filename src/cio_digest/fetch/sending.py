"""One document to an address of the reader's own, and the answer to it: no redirect is followed.

An address that takes messages is mostly a secret, so an error names its host alone. RFC 9110,
section 15: every 2xx is success, and what a 3xx asks for would hand secret and text to another.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin, urlsplit

import aiohttp

from cio_digest import masking
from cio_digest.errors import FetchError
from cio_digest.fetch import codings, failures, headers
from cio_digest.fetch.retry import retry_after
from cio_digest.fetch.targets import target
from cio_digest.text.inside import is_inside

if TYPE_CHECKING:
    from cio_digest.fetch.client import Client

_LARGEST = 64_000  # bytes of an answer, of which the first are enough
_JSON = {"Content-Type": "application/json", "Accept": "*/*"}


class Letter(NamedTuple):
    """A document in JSON, where it goes to and what is sent with it.

    ``secrets`` are never repeated; ``inside`` says that a public name leads into a private network.
    """

    url: str
    body: bytes
    method: str = "POST"
    headers: tuple[tuple[str, str], ...] = ()
    secrets: tuple[str, ...] = ()
    inside: bool = False


async def send(client: Client, letter: Letter) -> bytes:
    """The beginning of what the server answered, once it has taken the document.

    Raises:
        FetchError: it did not; ``url`` is no more than the host.
    """
    place = _place(letter.url)
    try:
        return await asyncio.wait_for(_sent(client, letter, place), client.limits.total)
    except failures.FAULTS as error:
        raise failures.explain(place, error, client.limits.total, own=True) from None


async def _sent(client: Client, letter: Letter, place: str) -> bytes:
    try:
        address = target(letter.url)
    except FetchError as error:
        raise FetchError(place, error.reason) from None
    trusted = letter.inside or is_inside(urlsplit(letter.url).hostname or "")
    session, proxy = await client.way(letter.url, trusted=trusted)
    async with session.request(
        letter.method,
        address,
        headers={**_JSON, **dict(letter.headers)},
        data=letter.body,
        allow_redirects=False,
        proxy=proxy,
    ) as answer:
        body = await _beginning(answer)
        if 200 <= answer.status < 300:
            return body
        raise _refusal(letter, place, answer, body)


async def _beginning(answer: aiohttp.ClientResponse) -> bytes:
    body = b""
    with suppress(aiohttp.ClientPayloadError):  # the status is enough to tell
        while len(body) < _LARGEST and (part := await answer.content.read(_LARGEST - len(body))):
            body += part
    coding = ",".join(answer.headers.getall("Content-Encoding", ()))
    return codings.beginning(body, coding, _LARGEST)


def _refusal(letter: Letter, place: str, answer: aiohttp.ClientResponse, body: bytes) -> FetchError:
    hidden = masking.forms({letter.url, urlsplit(letter.url).path, *letter.secrets} - {"", "/"})
    if location := answer.headers.get("Location", "") if 300 <= answer.status < 400 else "":
        to = _place(urljoin(letter.url, location))
        return FetchError(place, f"redirects to {to}, where nothing was sent; write that address")
    reason = f"answered {answer.status} {answer.reason or ''}".rstrip()
    return FetchError(
        place,
        masking.replaced(reason, hidden),
        status=answer.status,
        retry_after=retry_after(headers.of(answer, hidden)),
        body=masking.replaced(body.decode("utf-8", "replace"), hidden).encode(),
    )


def _place(url: str) -> str:
    """The scheme and host of an address: all of it that may be shown."""
    with suppress(ValueError):
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
    return "the address"
