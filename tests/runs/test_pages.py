"""Pages of stories that are but a title: read at night, politely, and quoted in the morning."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW, Page, Site
from tests.feeds import entry, item, rss

from cio_digest import config
from cio_digest.digest import DigestOptions
from cio_digest.fetch.client import Limits, client
from cio_digest.fetch.keyring import Keyring
from cio_digest.runs import Setup, morning, nightly, pages
from cio_digest.runs.connection import Connection

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytest.importorskip("trafilatura")

TOPIC = '[topics.CRM]\nkeywords = ["CRM"]\n'
LEAD = "Northwind ends the price for each seat in January and asks for resolved cases instead."
ARTICLE = f"""<html><head><title>CRM</title></head><body><article><h1>CRM seats are over</h1>
<p>{LEAD} Customers have until spring to choose, the company told its partners.</p>
<p>Analysts had expected the change since the summer, when the first pilots began in Aldermoor.</p>
</article></body></html>""".encode()
QUICK = Limits(connect=10, total=20, gap=0)
HTML = (("Content-Type", "text/html; charset=utf-8"),)


@pytest.fixture
def world(site: Site, tmp_path: Path) -> Setup:
    """One feed of titles, on whose site the articles lie, too."""
    site.pages["/feed"] = Page(
        rss(
            item("CRM seats are over", link=site.url("/1")),
            item("A recipe for plum cake", link=site.url("/2")),
            item("CRM has a text", link=site.url("/3"), description=f"{LEAD} It is a long story."),
        )
    )
    site.pages["/1"] = Page(ARTICLE, headers=HTML)
    text = f'[digest]\nread_pages = true\n{TOPIC}[[feeds]]\nurl = "{site.url("/feed")}"\n'
    return Setup(config.parse(text, "feeds.toml"), str(tmp_path / "s.db"), NOW, {})


def night(setup: Setup) -> nightly.Fetched:
    return nightly.fetch(setup, setup.config.sources, insist=True)


def summary(setup: Setup) -> str:
    made = morning.make(setup, DigestOptions())
    shown = [each for section in made.sections for each in section.items]
    return next(each.summary for each in shown if each.title == "CRM seats are over")


def test_a_title_gets_a_summary_from_its_page(world: Setup, site: Site) -> None:
    """Only what will be shown and says nothing itself is asked for, and that once."""
    assert night(world).hook_failures == []
    assert summary(world).startswith(LEAD)
    night(world)
    assert [seen.path for seen in site.seen if seen.path != "/feed"] == ["/robots.txt", "/1"]


def test_after_an_absence_pages_are_read_for_all_that_can_be_caught_up_on(
    world: Setup, site: Site
) -> None:
    """As many stories as the minutes show that the digest offers then, not those of a day."""
    few = world.config._replace(settings=world.config.settings._replace(max_stories=1))
    setup = world._replace(config=few)
    site.pages["/feed"] = Page(rss(item("CRM seats are over", link=site.url("/1"))))
    night(setup)
    morning.make(setup, DigestOptions())
    later = setup._replace(now=NOW + timedelta(days=9))
    told = format_datetime(later.now - timedelta(hours=1))
    news = {
        "Ferrant Health buys a CRM": "/5",
        "CRM renewals grow dearer in spring": "/6",
        "A county leaves its CRM for paper": "/7",
    }
    dated = (item(title, link=site.url(path), pubDate=told) for title, path in news.items())
    site.pages["/feed"] = Page(rss(*dated))
    night(later)
    read = {seen.path for seen in site.seen} - {"/feed", "/robots.txt", "/1"}
    assert len(read) == 3


@pytest.mark.parametrize(
    ("rules", "paths"),
    [
        ("User-agent: *\nDisallow: /", ["/robots.txt"]),
        ("User-agent: cio-digest\nDisallow: /1", ["/robots.txt"]),
        ("User-agent: other\nDisallow: /", ["/robots.txt", "/1"]),
    ],
)
def test_robots_txt_is_honoured(world: Setup, site: Site, rules: str, paths: list[str]) -> None:
    """What a site does not want to be read by programs is not read."""
    site.pages["/robots.txt"] = Page(rules.encode())
    night(world)
    assert [seen.path for seen in site.seen if seen.path != "/feed"] == paths
    assert bool(summary(world)) == ("/1" in paths)


def test_a_site_that_cannot_say_is_not_read(world: Setup, site: Site) -> None:
    """A server error is no permission (RFC 9309, 2.3.1.4)."""
    site.pages["/robots.txt"] = Page(status=503)
    night(world)
    assert "/1" not in [seen.path for seen in site.seen]


@pytest.mark.parametrize("page", [Page(status=404), Page(b"<p>Short</p>", headers=HTML)])
def test_a_page_without_an_article_changes_nothing(world: Setup, site: Site, page: Page) -> None:
    """It is not asked for again, and the night goes on."""
    site.pages["/1"] = page
    night(world)
    assert summary(world) == ""
    night(world)
    assert [seen.path for seen in site.seen].count("/1") == 1


def test_nothing_is_read_unless_it_is_wanted(world: Setup, site: Site) -> None:
    """It is off without the setting, and where somebody waits for the digest."""
    off = world.config._replace(settings=world.config.settings._replace(read_pages=False))
    night(world._replace(config=off))
    nightly.fetch(world, world.config.sources, insist=True, patience=nightly.SHORT)
    assert {seen.path for seen in site.seen} == {"/feed"}


def test_a_feed_cannot_lead_into_a_private_network(start_site: Callable[..., Site]) -> None:
    """A page at an address there is not asked for, its robots.txt neither."""
    private = start_site("127.0.0.1")
    private.pages["/1"] = Page(ARTICLE, headers=HTML)
    bare = entry("CRM seats are over", source="http://127.0.0.2/feed", url=private.url("/1"))

    async def run() -> str:
        async with client(QUICK, private=lambda address: address == "127.0.0.1") as opened:
            return await pages.text(bare, Connection(opened.get, Keyring({}, {})), inside=False)

    assert asyncio.run(run()) == ""
    assert private.seen == []
