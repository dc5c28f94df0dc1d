"""Credentials to words without them: what a server echoes must reach no store and no listing."""

from __future__ import annotations

import base64
import json
import re
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from cio_digest import masking

if TYPE_CHECKING:
    from cio_digest.models.wire import Request

_IN_A_FEED = 8  # characters: a shorter secret may stand in an answer that is wanted by chance
# Fields of a session's request that are none, and headers whose values anybody may know.
_HIDDEN = re.compile(r"key|token|secret|pass|credential", re.IGNORECASE)
_PUBLIC = frozenset(
    "accept accept-encoding accept-language cache-control content-type origin user-agent".split()
)


def known(request: Request) -> tuple[str, ...]:
    """The credentials that a request carries, in each of the forms they may come back in."""
    if not (request.private_headers or request.body or request.proxy):
        return ()
    plain = set()
    for name, value in request.private_headers:
        if name.lower() not in _PUBLIC:
            plain |= {value, *_parts(value)}
    plain |= _of_body(request.body or b"")
    with suppress(ValueError):  # no address, and so no password that anybody was told
        plain.add(unquote(urlsplit(request.proxy).password or ""))
    return masking.forms(plain)


def hidden_bytes(body: bytes, secrets: tuple[str, ...], *, is_content: bool = False) -> bytes:
    """A body without the secrets; of one that is ``is_content``, what short ones could be stays."""
    for secret in secrets:
        if len(secret) >= (_IN_A_FEED if is_content else masking.SHORTEST):
            body = body.replace(secret.encode("utf-8", "replace"), masking.MASK.encode())
    return body


def _parts(value: str) -> set[str]:
    """What a header's value says: the words behind its scheme, a password, a cookie's value."""
    scheme, _, rest = value.partition(" ")
    parts = {rest, *(pair.partition("=")[2] for pair in re.split(r";\s*", value))}
    if scheme.lower() == "basic":
        with suppress(ValueError):  # whatever it is then, it is hidden as it stands
            parts.add(base64.b64decode(rest).decode().partition(":")[2])
    return parts


def _of_body(body: bytes) -> set[str]:
    try:
        fields = json.loads(body)
    except ValueError:
        return set()
    pairs = fields.items() if isinstance(fields, dict) else ()
    return {text for name, text in pairs if isinstance(text, str) and _HIDDEN.search(name)}


def same_host(one: str, other: str) -> bool:
    """Whether two addresses have the same scheme, host and port, so that secrets may follow.

    A step from http to https on the same host counts as the same.
    """
    a, b = urlsplit(one), urlsplit(other)
    if a.hostname != b.hostname:
        return False
    return (a.scheme, a.port) == (b.scheme, b.port) or (
        b.scheme == "http" and a.scheme == "https" and not a.port and not b.port
    )
