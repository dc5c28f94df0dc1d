"""The invented world's address -> the feeds.toml that follows all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.config import writing
from cio_digest.demo import answers, catalogues, world

if TYPE_CHECKING:
    from cio_digest.demo.world import Publisher

_TOPICS = """\
# The demo world: every source is invented, and served from this computer.

[topics.CRM]
keywords = ["CRM", "customer record", "contact centre", "service agent", "Northwind", "Halyard"]
weight = 2

[topics.SharePoint]
keywords = ["SharePoint", "intranet", "document library"]
weight = 2

[topics.Leadership]
keywords = ["CIO", "DSI", "leadership", "IT budget", "operating model", "talent"]
weight = 1.5

[topics.Security]
keywords = [
    "ransomware", "zero-day", "vulnerability", "phishing", "passkey", "CISO", "malware",
    "authentication bypass", "zero trust", "Gatelight",
]

[topics.Cloud]
keywords = ["cloud", "egress", "outage", "cloud region", "Corvane"]

[topics.AI]
keywords = ["AI", "KI", "assistant", "language model", "Ottermind", "Marlowe"]
"""


def config(base_url: str) -> str:
    """The text of feeds.toml: six topics, a stack, and every publisher below ``base_url``."""
    sources = [_source(publisher, base_url) for publisher in world.publishers(world.EPOCH)]
    return "\n".join([_TOPICS, *sources, catalogues.config(base_url)])


def _source(publisher: Publisher, base_url: str) -> str:
    if publisher.voice:
        account = f"{base_url}/@{publisher.name}"
        return writing.tables("voices", [publisher.voice._asdict() | {"mastodon": account}])
    facts = {
        "url": base_url + answers.path(publisher),
        "title": publisher.feed.title,
        "role": publisher.role,
        "tags": publisher.tags,
    }
    return writing.tables("feeds", [{key: value for key, value in facts.items() if value}])
