"""A real Bluesky network: the reader's session, search and its pages, an author's posts."""

from __future__ import annotations

import asyncio
from datetime import datetime, timezone
from typing import TYPE_CHECKING

import pytest
from tests.conftest import Page, Site
from tests.feeds import item, rss
from tests.servers.conftest import Heard, started

from cio_digest.errors import FetchError
from cio_digest.fetch.client import client
from cio_digest.models import Auth, Polling, Secret, Session, Source
from cio_digest.models.wire import Request, Response
from cio_digest.networks import registry

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Done

    from cio_digest.store import Store

pytestmark = pytest.mark.servers

POSTS = 121  # what the server was given, more than one page of 100
ME = Auth("ada.test", Secret(env="PW"))


def search(query: str = "SharePoint") -> Source:
    server = started("BLUESKY")
    return Source(f"bluesky://pds/{query}", "bluesky", server, query=query, login=ME)


def test_a_search_through_the_app_password_ends_in_a_digest(
    morning: Callable[..., tuple[Done, Done]], site: Site
) -> None:
    """The post that links to an article tells its story, and told it first."""
    site.pages["/feed"] = Page(
        rss(item("SharePoint gets dearer at Northwind", link="https://news.example/northwind"))
    )
    config = f"""
        [topics.SharePoint]
        keywords = ["SharePoint"]
        search = ["bluesky"]
        [[feeds]]
        url = "{site.url("/feed")}"
        title = "The Ledger"
        [accounts.bluesky]
        server = "{started("BLUESKY")}"
        user = "ada.test"
        password = {{ env = "PW" }}
    """
    fetched, today = morning(config, PW=started("BLUESKY_PASSWORD"))
    assert (fetched.code, today.code) == (0, 0), fetched.err
    assert "SharePoint gets dearer at Northwind" in today.out
    assert f"2 sources · {POSTS + 1} entries" in today.out
    assert "The Ledger +1" in today.out


def test_older_pages_are_read_once(ask: Callable[..., Heard], db: Store) -> None:
    """Two pages at first; afterwards one is enough to see that nothing is new."""
    password = started("BLUESKY_PASSWORD")
    first = ask(search(), PW=password)
    assert [status for _, status in first.answers] == [200, 200, 200]  # session, page, older page
    assert first.outcomes[0].new == POSTS
    again = ask(search(), PW=password)
    assert [status for _, status in again.answers] == [200, 200]
    assert again.outcomes[0].new == 0
    row = db.execute(
        "SELECT author, handle, language, tags, links FROM entries WHERE title LIKE 'Northwind%'"
    ).fetchone()
    link = '["https://news.example/northwind"]'
    assert row == ("Ada Byron", "@ada.test", "en", '["SharePoint"]', link)


def test_an_author_is_read_without_an_account(ask: Callable[..., Heard]) -> None:
    """From the public AppView, without a session."""
    appview = started("BLUESKY_APPVIEW")
    ada = Source("bluesky://appview/@ada", "bluesky", appview, handle="ada.test")
    heard = ask(ada)
    assert (heard.outcomes[0].new, heard.outcomes[0].after.error) == (POSTS, "")
    assert not [url for url, _ in heard.answers if "createSession" in url]


def test_nobody_of_that_name(ask: Callable[..., Heard]) -> None:
    """In the server's words."""
    nobody = Source(
        "bluesky://appview/@no", "bluesky", started("BLUESKY_APPVIEW"), handle="no.test"
    )
    (outcome,) = ask(nobody).outcomes
    assert "Profile not found" in outcome.after.error


def test_a_wrong_password(ask: Callable[..., Heard]) -> None:
    """Says what to check, and asks nothing else."""
    heard = ask(search(), PW="wrong-wrong-wrong")
    assert [status for _, status in heard.answers] == [401]
    assert "check user and password under [accounts.bluesky]" in heard.outcomes[0].after.error
    assert "wrong-wrong" not in heard.outcomes[0].after.error


def test_a_wrong_token() -> None:
    """The server's refusal is told with what to do about it."""
    address = f"{started('BLUESKY')}/xrpc/app.bsky.feed.searchPosts?q=SharePoint"

    async def ask_with(token: str) -> FetchError:
        async with client() as opened:
            with pytest.raises(FetchError) as caught:
                await opened.get(Request(address, (), (("Authorization", f"Bearer {token}"),)))
            return caught.value

    error = registry.explained(registry.kind("bluesky"), asyncio.run(ask_with("not-a-token")))
    assert error.status in {400, 401}
    assert "[accounts.bluesky]" in error.reason


OVER = "e30.eyJleHAiOjF9.c2ln"  # a token that says it was over in 1970


def read_on(session: Session | None) -> tuple[list[str], registry.Reading]:
    """Which doors were knocked at to go on with a session, and what was read."""
    access = registry.Access((), "ada.test", started("BLUESKY_PASSWORD"), session)
    now = datetime.now(timezone.utc)
    task = registry.Task(search(), Polling.new(search()), access, now, pages=1)
    asked: list[str] = []

    async def run() -> registry.Reading:
        async with client() as opened:

            async def get(request: Request) -> Response:
                asked.append(request.url.partition("?")[0].rpartition(".")[2])
                return await opened.get(request)

            return await registry.converse(registry.kind("bluesky").read(task), get)

    return asked, asyncio.run(run())


def test_a_session_lasts_and_is_renewed() -> None:
    """The server takes what it gave, gives new tokens for the old, and says when they are none."""
    asked, first = read_on(None)
    assert asked == ["createSession", "searchPosts"]
    assert first.session is not None
    assert read_on(first.session)[0] == ["searchPosts"]
    asked, renewed = read_on(first.session._replace(access=OVER))
    assert asked == ["refreshSession", "searchPosts"]
    assert renewed.session is not None
    assert renewed.session.refresh != first.session.refresh
    assert read_on(renewed.session)[0] == ["searchPosts"]


@pytest.mark.parametrize(
    ("session", "doors"),
    [
        (Session("made-up", "made-up"), ["searchPosts", "refreshSession", "createSession"]),
        (Session(OVER, "made-up"), ["refreshSession", "createSession"]),
        (Session(OVER, OVER), ["createSession"]),
    ],
    ids=["made up", "half over", "over"],
)
def test_tokens_that_are_none_lead_to_a_new_session(session: Session, doors: list[str]) -> None:
    """Whatever the server says of them."""
    asked, reading = read_on(session)
    assert asked == [*doors, "searchPosts"]
    assert reading.feed is not None
    assert reading.feed.entries


def test_the_doctor_tries_the_app_password() -> None:
    """It says whose it is, or what is wrong."""
    check = registry.kind("bluesky").check
    assert check

    async def tried(password: str) -> str:
        async with client() as opened:
            access = registry.Access((), "ada.test", password)
            return await registry.converse(check(started("BLUESKY"), access), opened.get)

    assert asyncio.run(tried(started("BLUESKY_PASSWORD"))) == "signed in as @ada.test"
    with pytest.raises(FetchError, match="answered 401"):
        asyncio.run(tried("wrong-wrong-wrong"))
