"""The networks that searches, voices and accounts may name, and how each wants to be asked.

How a network is read stands in ``sources``, a file for each; here is what feeds.toml has to know.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

# How the keywords of a topic become queries: hashtags, some in one; a tag each; a phrase each;
# phrases joined by OR. A network without a style cannot be asked for words.
Style = Literal["hashtags", "tag", "phrase", "or", ""]


class Network(NamedTuple):
    """What feeds.toml may say of a network.

    ``server`` is asked where no other is named; one without has to be named. ``people`` is where
    accounts are read, if elsewhere. ``handle`` is what a person's address looks like, empty where
    there are none; ``account`` are the keys of ``[accounts.NAME]``, ``closed`` what cannot be had
    without. What ``social`` networks bring is the word of a person, not of a publisher. Of networks
    with ``many`` servers each is on its own. One with a ``cap`` costs money: US dollars a calendar
    month, unless the reader says otherwise.
    """

    title: str
    server: str = ""
    people: str = ""
    style: Style = ""
    searched: bool = True
    handle: str = ""
    account: tuple[str, ...] = ()
    closed: Literal["", "search", "all"] = ""
    social: bool = False
    many: bool = False
    cap: float = 0.0


NETWORKS: dict[str, Network] = {
    "mastodon": Network(
        "Mastodon",
        "https://mastodon.social",
        style="hashtags",
        handle="@name@server",
        account=("token",),
        social=True,
        many=True,
    ),
    "bluesky": Network(
        "Bluesky",
        "https://bsky.social",
        people="https://public.api.bsky.app",
        style="phrase",
        handle="name.bsky.social",
        account=("user", "password"),
        closed="search",
        social=True,
    ),
    "hackernews": Network(
        "Hacker News", "https://hn.algolia.com", style="phrase", handle="name", social=True
    ),
    "x": Network(
        "X",
        "https://api.x.com",
        style="or",
        handle="@name",
        account=("token",),
        closed="all",
        social=True,
        cap=5.0,
    ),
    "reddit": Network("Reddit", "https://www.reddit.com", style="or", handle="name", social=True),
    "lobsters": Network("Lobsters", "https://lobste.rs", handle="name", social=True),
    "lemmy": Network(
        "Lemmy",
        "https://lemmy.world",
        style="phrase",
        handle="@name@server",
        social=True,
        many=True,
    ),
    "youtube": Network(
        "YouTube", "https://www.youtube.com", searched=False, handle="UC…", social=True
    ),
    "googlenews": Network("Google News", "https://news.google.com", style="or"),
    "bingnews": Network("Bing News", "https://www.bing.com", style="or"),
    "stackexchange": Network(
        "Stack Exchange", "https://stackoverflow.com", style="tag", social=True
    ),
    "devto": Network("DEV", "https://dev.to", style="tag", handle="name", social=True),
    "github": Network(
        "GitHub", "https://github.com", style="phrase", handle="name", account=("token",)
    ),
    "medium": Network("Medium", "https://medium.com", style="tag", handle="@name"),
    "substack": Network("Substack", "https://substack.com", searched=False, handle="name"),
    "discourse": Network("Discourse", social=True, many=True),
    "arxiv": Network("arXiv", "https://export.arxiv.org", style="or"),
    "gdelt": Network("GDELT", "https://api.gdeltproject.org", style="or"),
    "wordpress": Network("WordPress", many=True),
}

# Hosts whose feeds have a way of their own, wherever under [[feeds]] they stand.
_HOSTS = {
    "www.reddit.com": "reddit",
    "old.reddit.com": "reddit",
    "reddit.com": "reddit",
    "lobste.rs": "lobsters",
    "www.youtube.com": "youtube",
    "news.google.com": "googlenews",
    "www.bing.com": "bingnews",
}
_ALERTS = "https://www.google.com/alerts/feeds/"


def kind_of_feed(address: str, network: str) -> str:
    """The kind that reads a feed: its host's own, a bridge's where it names a network."""
    if address.startswith(_ALERTS):
        return "googlealerts"
    host = address.partition("://")[2].partition("/")[0]
    return _HOSTS.get(host) or ("bridge" if network else "feed")
