"""Accounts and private feeds tried: what the doctor says of each."""

from __future__ import annotations

import asyncio
import os
import sys
from typing import TYPE_CHECKING

import pytest
from tests.cli.answers import FEED, XRPC, Answering, page
from tests.conftest import NOW, Page, Site

from cio_digest import config
from cio_digest.fetch.client import Limits, client
from cio_digest.runs import Setup, accounts
from cio_digest.runs.connection import over

if TYPE_CHECKING:
    from cio_digest.models.wire import Request, Response

Rows = list[tuple[str, str, str]]


def tried(toml: str, *, online: bool = True, moved: str = "") -> Rows:
    """The rows about credentials; with ``moved`` every host is to be found at that address."""
    started = Setup(config.parse(toml, "feeds.toml"), ":memory:", NOW)

    async def ask() -> Rows:
        async with client(Limits(connect=10, total=20, gap=0)) as opened:

            async def get(request: Request) -> Response:
                path = request.url.split("/", 3)[3]
                here = request._replace(url=f"{moved}/{path}", origin=moved) if moved else request
                return await opened.get(here)

            connection = over(get, os.environ)
            return await accounts.rows(started, connection.keys, connection if online else None)

    return asyncio.run(ask())


ERRORS = {
    "bluesky": (401, {"error": "AuthenticationRequired", "message": "Invalid identifier"}),
    "mastodon": (401, {"error": "The access token is invalid"}),
    "x": (401, {"title": "Unauthorized", "detail": "Unauthorized"}),
}
FINE = {
    "bluesky": "signed in as @me.example",
    "mastodon": "signed in as @ada",
    "x": "the token is good; X counts 1,204 posts read in its own month",
}
WRONG = {
    "bluesky": "Invalid identifier; check user and password under [accounts.bluesky]",
    "mastodon": "The access token is invalid; the server wants a token: check or put one",
    "x": "answered 401 Unauthorized; is the bearer token under [accounts.x] still good?",
}
TITLES = {"bluesky": "Bluesky", "mastodon": "Mastodon", "x": "X"}
PATHS = {
    "bluesky": (f"{XRPC}createSession", {"accessJwt": "a", "refreshJwt": "r"}),
    "mastodon": ("/api/v1/accounts/verify_credentials", {"username": "ada"}),
    "x": ("/2/usage/tweets", {"data": {"project_usage": "1204"}}),
}


def account(site: Site, name: str) -> str:
    user = 'user = "me.example"\npassword' if name == "bluesky" else "token"
    return (
        f'[[feeds]]\nurl = "{site.url("/feed")}"\n'
        f'[accounts.{name}]\nserver = "{site.url("")}"\n{user} = {{ env = "PW" }}\n'
    )


@pytest.fixture
def secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """The credential is in the environment."""
    monkeypatch.setenv("PW", "s3cret")


@pytest.mark.usefixtures("secret")
@pytest.mark.parametrize("name", PATHS)
def test_an_account_is_tried(site: Site, name: str) -> None:
    """A good one says whose it is, a refused one what to do, and so does another answer."""
    path, body = PATHS[name]
    site.pages = Answering(
        {
            path: page(body),
            f"{XRPC}getSession": page({"handle": "me.example"}),
            "/api/v2/search": page({"statuses": []}),
        }
    )
    toml, at = account(site, name), f"{TITLES[name]} at {site.host}"
    assert tried(toml) == [("account", "fine", f"{at}: {FINE[name]}")]
    status, said = ERRORS[name]
    site.pages[path] = page(said, status)
    ((_, state, what),) = tried(toml)
    assert state == "wrong"
    assert what.startswith(f"{at}: answered 401 Unauthorized")
    assert WRONG[name] in what
    site.pages[path] = Page(b"<html><title>Down</title></html>")
    ((_, state, what),) = tried(toml)
    assert (state, what) == ("wrong", f"{at}: an HTML page where an answer in JSON should be")


@pytest.mark.parametrize("name", PATHS)
def test_a_missing_credential_is_named(site: Site, name: str) -> None:
    """With the network or without; nothing is asked."""
    toml, at = account(site, name), f"{TITLES[name]} at {site.host}"
    missing = ("account", "wrong", f"{at}: environment variable PW is not set")
    assert tried(toml) == tried(toml, online=False) == [missing]
    assert site.seen == []


@pytest.mark.usefixtures("secret")
def test_offline_nothing_is_asked(site: Site) -> None:
    """That the credential is at hand is all that can be said."""
    ((_, state, what),) = tried(account(site, "x"), online=False)
    assert (state, what) == (
        "fine",
        f"X at {site.host}: the credential is at hand, and was not tried",
    )
    assert site.seen == []


@pytest.mark.usefixtures("secret")
@pytest.mark.parametrize(
    ("verify", "search", "state", "words"),
    [
        (403, 200, "fine", "the token is good"),
        (200, 404, "fine", "signed in as @ada; the server has no full-text search"),
        (200, 403, "wrong", "signed in as @ada, but may not search; make a token with the scopes"),
        (200, 500, "wrong", "answered 500"),
    ],
    ids=["narrow", "snac", "no search", "broken"],
)
def test_what_a_token_at_mastodon_is_good_for(
    site: Site, verify: int, search: int, state: str, words: str
) -> None:
    """It may be narrower than its owner thinks."""
    site.pages = Answering(
        {
            "/api/v1/accounts/verify_credentials": page({"username": "ada"}, verify),
            "/api/v2/search": page({"statuses": []}, search),
        }
    )
    ((_, found, what),) = tried(account(site, "mastodon"))
    assert found == state
    assert what.startswith(f"Mastodon at {site.host}: {words}")


def test_a_token_of_github(site: Site) -> None:
    """From a command, as a password manager gives it; what it is good for is told."""
    site.pages["/rate_limit"] = page({"resources": {"search": {"limit": 30}}})
    command = f'token = {{ command = ["{sys.executable}", "-c", "print(1)"] }}'
    toml = f'[[feeds]]\nurl = "https://a.example/"\n[accounts.github]\n{command}\n'
    said = "GitHub: the token is good for 30 searches a minute"
    assert tried(toml, moved=site.url("")) == [("account", "fine", said)]
    assert site.seen[0].headers["authorization"] == "Bearer 1"
    site.pages["/rate_limit"] = page({"message": "Bad credentials"}, 401)
    ((_, state, what),) = tried(toml, moved=site.url(""))
    assert state == "wrong"
    assert what.endswith("Bad credentials; is the token under [accounts.github] still good?")


def test_credentials_of_feeds(site: Site) -> None:
    """One row for each that cannot be had, and one private feed of each host is read."""
    site.pages["/a"] = site.pages["/b?token=k3y"] = site.pages["/c"] = FEED
    auth = 'auth = { user = "me", password = { env = "NONE" } }'
    tables = [
        f'[[feeds]]\ntitle = "A"\nurl = "{site.url("/a")}"\n{auth}\n',
        f'[[feeds]]\ntitle = "B"\nurl = "{site.url("/b?token=k3y")}"\n',
        f'[[feeds]]\ntitle = "C"\nurl = "{site.url("/c")}"\n',
        f'[[feeds]]\ntitle = "D"\nurl = "{site.url("/d")}"\n{auth}\n',
    ]
    toml = "".join(tables)
    missing = "environment variable NONE is not set; wanted for A and 1 more (feeds.toml:1)"
    assert tried(toml) == [
        ("credential", "wrong", missing),
        ("private feed", "fine", "B: answered"),
    ]
    site.pages["/b?token=k3y"] = Page(status=403)
    assert tried(toml)[1] == ("private feed", "wrong", "B: answered 403 Forbidden")
    assert "k3y" not in str(tried(toml))


@pytest.mark.usefixtures("secret")
@pytest.mark.parametrize("private", [True, False])
def test_the_doctor_reaches_a_server_inside_as_the_account_says(site: Site, private: bool) -> None:
    """An account's server may lie inside the reader's network only where they wrote so."""
    site.pages[PATHS["mastodon"][0]] = page(PATHS["mastodon"][1])
    flag = "private = true\n" if private else ""
    started = Setup(config.parse(account(site, "mastodon") + flag, "feeds.toml"), ":memory:", NOW)
    requests: list[Request] = []

    async def ask() -> None:
        async with client(Limits(connect=10, total=20, gap=0)) as opened:

            async def get(request: Request) -> Response:
                requests.append(request)
                return await opened.get(request)

            connection = over(get, os.environ)
            await accounts.rows(started, connection.keys, connection)

    asyncio.run(ask())
    signed_in = [each for each in requests if "/api/v1/accounts/" in each.url]
    assert [each.inside for each in signed_in] == [private]


def test_what_is_searched_at_a_server_inside_lies_there_too() -> None:
    """An account's ``private`` holds for its searches and people, and for no other server."""
    toml = (
        '[accounts.mastodon]\ntoken = { env = "PW" }\nserver = "https://social.example"\n'
        "private = true\n"
        '[[searches]]\nnetwork = "mastodon"\nquery = "crm"\n'
        '[[searches]]\nnetwork = "mastodon"\nquery = "crm"\nserver = "https://other.example"\n'
        '[[voices]]\nname = "Ada"\nmastodon = "@ada@social.example"\n'
        '[[voices]]\nname = "Bob"\nmastodon = "@bob@other.example"\n'
    )
    sources = config.parse(toml, "feeds.toml").sources
    inside = {source.key: source.private for source in sources}
    assert {key: private for key, private in inside.items() if "social.example" in key} == {
        "mastodon://social.example/crm": True,
        "mastodon://social.example/@ada@social.example": True,
    }
    assert not any(private for key, private in inside.items() if "other.example" in key)
    assert len(inside) == 4
