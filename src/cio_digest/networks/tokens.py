"""Sessions of the AT protocol: one that is known goes on, is renewed, or a new one is opened.

API: https://docs.bsky.app/docs/api/com-atproto-server-create-session and
…/api/com-atproto-server-refresh-session. The tokens are JWTs (RFC 7519), whose ``exp`` says how
long they last.
"""

from __future__ import annotations

import json
from collections.abc import Generator
from typing import TYPE_CHECKING, TypeAlias

from cio_digest.errors import FetchError, ParseError
from cio_digest.models import Session
from cio_digest.models.wire import Access, Request, Response
from cio_digest.networks import answers, explain, links
from cio_digest.networks.kind import bearer
from cio_digest.parse import loose

if TYPE_CHECKING:
    from datetime import datetime

Opening: TypeAlias = Generator[Request, Response, Session]

_JSON = (("Accept", "application/json"),)
_STALE = frozenset({"ExpiredToken", "InvalidToken"})
_SPARE = 60  # seconds that a token should last to be of use


def session(server: str, access: Access, now: datetime) -> Opening:
    """The session that is known as long as it lasts, else a renewed or a new one."""
    if access.session and _lasts(access.session.access, now):
        return access.session
    return (yield from renewed(server, access, now))


def renewed(server: str, access: Access, now: datetime) -> Opening:
    """A session renewed, or a new one where that is not granted."""
    known = access.session
    if known and _lasts(known.refresh, now):
        address = links.address(server, "/xrpc/com.atproto.server.refreshSession")
        try:
            response = yield Request(address, _JSON, bearer(known.refresh), server, b"")
            return _session(response)
        except FetchError as error:
            if not is_stale(error):
                raise
        except ParseError:
            pass
    return (yield from opened(server, access))


def opened(server: str, access: Access) -> Opening:
    """A new session, for user and password."""
    credentials = {"identifier": access.user, "password": access.secret}
    response = yield Request(
        links.address(server, "/xrpc/com.atproto.server.createSession"),
        (*_JSON, ("Content-Type", "application/json")),
        origin=server,
        body=json.dumps(credentials).encode(),
    )
    return _session(response)


def is_stale(error: FetchError) -> bool:
    """Whether a token was refused, rather than what was asked with it."""
    return error.status == 401 or (error.status == 400 and explain.name(error) in _STALE)


def _session(response: Response) -> Session:
    document = answers.table(response)
    access, refresh = (loose.text(document.get(name)) for name in ("accessJwt", "refreshJwt"))
    if not access:
        raise answers.odd(response, "session")
    return Session(access, refresh)


def _lasts(token: str, now: datetime) -> bool:
    """Whether a token is not known to be over; one that does not say is tried."""
    import base64

    try:
        claims = token.split(".")[1]
        payload = base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4))
        until = loose.count(loose.table(json.loads(payload)).get("exp"))
    except (ValueError, IndexError, RecursionError):
        until = None
    return bool(token) and (until is None or until > now.timestamp() + _SPARE)
