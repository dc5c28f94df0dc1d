"""Sessions of the AT protocol: kept, renewed, and opened anew only where nothing else helps."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import NOW
from tests.networks.conversations import Held, answer, hold, refused, source

from cio_digest.errors import FetchError, PutOffError
from cio_digest.models import Session
from cio_digest.networks import registry

if TYPE_CHECKING:
    from cio_digest.models.wire import Response

SERVER = "https://pds.example"
SEARCH = source("bluesky", SERVER, query="crm")
FOUND = answer({"posts": []})
OPENED = answer({"accessJwt": "new", "refreshJwt": "newer"})
EXPIRED = refused(400, {"error": "ExpiredToken", "message": "Token has expired"})


def token(hours: float | None, **claims: Any) -> str:
    """A JWT that lasts so many hours; ``None`` for one that does not say."""
    if hours is not None:
        claims["exp"] = int((NOW + timedelta(hours=hours)).timestamp())
    payload = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"eyJ0eXAiOiJKV1QifQ.{payload}.c2ln"


GOOD = Session(token(1), token(24 * 60))
OLD = Session(token(-1), token(24 * 60))


def search(session: Session | None, *answers: Response | FetchError) -> Held:
    access = registry.Access((), "me.example", "abcd-efgh", session)
    return hold(SEARCH, *answers, access=access)


def asked(held: Held) -> list[str]:
    """The last word of each request's path."""
    return [url.partition("?")[0].rpartition(".")[2] for url in held.urls]


def test_a_session_that_lasts_goes_on() -> None:
    """No password leaves the house."""
    held = search(GOOD, FOUND)
    assert asked(held) == ["searchPosts"]
    assert held.requests[0].private_headers == (("Authorization", f"Bearer {GOOD.access}"),)
    assert held.reading.session == GOOD


def test_one_that_is_over_is_renewed() -> None:
    """By its other token, which goes to the reader's own server alone; both are replaced."""
    held = search(OLD, OPENED, FOUND)
    assert asked(held) == ["refreshSession", "searchPosts"]
    renewal, found = held.requests
    assert (renewal.body, renewal.origin) == (b"", SERVER)
    assert renewal.private_headers == (("Authorization", f"Bearer {OLD.refresh}"),)
    assert found.private_headers == (("Authorization", "Bearer new"),)
    assert held.reading.session == Session("new", "newer")


@pytest.mark.parametrize(
    "session",
    [None, Session("", ""), Session(token(-1), token(-1)), Session(token(-1), "")],
    ids=["none", "empty", "both over", "no other token"],
)
def test_without_one_that_helps_it_is_opened(session: Session | None) -> None:
    """With user and password."""
    held = search(session, OPENED, FOUND)
    assert asked(held) == ["createSession", "searchPosts"]
    assert held.reading.session == Session("new", "newer")


@pytest.mark.parametrize(
    "refusal",
    [EXPIRED, refused(400, {"error": "InvalidToken"}), refused(401, {"error": "AuthMissing"})],
    ids=["expired", "invalid", "unauthorized"],
)
def test_a_refused_renewal_leads_to_a_new_session(refusal: FetchError) -> None:
    """As after months, or where the app password was replaced."""
    assert asked(search(OLD, refusal, OPENED, FOUND)) == [
        "refreshSession",
        "createSession",
        "searchPosts",
    ]


@pytest.mark.parametrize("body", ["<html>", "", {"x": 1}])
def test_an_odd_renewal_leads_to_a_new_session(body: object) -> None:
    """Whatever the server says instead of a session."""
    assert asked(search(OLD, answer(body), OPENED, FOUND))[1] == "createSession"


@pytest.mark.parametrize("hours", [1, None], ids=["lasting", "silent"])
def test_a_token_that_is_refused_all_the_same_is_renewed(hours: float | None) -> None:
    """The server has the last word on how long it lasts."""
    held = search(Session(token(hours), token(99)), EXPIRED, OPENED, FOUND)
    assert asked(held) == ["searchPosts", "refreshSession", "searchPosts"]
    assert held.reading.session == Session("new", "newer")


def test_a_fresh_session_that_is_refused_is_an_error() -> None:
    """Nothing is tried in circles."""
    with pytest.raises(FetchError, match="the session was not accepted"):
        search(None, OPENED, refused(400, {"error": "InvalidToken"}))


@pytest.mark.parametrize(
    "error",
    [refused(500), refused(429), FetchError("", "no answer"), PutOffError("", "left")],
    ids=["broken", "too many", "silent", "put off"],
)
def test_a_server_in_trouble_is_not_asked_for_another_session(error: FetchError) -> None:
    """The session may still be good."""
    with pytest.raises(type(error)):
        search(OLD, error)


@pytest.mark.parametrize(
    "odd", ["x", "a.b.c", "a..b", f"a.{base64.b64encode(b'[1]').decode()}.c", "é.é.é"]
)
def test_a_token_that_cannot_be_read_is_tried(odd: str) -> None:
    """To us it is a text."""
    assert asked(search(Session(odd, ""), FOUND)) == ["searchPosts"]
