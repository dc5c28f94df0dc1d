"""Whatever a network answers instead of news: one clear line, and the rest of the run untouched."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from tests.conftest import NOW, Page, Seen, Site
from tests.feeds import item, rss
from tests.networks.conversations import EMPTY

from cio_digest.fetch.client import Limits, client
from cio_digest.models import Auth, Product, Secret, Source
from cio_digest.networks import registry
from cio_digest.runs import spending, update
from cio_digest.runs.connection import over

if TYPE_CHECKING:
    from collections.abc import Callable

    from cio_digest.store import Store

QUICK = Limits(connect=10, total=20, gap=0)
LOGIN = Auth("me.example", Secret(env="PW"))
MASTODON, BLUESKY = "https://one.example", "https://bsky.social"

# Every way of each network that there is: what it is asked, and an answer without news.
STACK = (Product("Exchange Server", "Microsoft", "2019"),)
SUPPORTED = {"result": {"releases": [{"name": "2019", "label": "2019", "eolFrom": None}]}}
NO_CATALOGUE: dict[str, Any] = {"vulnerabilities": []}
WAYS: dict[str, tuple[Source, Any]] = {
    "feed": (Source("k", "feed", "https://a.example/feed"), EMPTY),
    "kev": (Source("k", "kev", "https://www.cisa.gov/kev.json", stack=STACK), NO_CATALOGUE),
    "endoflife": (Source("k", "endoflife", "https://endoflife.date", stack=STACK), SUPPORTED),
    "bridge": (Source("k", "bridge", "https://b.example/feed", network="linkedin"), EMPTY),
    "googlealerts": (Source("k", "googlealerts", "https://www.google.com/alerts/feeds/1/2"), EMPTY),
    "mastodon tags": (Source("k", "mastodon", MASTODON, query="#crm"), []),
    "mastodon text": (
        Source("k", "mastodon", MASTODON, query="crm", login=LOGIN),
        {"statuses": []},
    ),
    "mastodon account": (Source("k", "mastodon", MASTODON, handle="@ada@one.example"), []),
    "bluesky search": (
        Source("k", "bluesky", BLUESKY, query="crm", login=LOGIN),
        {"posts": []},
    ),
    "bluesky account": (Source("k", "bluesky", BLUESKY, handle="ada.example"), {"feed": []}),
    "hackernews search": (
        Source("k", "hackernews", "https://hn.algolia.com", query="crm"),
        {"hits": []},
    ),
    "hackernews account": (
        Source("k", "hackernews", "https://hn.algolia.com", handle="ada"),
        {"hits": []},
    ),
    "x search": (Source("k", "x", "https://api.x.com", query="crm", login=LOGIN), {"meta": {}}),
    "x account": (Source("k", "x", "https://api.x.com", handle="@ada", login=LOGIN), {"meta": {}}),
    "reddit": (Source("k", "reddit", "https://www.reddit.com", query="r/sysadmin"), EMPTY),
    "reddit account": (Source("k", "reddit", "https://www.reddit.com", handle="ada"), EMPTY),
    "lobsters": (Source("k", "lobsters", "https://lobste.rs", query="#crm"), EMPTY),
    "lemmy community": (Source("k", "lemmy", "https://lemmy.world", query="c/tech"), EMPTY),
    "lemmy search": (Source("k", "lemmy", "https://lemmy.world", query="crm"), {"posts": []}),
    "youtube": (Source("k", "youtube", "https://www.youtube.com", handle="UC1"), EMPTY),
    "googlenews": (Source("k", "googlenews", "https://news.google.com", query="crm"), EMPTY),
    "bingnews": (Source("k", "bingnews", "https://www.bing.com", query="crm"), EMPTY),
    "stackexchange": (
        Source("k", "stackexchange", "https://stackoverflow.com", query="#crm"),
        {"items": []},
    ),
    "devto": (Source("k", "devto", "https://dev.to", query="#crm"), []),
    "github releases": (Source("k", "github", "https://github.com", query="a/b"), EMPTY),
    "github search": (Source("k", "github", "https://github.com", query="crm"), {"items": []}),
    "medium": (Source("k", "medium", "https://medium.com", query="#crm"), EMPTY),
    "substack": (Source("k", "substack", "https://substack.com", handle="ada"), EMPTY),
    "discourse": (Source("k", "discourse", "https://d.example", query="#crm"), EMPTY),
    "arxiv": (Source("k", "arxiv", "https://export.arxiv.org", query="crm"), EMPTY),
    "gdelt": (Source("k", "gdelt", "https://api.gdeltproject.org", query="crm"), {"articles": []}),
    "wordpress": (Source("k", "wordpress", "https://w.example", query="#crm"), EMPTY),
}

JSON = (("Content-Type", "application/json"),)
BAD = {
    "a page": Page(b"<!doctype html><html><title>Welcome</title><p>Hello</p></html>"),
    "a login page": Page(b"<html><title>Log in</title><form><input type=password></form></html>"),
    "another shape": Page(b'{"unexpected": [1, {"deep": null}]}', headers=JSON),
    "an error with 200": Page(b'{"error": "Something went wrong"}', headers=JSON),
    "a number": Page(b"3", headers=JSON),
    "nothing": Page(b""),
    "half of it": Page(b'{"data": [{"id": "1", ', headers=JSON),
    "half a feed": Page(b'<?xml version="1.0"?><rss version="2.0"><chan'),
    "a picture": Page(b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
    "401": Page(b'{"error": "The access token is invalid"}', 401, JSON),
    "402": Page(b'{"title": "CreditsDepleted", "detail": "No credits"}', 402, JSON),
    "403": Page(b"<html><title>Forbidden</title></html>", 403),
    "404": Page(b'{"error": "Record not found"}', 404, JSON),
    "422": Page(b'{"error": "This method requires an authenticated user"}', 422, JSON),
    "429": Page(b"Too many", 429, (("Retry-After", "7200"),)),
    "500": Page(b"<html>\x1b[31mTraceback (most recent call last)</html>", 500),
    "503": Page(b"", 503, (("Retry-After", "7200"),)),
}


class Everywhere(dict[str, Any]):
    """One answer to whatever is asked, but for a feed that is fine."""

    def __init__(self, answer: Page | Callable[[Seen], Page]) -> None:
        super().__init__({"/fine": Page(rss(item("Fine")))})
        self.answer = answer

    def get(self, key: str, _: Any = None) -> Any:
        return super().get(key, self.answer)


def run(db: Store, site: Site, *wanted: Source) -> list[update.Outcome]:
    """A run in which every host there is has moved to loopback; outcomes in the order asked for."""

    async def ask() -> list[update.Outcome]:
        async with client(QUICK) as opened:

            async def get(request: Any) -> Any:
                parts = urlsplit(request.url)
                path = f"{parts.path}?{parts.query}" if parts.query else parts.path
                here = request._replace(url=site.url(path), origin=site.url(""))
                return await opened.get(here)

            due = update.due(db, wanted, NOW, insist=True)
            paying = spending.paying(get, db, {"x": 5.0}, NOW)
            return await update.run(db, due, over(paying, {"PW": "s3cret"}), NOW)

    outcomes = {outcome.source.key: outcome for outcome in asyncio.run(ask())}
    return [outcomes[each.key] for each in wanted]


FINE = Source("fine", "feed", "https://fine.example/fine")


def test_every_kind_is_tried() -> None:
    """No network is forgotten here."""
    assert {source.kind for source, _ in WAYS.values()} == set(registry.KINDS)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("bad", BAD)
def test_one_clear_line(site: Site, db: Store, way: str, bad: str) -> None:
    """Which says what came, without a control character, a secret or a fault of our own."""
    watched, _ = WAYS[way]
    site.pages = Everywhere(BAD[bad])
    outcome, fine = run(db, site, watched, FINE)
    error = outcome.after.error
    assert outcome.failed
    assert 8 < len(error) <= 300
    assert error.isprintable()
    assert "internal fault" not in error
    assert "s3cret" not in error
    if bad.isdecimal():
        assert f"answered {bad}" in error
    assert (fine.new, fine.after.error) == (1, "")


FIRST = {
    "/api/v1/accounts/lookup": {"id": "7"},
    "/xrpc/com.atproto.server.createSession": {"accessJwt": "a", "refreshJwt": "r"},
    "/2/users/by/username/ada": {"data": {"id": "7"}},
    "/api/v1/products": {"result": [{"name": "msexchange", "label": "Microsoft Exchange Server"}]},
}


@pytest.mark.parametrize("way", WAYS)
def test_no_news_is_no_error(site: Site, db: Store, way: str) -> None:
    """An empty result is fine, today and the next time."""
    watched, empty = WAYS[way]

    def answer(seen: Seen) -> Page:
        body = FIRST.get(seen.path.partition("?")[0], empty)
        return Page(body.encode() if isinstance(body, str) else json.dumps(body).encode())

    site.pages = Everywhere(answer)
    for _ in range(2):
        (outcome,) = run(db, site, watched)
        assert (outcome.failed, outcome.new, outcome.after.error) == (False, 0, "")


def json_page(status: int, body: object) -> Page:
    return Page(json.dumps(body).encode(), status, JSON)


@pytest.mark.parametrize(
    ("way", "answer", "words"),
    [
        ("mastodon account", json_page(404, {"error": "Record not found"}), "is the name right"),
        (
            "mastodon tags",
            json_page(422, {"error": "This method requires an authenticated user"}),
            "requires an authenticated user; the server shows this to its own users only",
        ),
        (
            "mastodon text",
            json_page(401, {"error": "The access token is invalid"}),
            "The access token is invalid; the server wants a token: check or put one under",
        ),
        (
            "bluesky account",
            json_page(400, {"error": "InvalidRequest", "message": "Profile not found"}),
            "Profile not found",
        ),
        (
            "bluesky search",
            json_page(401, {"error": "AuthenticationRequired", "message": "Invalid password"}),
            "Invalid password; check user and password under [accounts.bluesky]",
        ),
        (
            "bluesky search",
            json_page(429, {"error": "RateLimitExceeded", "message": "Rate Limit Exceeded"}),
            "Rate Limit Exceeded",
        ),
        (
            "x account",
            json_page(200, {"errors": [{"title": "Not Found Error", "detail": "No such user"}]}),
            "the answer is an error: No such user",
        ),
        (
            "x search",
            json_page(401, {"title": "Unauthorized", "detail": "Unauthorized"}),
            "is the bearer token under [accounts.x] still good?",
        ),
        ("x search", json_page(402, {"title": "CreditsDepleted"}), "credits bought from X are"),
        ("reddit", Page(status=404), "is there such a subreddit or user"),
        ("reddit account", Page(status=403), "Reddit turns this network address away"),
        ("reddit", Page(status=429), "Reddit takes about one request a minute"),
        ("lobsters", Page(status=404), "is there such a tag?"),
        ("lemmy community", Page(status=404), "is this a Lemmy server?"),
        ("lemmy search", json_page(400, {"error": "couldnt_find_community"}), "couldnt_find"),
        ("youtube", Page(status=404), "is the id right?"),
        (
            "stackexchange",
            json_page(400, {"error_id": 400, "error_message": "No site found for name `x`"}),
            "No site found for name `x`",
        ),
        ("devto", Page(status=404), "is there such a tag or user?"),
        ("github releases", Page(status=404), "is there such a repository or user?"),
        ("github search", json_page(403, {"message": "API rate limit exceeded"}), "token under"),
        ("github search", json_page(401, {"message": "Bad credentials"}), "still good?"),
        ("medium", Page(status=404), "is there such a tag, author or publication?"),
        ("substack", Page(status=404), "is there such a newsletter?"),
        ("discourse", Page(status=404), "is this a Discourse forum?"),
        ("wordpress", Page(status=404), "is this a WordPress site"),
        ("gdelt", Page(b"Your query was too short."), "GDELT says: Your query was too short."),
        (
            "bridge",
            Page(rss(item("Bridge returned error 500! (20416)"))),
            "Bridge returned error 500",
        ),
        (
            "feed",
            Page(b"<html><title>Just a moment...</title><p>cf-chl</p></html>"),
            "a bot-check page instead of a feed: the site wants a browser",
        ),
    ],
)
def test_the_line_says_what_to_do(
    site: Site, db: Store, way: str, answer: Page, words: str
) -> None:
    """In the network's own words and ours: a wrong name or token, a closed door, an excuse."""
    site.pages = Everywhere(answer)
    (outcome,) = run(db, site, WAYS[way][0])
    assert outcome.failed
    assert words in outcome.after.error


def test_a_server_that_does_not_exist_is_one_line(site: Site, db: Store) -> None:
    """A handle's server may be misspelt."""
    wrong = Source("k", "mastodon", "http://127.0.0.1:9", handle="http://127.0.0.1:9/@ada")
    fine = FINE._replace(url=site.url("/fine"))
    site.pages["/fine"] = Page(rss(item("Fine")))

    async def ask() -> list[update.Outcome]:
        async with client(QUICK) as opened:
            due = update.due(db, [wrong, fine], NOW, insist=True)
            return await update.run(db, due, over(opened.get, {}), NOW)

    outcomes = {outcome.source.key: outcome for outcome in asyncio.run(ask())}
    assert "its host could not be reached (it refused the connection)" in outcomes["k"].after.error
    assert outcomes["fine"].new == 1
