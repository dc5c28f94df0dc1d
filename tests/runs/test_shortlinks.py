"""Short links in posts: resolved before stories are made, once, bounded, and never in the way."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW, Page, Site
from tests.feeds import entry, saved

from cio_digest.errors import FetchError
from cio_digest.fetch.client import Limits, client
from cio_digest.fetch.heads import lead
from cio_digest.runs import shortlinks, update
from cio_digest.text import normalize

if TYPE_CHECKING:
    from cio_digest.models import Entry
    from cio_digest.store import Store

ARTICLE = "https://news.example/articles/1"


class Shorteners:
    """A lead that answers from a table, and remembers what it was asked."""

    def __init__(self, **targets: str) -> None:
        """Take what ``https://t.co/NAME`` leads to."""
        self.targets = {f"https://t.co/{name}": target for name, target in targets.items()}
        self.asked: list[str] = []

    async def __call__(self, url: str) -> str:
        self.asked.append(url)
        if url not in self.targets:
            raise FetchError(url, "answered 404 Not Found", status=404)
        return self.targets[url]


def post(number: int = 1, *links: str, text: str = "What a morning", **parts: object) -> Entry:
    """A post on a network that says nothing of what it points to."""
    url = f"https://social.example/@ada/{number}"
    words = {"source": "mastodon://x", "network": "mastodon", "handle": "@ada@social.example"}
    return entry(f"{text} {number}", url=url, links=links or ("https://t.co/a",), **words, **parts)


def resolve(db: Store, asked: Shorteners, now: datetime = NOW) -> int:
    return asyncio.run(shortlinks.resolve(db, asked, now))


def links(db: Store) -> list[list[str]]:
    rows = db.execute("SELECT links FROM entries WHERE network <> '' ORDER BY id")
    return [json.loads(row[0]) for row in rows]


def test_a_post_joins_the_story_of_the_article_behind_its_short_link(db: Store, site: Site) -> None:
    """Over real HTTP: the shortener is asked by HEAD, the article's own site not at all."""
    site.pages["/a"] = Page(status=301, headers=(("Location", f"{ARTICLE}?utm_source=x"),))
    saved(db, entry("Northwind opens its agent pricing", url=ARTICLE), post(), cluster=False)

    async def run() -> None:
        async with client(Limits(gap=0), private=lambda _: False) as opened:

            async def at_home(url: str) -> str:  # t.co, as this site plays it
                return await lead(opened, url.replace("https://t.co", site.url("")))

            assert await shortlinks.resolve(db, at_home, NOW) == 1

    asyncio.run(run())
    update.digestible(db)
    assert [seen.method for seen in site.seen] == ["HEAD"]
    assert db.execute("SELECT count(DISTINCT story), count(*) FROM entries").fetchone() == (1, 2)


def test_without_the_target_it_is_a_story_of_its_own(db: Store) -> None:
    """What joins the two is the resolved link alone."""
    saved(db, entry("Northwind opens its agent pricing", url=ARTICLE), post(), cluster=False)
    assert resolve(db, Shorteners()) == 0
    update.digestible(db)
    assert links(db) == [["https://t.co/a"]]
    assert db.execute("SELECT count(DISTINCT story) FROM entries").fetchone() == (2,)


def test_shorteners_of_shorteners_are_followed(db: Store) -> None:
    """To the first address that is none, in canonical form; a circle comes to an end."""
    saved(db, post(1, "https://t.co/a"), post(2, "https://t.co/round"), cluster=False)
    answers = Shorteners(a="http://t.co/b", b=f"{ARTICLE}#top", round="https://t.co/round")
    assert resolve(db, answers) == 1
    assert links(db) == [[ARTICLE], ["https://t.co/round"]]
    assert answers.asked.count("https://t.co/round") == shortlinks.HOPS


def test_a_target_is_asked_for_once(db: Store) -> None:
    """Two posts with one link are one question; tomorrow's post is none."""
    saved(db, post(1), post(2), cluster=False)
    answers = Shorteners(a=ARTICLE)
    assert resolve(db, answers) == 1
    update.digestible(db)
    saved(db, shortlinks.applied(db, post(3)), cluster=False)
    assert resolve(db, answers, NOW + timedelta(days=1)) == 0
    assert answers.asked == ["https://t.co/a"]
    assert links(db) == [[ARTICLE]] * 3


def test_a_failure_is_asked_again_a_few_days_only(db: Store) -> None:
    """A day apart, and then no more."""
    answers = Shorteners()
    for hours in range(0, 24 * 10, 12):
        saved(db, post(hours), cluster=False)
        resolve(db, answers, NOW + timedelta(hours=hours, minutes=hours))
        update.digestible(db)
    assert len(answers.asked) == shortlinks.TRIES


def test_a_run_asks_a_bounded_number_for_the_newest_posts(db: Store) -> None:
    """The rest stay as they are."""
    count = shortlinks.MOST + 20
    posts = [
        post(n, f"https://t.co/{n}", surfaced=NOW - timedelta(minutes=n)) for n in range(count)
    ]
    saved(db, *posts, cluster=False)
    answers = Shorteners(**{str(n): f"{ARTICLE}/{n}" for n in range(count)})
    assert resolve(db, answers) == shortlinks.MOST
    assert sorted(answers.asked) == sorted(f"https://t.co/{n}" for n in range(shortlinks.MOST))


def test_a_shortener_that_hangs_holds_nobody(db: Store) -> None:
    """What came by then is kept; the link that did not come is left for another day."""

    async def slow(url: str) -> str:
        if url.endswith("slow"):
            await asyncio.Event().wait()
        return ARTICLE

    saved(db, post(1, "https://t.co/slow"), post(2), cluster=False)
    assert asyncio.run(shortlinks.resolve(db, slow, NOW, seconds=0.05)) == 1
    assert links(db) == [["https://t.co/slow"], [ARTICLE]]


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "", "ftp://files.example/a"], ids=["script", "empty", "ftp"]
)
def test_a_target_that_is_no_page_counts_as_a_failure(db: Store, target: str) -> None:
    """Links stay http(s) only."""
    saved(db, post(), cluster=False)
    assert resolve(db, Shorteners(a=target)) == 0
    assert links(db) == [["https://t.co/a"]]


def test_articles_and_long_links_cost_nothing(db: Store) -> None:
    """Only what people post is looked at, and only for short links."""
    saved(
        db,
        entry("An article", links=("https://t.co/a",)),
        post(2, "https://news.example/a"),
        cluster=False,
    )
    answers = Shorteners(a=ARTICLE)
    assert resolve(db, answers) == 0
    assert answers.asked == []


def test_an_entry_that_comes_again_keeps_its_target(db: Store) -> None:
    """A post whose likes changed is cleaned anew: what its link leads to is known by then."""
    saved(db, post(), cluster=False)
    resolve(db, Shorteners(a=ARTICLE))
    again = shortlinks.applied(db, post()._replace(hash="changed"))
    assert again.links == (ARTICLE,)
    assert normalize.is_short(post().links[0])
