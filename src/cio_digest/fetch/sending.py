"""One document to an address of the reader's own, and the answer to it: no redirect is followed.

An address that takes messages is mostly a secret, so an error names its host alone. RFC 9110,
section 15: every 2xx is success, and what a 3xx asks for would hand secret and text to another.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl, urljoin, urlsplit

import aiohttp

from cio_digest import masking
from cio_digest.errors import FetchError
from cio_digest.fetch import codings, failures, headers, secrets
from cio_digest.fetch.retry import retry_after
from cio_digest.fetch.targets import target
from cio_digest.text.inside import is_inside

if TYPE_CHECKING:
    from cio_digest.fetch.client import Client

_SECRET = 12  # characters of a part of an address that is a key rather than a word
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
        hidden = masking.forms({*_parts(letter.url), *letter.secrets})
        body = secrets.hidden_bytes(await _beginning(answer), hidden)
        if 200 <= answer.status < 300:
            return body
        raise _refusal(letter.url, place, answer, body, hidden)


async def _beginning(answer: aiohttp.ClientResponse) -> bytes:
    body = b""
    with suppress(aiohttp.ClientPayloadError):  # the status is enough to tell
        while len(body) < _LARGEST and (part := await answer.content.read(_LARGEST - len(body))):
            body += part
    coding = ",".join(answer.headers.getall("Content-Encoding", ()))
    return codings.beginning(body, coding, _LARGEST)


def _refusal(
    url: str, place: str, answer: aiohttp.ClientResponse, body: bytes, hidden: tuple[str, ...]
) -> FetchError:
    if location := answer.headers.get("Location", "") if 300 <= answer.status < 400 else "":
        to = _place(urljoin(url, location))
        return FetchError(place, f"redirects to {to}, where nothing was sent; write that address")
    reason = f"answered {answer.status} {answer.reason or ''}".rstrip()
    return FetchError(
        place,
        masking.replaced(reason, hidden),
        status=answer.status,
        retry_after=retry_after(headers.of(answer, hidden)),
        body=body,
    )


def _parts(url: str) -> set[str]:
    """An address, and those parts of it that may be a secret by themselves."""
    parts = urlsplit(url)
    words = {*parts.path.split("/"), *(value for _, value in parse_qsl(parts.query))}
    return {url, parts.path, *(word for word in words if len(word) >= _SECRET)} - {"/", ""}


def _place(url: str) -> str:
    """The scheme and host of an address: all of it that may be shown."""
    with suppress(ValueError):
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
    return "the address"
