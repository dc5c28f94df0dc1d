"""Networks read over real HTTP into a real store: what is remembered, kept and refused."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import NOW, Page, Seen, Site

from cio_digest.fetch.client import Limits, client
from cio_digest.models import Auth, Secret, Source
from cio_digest.runs import update
from cio_digest.runs.connection import over

if TYPE_CHECKING:
    from collections.abc import Callable

    from cio_digest.store import Store

QUICK = Limits(connect=10, total=20, gap=0)


def run(
    db: Store, *wanted: Source, env: dict[str, str] | None = None, one_by_one: bool = False
) -> list[update.Outcome]:
    """One run as the command line does it; ``one_by_one`` the sources answer in this order."""

    async def ask() -> list[update.Outcome]:
        due = update.due(db, wanted, NOW, insist=True)
        parts = [[pair] for pair in due] if one_by_one else [due]
        async with client(QUICK) as opened:
            over_it = over(opened.get, env or {})
            runs = [await update.run(db, part, over_it, NOW) for part in parts]
        return [outcome for outcomes in runs for outcome in outcomes]

    outcomes = asyncio.run(ask())
    update.digestible(db)
    return outcomes


def page(body: Any, status: int = 200) -> Page:
    return Page(json.dumps(body).encode(), status, (("Content-Type", "application/json"),))


def status(number: int, text: str, **parts: Any) -> dict[str, Any]:
    return {
        "uri": f"https://home.example/users/ada/statuses/{number}",
        "url": f"https://home.example/@ada/{number}",
        "created_at": "2026-11-22T06:00:00Z",
        "content": f"<p>{text}</p>",
        "account": {"acct": "ada@home.example", "display_name": "Ada"},
        **parts,
    }


def test_an_account_is_looked_up_in_the_first_run_only(site: Site, db: Store) -> None:
    """The second run goes straight to the statuses."""
    statuses = "/api/v1/accounts/7/statuses?exclude_replies=true&limit=40"
    site.pages["/api/v1/accounts/lookup?acct=ada"] = page({"id": "7"})
    site.pages[statuses] = page([status(1, "One")])
    ada = Source("ada", "mastodon", site.url(""), network="mastodon", handle=site.url("/@ada"))
    assert run(db, ada)[0].new == 1
    site.pages[statuses] = page([status(2, "Two"), status(1, "One")])
    assert run(db, ada)[0].new == 1
    assert [seen.path for seen in site.seen].count("/api/v1/accounts/lookup?acct=ada") == 1
    rows = db.execute("SELECT network, handle, author, title FROM entries").fetchall()
    assert rows == [
        ("mastodon", "@ada@home.example", "Ada", "One"),
        ("mastodon", "@ada@home.example", "Ada", "Two"),
    ]


def test_filters_hold_what_a_server_lets_through(site: Site, db: Store) -> None:
    """Another language, a post below the minimum and one about another thing are left out."""
    counts = {"favourites_count": 9, "reblogs_count": 0, "replies_count": 0}
    site.pages["/api/v1/timelines/tag/crm?limit=40"] = page(
        [
            status(1, "A CRM that is liked", language="en", **counts),
            status(2, "Ein CRM", language="de", **counts),
            status(3, "A CRM nobody likes", language="en", favourites_count=0),
            status(4, "Something else", language="en", **counts),
        ]
    )
    watched = Source("x", "mastodon", site.url(""), query="#crm", language="en", least=5)
    assert run(db, watched)[0].new == 1


def bluesky(site: Site, query: str, **parts: Any) -> Source:
    login = Auth("me.example", Secret(env="PW"))
    return Source(query, "bluesky", site.url(""), query=query, login=login, **parts)


def test_searches_share_one_session(site: Site, db: Store) -> None:
    """One login a run; the token goes along with every search."""

    def found(seen: Seen) -> Page:
        assert seen.headers["authorization"] == "Bearer jwt"
        return page({"posts": []})

    login = "/xrpc/com.atproto.server.createSession"
    site.pages[login] = page({"accessJwt": "jwt"})
    for query in ("one", "two", "three"):
        path = f"/xrpc/app.bsky.feed.searchPosts?q={query}&sort=latest&limit=100"
        site.pages[path] = found
    outcomes = run(db, *(bluesky(site, q) for q in ("one", "two", "three")), env={"PW": "secret"})
    assert [outcome.after.error for outcome in outcomes] == [""] * 3
    logins = [seen for seen in site.seen if seen.path == login]
    assert [json.loads(seen.body) for seen in logins] == [
        {"identifier": "me.example", "password": "secret"}
    ]


def test_a_wrong_password_is_one_clear_line(site: Site, db: Store) -> None:
    """It is tried once, and never shown."""
    said = {"error": "AuthenticationRequired", "message": "Invalid identifier or password"}
    site.pages["/xrpc/com.atproto.server.createSession"] = page(said, 401)
    outcomes = run(db, bluesky(site, "one"), bluesky(site, "two"), env={"PW": "s3cret"})
    assert len(site.seen) == 1
    for outcome in outcomes:
        assert "Invalid identifier or password; check user and password" in outcome.after.error
        assert "s3cret" not in outcome.after.error


def test_a_missing_password_is_one_clear_line(site: Site, db: Store) -> None:
    """The line names the variable, and nothing is asked."""
    (outcome,) = run(db, bluesky(site, "one"))
    assert outcome.after.error == "environment variable PW is not set"
    assert site.seen == []


def test_an_outage_of_one_network_leaves_the_others(site: Site, db: Store) -> None:
    """A page instead of an answer is one line of one source."""
    site.pages["/api/v1/timelines/tag/crm?limit=40"] = Page(b"<html><title>Down</title></html>")
    site.pages["/api/v1/search_by_date?query=crm&tags=story&hitsPerPage=50"] = page(
        {"hits": [{"objectID": "1", "title": "CRM", "url": "https://n.example/1", "author": "a"}]}
    )
    one = Source("1", "mastodon", site.url(""), query="#crm")
    two = Source("2", "hackernews", site.url(""), query="crm")
    outcomes = {outcome.source.key: outcome for outcome in run(db, one, two)}
    assert "an HTML page where an answer in JSON should be" in outcomes["1"].after.error
    assert outcomes["2"].new == 1


def test_the_same_post_on_two_servers_is_one_entry(
    start_site: Callable[..., Site], db: Store
) -> None:
    """Two searches find it through two servers; it is kept once."""
    watched = []
    for number, address in enumerate(("127.0.0.1", "127.0.0.2")):
        one = start_site(address)
        one.pages["/api/v1/timelines/tag/crm?limit=40"] = page([status(1, "CRM", id=str(number))])
        key = f"mastodon://{one.host}/#crm"
        watched.append(Source(key, "mastodon", one.url(""), query="#crm", network="mastodon"))
    assert sum(outcome.new for outcome in run(db, *watched)) == 1
    assert sum(outcome.new for outcome in run(db, *watched)) == 0
    assert db.execute("SELECT count(*) FROM entries").fetchone() == (1,)


def test_what_a_voice_says_is_kept_as_its_own(site: Site, db: Store) -> None:
    """An account that is followed has its posts, though a search found them before."""
    site.pages["/api/v1/timelines/tag/crm?limit=40"] = page([status(1, "CRM")])
    search = Source("mastodon://a/#crm", "mastodon", site.url(""), query="#crm")
    run(db, search)
    site.pages["/api/v1/accounts/lookup?acct=ada"] = page({"id": "7"})
    statuses = "/api/v1/accounts/7/statuses?exclude_replies=true&limit=40"
    site.pages[statuses] = page([status(1, "CRM")])
    ada = Source("mastodon://a/@ada", "mastodon", site.url(""), handle=site.url("/@ada"))
    assert run(db, ada)[0].new == 1
    rows = db.execute("SELECT guid, outlet, story FROM entries").fetchall()
    assert len(rows) == 2
    assert len(set(rows)) == 1


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_who_answers_first_makes_no_difference(
    site: Site, db: Store, order: tuple[int, ...]
) -> None:
    """Two searches and a voice bring one post: the same entries of the same sources, each time."""
    tags = "/api/v1/timelines/tag/{}?limit=40"
    for tag in ("crm", "sales"):
        site.pages[tags.format(tag)] = page([status(1, "CRM")])
    site.pages["/api/v1/accounts/lookup?acct=ada"] = page({"id": "7"})
    statuses = "/api/v1/accounts/7/statuses?exclude_replies=true&limit=40"
    site.pages[statuses] = page([status(1, "CRM")])
    sources = [
        Source("mastodon://a/#crm", "mastodon", site.url(""), query="#crm"),
        Source("mastodon://b/#sales OR #crm", "mastodon", site.url(""), query="#sales #crm"),
        Source("mastodon://a/@ada", "mastodon", site.url(""), handle=site.url("/@ada")),
    ]
    answers: list[Source] = [sources[number] for number in order]
    run(db, *answers, one_by_one=True)
    rows = db.execute(
        "SELECT s.key, e.story = (SELECT min(id) FROM entries) FROM entries e "
        "JOIN sources s ON s.id = e.source ORDER BY s.key"
    )
    assert rows.fetchall() == [("mastodon://a/#crm", 1), ("mastodon://a/@ada", 1)]


def test_an_old_post_that_comes_up_is_no_news(site: Site, db: Store) -> None:
    """A page holds so many posts: where one is deleted, one of long ago stands at its end.

    What is passed on counts from then, and where posts have to be liked, one may take its time.
    """
    tag, long_ago = "/api/v1/timelines/tag/crm?limit=40", "2026-10-30T06:00:00Z"
    old = [status(n, f"CRM number {n}", created_at=long_ago) for n in (3, 4)]
    boost = status(5, "", created_at="2026-11-22T06:00:00Z", reblog=old[1])
    waiting = Source("liked", "mastodon", site.url(""), query="#crm #sales", least=5)
    watched = Source("all", "mastodon", site.url(""), query="#crm")
    liked = {"favourites_count": 9}
    site.pages[tag] = page([status(1, "A CRM"), status(2, "A second CRM")])
    site.pages[f"{tag}&any%5B%5D=sales"] = page([])
    run(db, watched, waiting)
    site.pages[tag] = page([status(1, "A CRM"), boost, old[0]])
    site.pages[f"{tag}&any%5B%5D=sales"] = page(
        [status(6, "CRM liked", created_at=long_ago, **liked)]
    )
    outcomes = run(db, watched, waiting)
    assert {each.source.key: each.new for each in outcomes} == {"all": 2, "liked": 1}
    rows = db.execute("SELECT title, surfaced FROM entries ORDER BY title").fetchall()
    surfaced = dict(rows)
    assert surfaced["CRM number 3"] < NOW.timestamp() - 20 * 86_400
    assert surfaced["CRM number 4"] >= NOW.timestamp() - 3_600
    assert surfaced["CRM liked"] == NOW.timestamp()


def test_a_count_that_no_store_can_hold_is_none(site: Site, db: Store) -> None:
    """Or one post would keep all others of its source out, at every read."""
    posts = [status(1, "A CRM", favourites_count=10**30), status(2, "A second CRM")]
    site.pages["/api/v1/timelines/tag/crm?limit=40"] = page(posts)
    (outcome,) = run(db, Source("x", "mastodon", site.url(""), query="#crm"))
    assert (outcome.new, outcome.after.error) == (2, "")
