"""Networks asked now: which, in which words, and what comes back as it comes."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING, NamedTuple

import pytest
from tests.conftest import NOW, Page, Seen, Site
from tests.feeds import item, rss

from cio_digest import config
from cio_digest.runs import Setup, live

if TYPE_CHECKING:
    from collections.abc import Callable

    from cio_digest.config.searches import ConfiguredSearch
    from cio_digest.runs.ask import Answer

FEED = '[[feeds]]\nurl = "https://a.example/"\n'
BLUESKY = '[accounts.bluesky]\nuser = "me"\npassword = { env = "PW" }\n'
X = '[accounts.x]\ntoken = { env = "T" }\n'
MASTODON = '[accounts.mastodon]\ntoken = { env = "T" }\n'


def follows(*servers: tuple[str, str]) -> str:
    """Searches of the reader's own, by network and server."""
    search = '[[searches]]\nnetwork = "{}"\nserver = "{}"\nquery = "#mine"\n'
    return "".join(search.format(*each) for each in servers)


def planned(text: str, *chosen: str, mine: str = "") -> tuple[dict[str, str], dict[str, str]]:
    """The query for each network that is asked, and what the others want."""
    asked, wanting = live.planned(text, config.parse(FEED + mine, "feeds.toml"), chosen)
    return {search.network: search.query for search in asked}, wanting


def test_all_are_asked_that_take_nothing() -> None:
    """Those that need an account, money or a server are named instead."""
    asked, wanting = planned("sharepoint migration")
    assert set(asked) == {
        "mastodon", "hackernews", "reddit", "lemmy", "googlenews", "bingnews", "stackexchange",
        "devto", "github", "medium", "arxiv", "gdelt",
    }  # fmt: skip
    assert set(wanting) == {"bluesky", "x", "lobsters", "discourse", "wordpress"}
    assert wanting["bluesky"] == "needs [accounts.bluesky]"
    assert "needs a server" in wanting["wordpress"]
    assert "takes tags only" in wanting["lobsters"]


@pytest.mark.parametrize(
    ("network", "text", "query"),
    [
        ("mastodon", "sharepoint migration", "#sharepointmigration"),
        ("devto", "sharepoint migration", "#sharepoint-migration"),
        ("hackernews", "sharepoint migration", "sharepoint migration"),
        ("stackexchange", "sharepoint migration", "sharepoint migration"),
        ("googlenews", '"sharepoint migration" OR m365', '"sharepoint migration" OR m365'),
        ("mastodon", "#SharePoint #M365", "#SharePoint #M365"),
        ("lobsters", "#security", "#security"),
        ("hackernews", "#SharePoint", "SharePoint"),
    ],
)
def test_each_is_asked_in_its_own_words(network: str, text: str, query: str) -> None:
    """Tags where it has only tags, words where it has words."""
    assert planned(text)[0][network] == query


def test_a_token_opens_full_text() -> None:
    """With one, Mastodon takes words."""
    assert planned("sharepoint migration", mine=MASTODON)[0]["mastodon"] == "sharepoint migration"


def test_what_costs_money_is_asked_when_it_is_named() -> None:
    """An account at X is not yet a wish to pay for this."""
    assert "--network x" in planned("crm", mine=X)[1]["x"]
    assert planned("crm", "x", mine=X)[0] == {"x": "crm"}
    assert planned("crm", "x")[1] == {"x": "needs [accounts.x]"}


def test_the_servers_of_ones_own_searches_are_asked() -> None:
    """In place of the usual one, each of them once."""
    mine = follows(("wordpress", "https://a.example"), ("wordpress", "https://b.example"))
    asked, _ = live.planned("crm", config.parse(mine, "feeds.toml"), ["wordpress", "lemmy"])
    assert [(search.network, search.server) for search in asked] == [
        ("wordpress", "https://a.example"),
        ("wordpress", "https://b.example"),
        ("lemmy", ""),
    ]


def test_the_usual_server_needs_no_name() -> None:
    """A topic is searched for there already; what is kept of it stays short."""
    mine = '[topics.CRM]\nkeywords = ["CRM"]\nsearch = ["lemmy", "mastodon"]\n' + MASTODON
    mine += 'server = "https://fosstodon.org"\n'
    asked, _ = live.planned("crm", config.parse(mine, "feeds.toml"), ["lemmy", "mastodon"])
    assert [(search.query, search.server) for search in asked] == [("crm", ""), ("crm", "")]


class Found(NamedTuple):
    """What was asked, and the answer."""

    search: ConfiguredSearch
    answer: Answer


def ask(text: str, mine: str, *chosen: str) -> list[Found]:
    """Ask over real HTTP, with all that is needed from the environment."""
    loaded = config.parse(mine, "feeds.toml")
    asked, _ = live.planned(text, loaded, chosen)
    setup = Setup(loaded, ":memory:", NOW, {"PW": "pw"})
    found: list[Found] = []
    live.ask(setup, asked, lambda search, answer: found.append(Found(search, answer)))
    return found


def toot(number: int, text: str) -> dict[str, object]:
    return {
        "uri": f"https://home.example/{number}",
        "url": f"https://home.example/@ada/{number}",
        "created_at": f"2026-11-22T0{number}:00:00Z",
        "content": f"<p>{text}</p>",
        "account": {"acct": "ada@home.example", "display_name": "Ada"},
        "favourites_count": number,
    }


def answer(body: object) -> Page:
    return Page(json.dumps(body).encode(), headers=(("Content-Type", "application/json"),))


TAG = "/api/v1/timelines/tag/crm?limit=40"


def test_an_answer_is_clean_and_newest_first(site: Site) -> None:
    """What the server lets through beside the question is left out."""
    site.pages[TAG] = answer(
        [toot(1, "A <b>CRM</b>\x1b[31m"), toot(2, "On #CRM!"), toot(3, "Cats")]
    )
    (found,) = ask("crm", follows(("mastodon", site.url(""))), "mastodon")
    entries = found.answer.entries
    assert [entry.title for entry in entries] == ["On #CRM!", "A CRM[31m"]
    assert entries[0].engagement is not None
    assert entries[0].engagement.likes == 2


def test_only_the_first_page_is_asked_for(site: Site) -> None:
    """However new all of it is."""
    link = f'<{site.url(TAG)}&max_id=1>; rel="next"'
    body = json.dumps([toot(6, "CRM")]).encode()
    site.pages[TAG] = Page(body, headers=(("Link", link),))
    ask("crm", follows(("mastodon", site.url(""))), "mastodon")
    assert [seen.path for seen in site.seen] == [TAG]


def test_what_two_networks_have_comes_once(start_site: Callable[..., Site]) -> None:
    """By its address, or by a title that is too long to be a coincidence."""
    one, two = start_site("127.0.0.1"), start_site("127.0.0.2")
    title = "Northwind opens its CRM pricing to all"
    one.pages["/?s=crm&feed=rss2"] = Page(rss(item(title), item("CRM two")))
    two.pages["/?s=crm&feed=rss2"] = Page(
        rss(item(title, link="https://other.example/1"), item("CRM two"), item("CRM three"))
    )
    mine = follows(("wordpress", one.url("")), ("wordpress", two.url("")))
    found = ask("crm", mine, "wordpress")
    titles = [entry.title for _, answer in found for entry in answer.entries]
    assert sorted(titles) == ["CRM three", "CRM two", title]


def test_one_that_fails_is_a_line_and_the_others_come(site: Site) -> None:
    """In its own words, with what to do."""
    site.pages[TAG] = Page(status=401)
    site.pages["/?s=crm&feed=rss2"] = Page(rss(item("CRM")))
    mine = follows(("mastodon", site.url("")), ("wordpress", site.url("")))
    found = ask("crm", mine, "mastodon", "wordpress")
    answers = {search.network: answer for search, answer in found}
    assert "401" in answers["mastodon"].fault
    assert "[accounts.mastodon]" in answers["mastodon"].fault
    assert [entry.title for entry in answers["wordpress"].entries] == ["CRM"]


def test_a_missing_password_is_a_line(site: Site) -> None:
    """Its name, not its value."""
    mine = BLUESKY.replace("PW", "NOT_SET") + f'server = "{site.url("")}"\n' + FEED
    (found,) = ask("crm", mine, "bluesky")
    assert found.answer.fault == "environment variable NOT_SET is not set"


def test_a_quick_answer_does_not_wait_for_a_slow_one(start_site: Callable[..., Site]) -> None:
    """The slow network is let go only when the quick one's answer has come."""
    quick, slow = start_site("127.0.0.1"), start_site("127.0.0.2")
    shown = threading.Event()

    def hold(_: Seen) -> Page:
        assert shown.wait(20)
        return Page(rss(item("CRM slow")))

    quick.pages["/?s=crm&feed=rss2"] = Page(rss(item("CRM quick")))
    slow.pages["/?s=crm&feed=rss2"] = hold
    mine = follows(("wordpress", slow.url("")), ("wordpress", quick.url("")))
    loaded = config.parse(mine, "feeds.toml")
    asked, _ = live.planned("crm", loaded, ["wordpress"])
    titles: list[str] = []

    def answered(_: ConfiguredSearch, answer: Answer) -> None:
        titles.extend(entry.title for entry in answer.entries)
        shown.set()

    live.ask(Setup(loaded, ":memory:", NOW), asked, answered)
    assert titles == ["CRM quick", "CRM slow"]
