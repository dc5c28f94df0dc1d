"""The heading of a table's column to what stands in it."""

from __future__ import annotations

import re

from cio_digest.networks.facts import NETWORKS

# What a column holds, by the words that people write above it; letters and digits only.
_HEADINGS: dict[str, str] = {
    "name": "name fullname person voice who displayname author cio contactname text",
    "first": "firstname first givenname forename",
    "last": "lastname last surname familyname",
    "role": "role type jobtitle title position function job",
    "sector": "sector industry branch vertical category",
    "organisation": "organisation organization company employer org firm affiliation outlet"
    " publication companyname institution",
    "network": "network platform channel service",
    "": "address handle url link account profile social profileurl",
    "feeds": "feeds feed rss rssfeed atom xmlurl feedurl rssurl blog blogs website site web"
    " homepage htmlurl newsletter webpage",
    "mastodon": "fediverse activitypub",
    "bluesky": "bsky",
    "x": "twitter xtwitter twitterx xformerlytwitter",
    "hackernews": "hn ycombinator",
    "youtube": "yt youtubechannel",
    "devto": "dev",
    # Networks that cannot be read, so that the report can say so.
    "LinkedIn": "linkedin",
    "Facebook": "facebook fb",
    "Threads": "threads",
    "Telegram": "telegram",
    "Instagram": "instagram insta",
    "TikTok": "tiktok",
}
_MEANINGS = {
    **{name: name for name, network in NETWORKS.items() if network.handle},
    **{word: meaning for meaning, words in _HEADINGS.items() for word in words.split()},
}
# What is left off a network's name: "Mastodon handle", "Twitter URL", "GitHub username".
_SUFFIX = re.compile(r"(?:handle|url|link|account|profile|username|user|id|address|page|name)+$")
FACTS = frozenset({"name", "first", "last", "role", "sector", "organisation", "network"})


def meaning(heading: str) -> str | None:
    """What stands below a heading: one of ``FACTS``, a network, ``feeds``, ``""`` for an address
    of any kind, or None where the heading says nothing to us.
    """  # noqa: D205 - one sentence
    word = re.sub(r"[\W_]", "", heading.casefold())
    short = _SUFFIX.sub("", word)
    for each in (word, short):
        if each in _MEANINGS:
            return _MEANINGS[each]
    return None
