"""Topics, searches and voices become sources, each asked once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest import config
from cio_digest.config.searches import queries
from cio_digest.models import Auth, Secret, Voice
from cio_digest.networks import registry

KEYWORDS = ["CRM", "Social CRM", "C#", "Dynamics 365", "crm", "customer data", "AI"]
ACCOUNT = """
[accounts.bluesky]
user = "me.example"
password = { env = "PW" }
"""


@pytest.mark.parametrize(
    ("network", "asked"),
    [
        ("mastodon", ["#CRM #SocialCRM #Dynamics365 #customerdata", "#AI"]),
        ("medium", ["#crm", "#social-crm", "#dynamics-365", "#customer-data", "#ai"]),
        ("hackernews", ["CRM", '"Social CRM"', '"C#"', '"Dynamics 365"', '"customer data"', "AI"]),
        ("googlenews", ['CRM OR "Social CRM" OR "C#" OR "Dynamics 365" OR "customer data" OR AI']),
    ],
)
def test_keywords_in_the_words_of_a_network(network: str, asked: list[str]) -> None:
    """Hashtags some in one, a tag each, a phrase each, or alternatives; each once."""
    found = [each.casefold() for each in queries(registry.kind(network), KEYWORDS)]
    assert found == [each.casefold() for each in asked]


def test_long_lists_of_alternatives_are_split() -> None:
    """No query grows past what networks take."""
    asked = queries(registry.kind("reddit"), [f"keyword number {n}" for n in range(40)])
    assert len(asked) > 1
    assert all(len(query) <= 250 for query in asked)
    assert " OR ".join(asked).count("number") == 40


@given(st.lists(st.text(min_size=1)), st.sampled_from(sorted(registry.networks())))
def test_any_keyword_makes_a_query_that_holds_something(words: list[str], name: str) -> None:
    """Whatever a keyword is made of, no query is empty."""
    assert all(query.strip('#" ') for query in queries(registry.kind(name), words))


def test_topics_are_searched_once_a_network() -> None:
    """What two topics share is asked for the first, in whose line it stands."""
    found = config.parse(
        """
        [topics.CRM]
        keywords = ["CRM", "SharePoint"]
        search = ["hackernews", "mastodon"]
        [topics.SharePoint]
        keywords = ["sharepoint", "intranet"]
        search = ["hackernews"]
        """,
        "feeds.toml",
    )
    assert [(source.kind, source.query, source.where) for source in found.sources] == [
        ("hackernews", "CRM", "feeds.toml:2"),
        ("hackernews", "SharePoint", "feeds.toml:2"),
        ("mastodon", "#CRM #SharePoint", "feeds.toml:2"),
        ("hackernews", "intranet", "feeds.toml:5"),
    ]
    assert found.topics[0].search == ("hackernews", "mastodon")


def test_a_search() -> None:
    """Every key arrives in its place."""
    (found,) = config.parse(
        """
        [[searches]]
        network = "lemmy"
        query = "crm"
        server = "https://lemmy.example"
        min_engagement = 5
        language = "EN"
        title = "CRM there"
        tags = ["x"]
        weight = 2
        """,
        "feeds.toml",
    ).sources
    assert (found.kind, found.query, found.url) == ("lemmy", "crm", "https://lemmy.example")
    assert (found.least, found.language, found.title) == (5, "en", "CRM there")
    assert (found.tags, found.weight, found.network) == (("x",), 2.0, "lemmy")
    assert (found.key, found.where) == ("lemmy://lemmy.example/crm", "feeds.toml:2")


def test_news_is_of_no_network() -> None:
    """What a search for news finds is a publisher's word, not a person's."""
    text = '[[searches]]\nnetwork = "googlenews"\nquery = "crm"'
    assert config.parse(text, "feeds.toml").sources[0].network == ""


def test_a_voice() -> None:
    """Each address is a source that carries the voice."""
    found = config.parse(
        """
        [[voices]]
        name = "Ada Byron"
        role = "peer"
        sector = "retail"
        organisation = "Northwind"
        mastodon = "@ada@home.example"
        bluesky = "ada.example"
        feeds = ["https://ada.example/"]
        weight = 3
        """,
        "feeds.toml",
    )
    assert found.voices == (Voice("Ada Byron", "peer", "retail", "Northwind"),)
    assert [(source.kind, source.url, source.handle) for source in found.sources] == [
        ("mastodon", "https://home.example", "@ada@home.example"),
        ("bluesky", "https://public.api.bsky.app", "ada.example"),
        ("feed", "https://ada.example/", ""),
    ]
    for source in found.sources:
        assert (source.voice, source.role, source.weight) == ("Ada Byron", "peer", 3)
        assert source.where == "feeds.toml:2"
    assert [source.title for source in found.sources] == [
        "Ada Byron (Mastodon)",
        "Ada Byron (Bluesky)",
        "",
    ]


def test_a_profiles_address_names_its_server() -> None:
    """For a server that is called otherwise than its accounts."""
    text = '[[voices]]\nname = "A"\nmastodon = "https://social.home.example/@a"'
    assert config.parse(text, "f").sources[0].url == "https://social.home.example"


def test_a_feed_that_a_voice_names_too_is_one_source() -> None:
    """The feed keeps its own settings, and gets the voice."""
    (found,) = config.parse(
        '[[feeds]]\nurl = "https://a.example/feed"\ntitle = "Mine"\n'
        '[[voices]]\nname = "Ada"\nrole = "peer"\nfeeds = ["https://a.example/feed"]',
        "feeds.toml",
    ).sources
    assert (found.title, found.voice, found.role) == ("Mine", "Ada", "peer")
    assert found.where == "feeds.toml:1"


def test_an_account_goes_to_its_own_server_only() -> None:
    """Neither another server nor the public one gets the reader's password."""
    found = config.parse(
        f"""{ACCOUNT}
        [[searches]]
        network = "bluesky"
        query = "crm"
        [[searches]]
        network = "bluesky"
        query = "crm"
        server = "https://evil.example"
        [[voices]]
        name = "Ada"
        bluesky = "ada.example"
        """,
        "feeds.toml",
    )
    login = Auth("me.example", Secret(env="PW"))
    assert [source.login for source in found.sources] == [login, None, None]


def test_an_accounts_server_is_the_one_to_ask() -> None:
    """A search goes where the reader is at home."""
    found = config.parse(
        """
        [accounts.mastodon]
        server = "https://home.example"
        token = { command = ["pass", "mastodon"] }
        [[searches]]
        network = "mastodon"
        query = "social crm"
        """,
        "feeds.toml",
    )
    (source,) = found.sources
    assert source.url == "https://home.example"
    assert source.login == Auth("", Secret(command=("pass", "mastodon")))


X = "[accounts.x]\ntoken = { env = 'T' }\n"


@pytest.mark.parametrize(("line", "cap"), [("", 5.0), ("cap = 12.5", 12.5), ("cap = 0", 0.0)])
def test_what_costs_money_has_a_cap(line: str, cap: float) -> None:
    """Five dollars a month, unless the reader says otherwise."""
    found = config.parse(f'[[voices]]\nname = "A"\nx = "@a"\n{X}{line}', "feeds.toml")
    assert [(name, account.cap) for name, account in found.accounts] == [("x", cap)]


def test_every_account_arrives_whether_it_is_used_or_not() -> None:
    """So that it can be tried."""
    found = config.parse(f'[[feeds]]\nurl = "https://a.example/"\n{ACCOUNT}', "feeds.toml")
    ((name, account),) = found.accounts
    assert (name, account.login) == ("bluesky", Auth("me.example", Secret(env="PW")))
    assert account.cap == 0


def test_an_account_that_cannot_be_read_waits_for_one_of_ones_own() -> None:
    """It is no source until then, and no mistake."""
    mine = '[[voices]]\nname = "Ada"\nx = "@ada"\nfeeds = ["https://a.example/"]\n'
    found = config.parse(mine, "f")
    assert [source.kind for source in found.sources] == ["feed"]
    assert [source.handle for source in found.waiting] == ["@ada"]
    found = config.parse(mine + X, "f")
    assert [source.kind for source in found.sources] == ["x", "feed"]
    assert found.waiting == ()
