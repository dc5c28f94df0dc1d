"""Reddit: subreddits, searches and users, by their Atom feeds.

https://www.reddit.com/wiki/rss. The JSON interface turns anonymous readers away; the feeds take
about one request a minute.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cio_digest.networks import feed, links
from cio_digest.networks.kind import Conversation, Kind, People, Search, Task

if TYPE_CHECKING:
    from cio_digest.models import RawEntry, Source

_GAP = 60.0  # seconds
_LIMIT = 100
_GONE = r"(?i:\[ ?(?:removed|deleted)(?: by [\w ]{1,40})? ?\])"
# What stands below every text: who submitted it, the page it points to, the comments. Blanks before
# it are looked for from the first of them only.
_FOOTER = (
    r"(?s:(?<!\s)(?<!&#32;)(?:\s|&#32;)*\bsubmitted by\b"
    r'.{0,500}?<a href="([^"]{1,2000})">\[link\].*)'
)
_THREAD = (
    r"https?://(?:\w+\.)?reddit\.com/((?:r|user)/[\w-]{1,50})/comments/\w{1,20}/(?:[^/?#]{1,200}/)?"
)
_THUMBNAIL = r"<table>\s*<tr>\s*<td>\s*<a [^>]*>\s*<img [^>]*>\s*</a>\s*</td>\s*<td>"


def read(task: Task) -> Conversation:
    """Read one feed."""
    reading = yield from feed.at(task, address(task.source), entry, gap=_GAP)
    if not reading.feed:
        return reading
    entries = tuple(raw for raw in reading.feed.entries if not _is_gone(raw))
    return reading._replace(feed=reading.feed._replace(entries=entries))


def _is_gone(raw: RawEntry) -> bool:
    """Whether a moderator removed a post or its author deleted it: a sign stands in its place."""
    text = re.sub(r"<[^<>]{0,500}>", "", raw.content[:500]).strip()
    return any(re.fullmatch(_GONE, each) for each in (raw.title.strip(), text))


def address(source: Source) -> str:
    """A user, subreddits as ``r/one+two``, or a search; nothing where the feed itself is given."""
    kind, _, name = source.query.partition("/")
    if source.handle:
        user = links.part(source.handle.removeprefix("u/"))
        return links.address(source.url, f"/user/{user}/.rss", limit=_LIMIT)
    if kind == "r" and name:
        return links.address(source.url, f"/r/{links.part(name)}/new/.rss", limit=_LIMIT)
    if source.query:
        return links.address(
            source.url, "/search.rss", q=source.query, sort="new", t="week", limit=_LIMIT
        )
    return ""


def entry(raw: RawEntry) -> RawEntry:
    """The text without what Reddit puts around it; the page it points to as a link."""
    from html import unescape

    footer = re.search(_FOOTER, raw.content)
    text = raw.content[: footer.start()] if footer else raw.content
    text = re.sub(_THUMBNAIL, "", text)
    name = raw.author.removeprefix("/u/")
    thread = re.match(_THREAD, raw.url)
    return raw._replace(
        content=text,
        author=name,
        links=(unescape(footer[1]),) if footer else (),
        network="reddit",
        handle=f"u/{name}" if name else "",
        comments=thread[0] if thread else "",
        forum=thread[1] if thread else "",
        own=text,
    )


KIND = Kind(
    title="Reddit",
    reads="search, subreddits (r/one+two), users",
    read=read,
    lacks="no scores; about one request a minute, so many searches take as many minutes",
    hints={
        403: "Reddit turns this network address away, or the key in a private feed's address",
        404: "is there such a subreddit or user, and is it public?",
        429: "Reddit takes about one request a minute",
    },
    server="https://www.reddit.com",
    social=True,
    threads=((_THREAD, "{}"),),
    search=Search(style="or", place=r"r/\S+", partial=True),
    people=People("name", profiles=(r"(?:old\.)?reddit\.com/(?:user|u)/([\w-]+)(?:[/?].*)?",)),
    pages=((r"https?://(?:\w+\.)?reddit\.com/(r/[\w+-]+)/?", "https://www.reddit.com/{}/.rss"),),
)
