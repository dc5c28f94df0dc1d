"""An HTML page to the feeds it announces (RSS autodiscovery, ``<link rel="alternate">``)."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.parse import encoding
from cio_digest.parse.addresses import absolute, is_web

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

# As they are registered, and as publishers wrote them before or write them still.
_SURE = re.compile(
    r"(?:application|text)/(?:x[.-])?(?:rss|atom|rdf)(?:\+xml)?|application/feed\+json"
)
_UNSURE = ("application/json", "application/xml", "text/xml")
# Of a link that does not say its type: how addresses of feeds end.
_LIKE_A_FEED = re.compile(
    r"(?:\.(?:xml|rss|atom|rdf)|/(?:feed|rss|atom)/?)(?:[?#]|$)", re.IGNORECASE
)
_HEAD = 500_000  # characters; feeds are announced in the head, and a page may be endless
# A tree of the whole page can take gigabytes: only the tags that name feeds are made one.
_TAG = re.compile(
    r"<(?:link|base|a)\s(?:[^<>\"']|\"[^\"<]{0,4000}\"|'[^'<]{0,4000}'){0,1000}>", re.IGNORECASE
)
_TAGS = 5_000
_ANCHOR = 4  # an anchor in the page counts after all that the head announces
# A site announces its articles' feed and, beside it, those of comments: the second is not news.
_LESSER = ("comment", "kommentar", "commentaire", "wp-json", "oembed")


class AnnouncedFeed(NamedTuple):
    """A feed as a page announces it: its absolute http(s) address, and what the page calls it.

    It is ``sure`` to be one by its type; JSON and XML may be anything.
    """

    url: str
    title: str = ""
    sure: bool = True


def feed_links(body: bytes, *, url: str) -> tuple[AnnouncedFeed, ...]:
    """The feeds that a page announces, best first, each once."""
    from selectolax.lexbor import LexborHTMLParser  # only pages need it

    text = encoding.text(body[: 4 * _HEAD])[:_HEAD]
    found = [tag[0] for tag in itertools.islice(_TAG.finditer(_uncommented(text)), _TAGS)]
    if not found:
        return ()
    tree = LexborHTMLParser("</a>".join(found))
    base = _base(tree, url)
    ranked: list[tuple[int, AnnouncedFeed]] = []
    for link in tree.css("link[rel][href], a[type][href]"):
        attributes = {key: value or "" for key, value in link.attributes.items()}
        address, title = absolute(attributes["href"], base), attributes.get("title", "")
        kind = attributes.get("type", "").split(";")[0].strip().lower()
        sure = _SURE.fullmatch(kind) is not None
        anchor = link.tag == "a" and sure
        if is_web(address) and (anchor or _announces(attributes.get("rel", ""), kind, address)):
            rank = _rank(address, title, sure=sure) + _ANCHOR * anchor
            ranked.append((rank, AnnouncedFeed(address, title, sure)))
    ranked.sort(key=lambda pair: pair[0])
    return tuple({each.url: each for _, each in reversed(ranked)}.values())[::-1]


def _announces(relation: str, kind: str, address: str) -> bool:
    """Whether a link is to a feed, by its relation and its type or, without one, its address."""
    relations = relation.lower().split()
    typed = (
        kind in _UNSURE
        or _SURE.fullmatch(kind) is not None
        or (not kind and _LIKE_A_FEED.search(address) is not None)
    )
    return "feed" in relations or ("alternate" in relations and typed)


def _uncommented(text: str) -> str:
    """A page without its comments; one that never ends goes to the end."""
    first, *others = text.split("<!--")
    return first + "".join(other.partition("-->")[2] for other in others)


def _base(tree: LexborHTMLParser, url: str) -> str:
    node = tree.css_first("base[href]")
    return absolute(node.attributes.get("href") or "", url) if node else url


def _rank(address: str, title: str, *, sure: bool) -> int:
    """0 for a feed by type, 1 for a type that may be anything, +2 for comments and the like."""
    lesser = any(word in f"{address} {title}".lower() for word in _LESSER)
    return 2 * lesser + (not sure)
