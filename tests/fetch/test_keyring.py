"""Credentials of a run: each had once, however many sources want it at the same time."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

import pytest

from cio_digest.errors import CioDigestError
from cio_digest.fetch.keyring import Keyring
from cio_digest.models import Auth, Secret, Session, Source

if TYPE_CHECKING:
    from pathlib import Path

    from cio_digest.networks.registry import Access

COUNT = "import sys; open(sys.argv[1], 'a').write('x'); print('s3cret')"


def all_of(keys: Keyring, *wanted: Source) -> list[Access]:
    async def run() -> list[Access]:
        return list(await asyncio.gather(*(keys.access(source) for source in wanted)))

    return asyncio.run(run())


def test_a_command_runs_once_a_run(tmp_path: Path) -> None:
    """Nobody is asked for their password manager's word twenty times."""
    log = tmp_path / "log"
    secret = Secret(command=(sys.executable, "-c", COUNT, str(log)))
    wanted = [
        Source(str(n), "bluesky", "https://bsky.social", login=Auth("me", secret))
        for n in range(20)
    ]
    found = all_of(Keyring({}), *wanted)
    assert {(access.user, access.secret) for access in found} == {("me", "s3cret")}
    assert log.read_text() == "x"


def test_headers_and_passwords() -> None:
    """Literal headers as they are, hidden ones revealed, a password as basic authentication."""
    wanted = Source(
        "k",
        "feed",
        "https://a.example/f",
        headers=(("Accept", "text/xml"), ("X-Key", Secret(env="KEY"))),
        auth=Auth("me", Secret(env="PW")),
    )
    (access,) = all_of(Keyring({"KEY": "k3y", "PW": "pw"}), wanted)
    assert access.headers == (
        ("Accept", "text/xml"),
        ("X-Key", "k3y"),
        ("Authorization", "Basic bWU6cHc="),
    )


def test_a_known_session_goes_along_with_its_own_account_only() -> None:
    """By server and user."""
    login = Auth("me", Secret(env="PW"))
    mine = Source("k", "bluesky", "https://bsky.social", login=login)
    other = mine._replace(login=login._replace(user="you"))
    known = {"bluesky https://bsky.social me": Session("a", "r")}
    first, second = all_of(Keyring({"PW": "x"}, known), mine, other)
    assert (first.session, second.session) == (Session("a", "r"), None)


def test_a_missing_credential_fails_each_that_wants_it() -> None:
    """With the same line."""
    login = Auth("", Secret(env="NONE"))
    wanted = [Source(str(n), "x", "https://x.example", login=login) for n in range(3)]

    async def run() -> list[object]:
        keys = Keyring({})
        asked = (keys.access(source) for source in wanted)
        return list(await asyncio.gather(*asked, return_exceptions=True))

    errors = asyncio.run(run())
    assert [str(error) for error in errors] == ["environment variable NONE is not set"] * 3
    assert all(isinstance(error, CioDigestError) for error in errors)
    with pytest.raises(CioDigestError):
        asyncio.run(Keyring({}).access(wanted[0]))
