"""YouTube: the videos of a channel or a playlist, by their feed.

https://developers.google.com/youtube/v3/guides/push_notifications names the feed. It holds the
newest 15 videos.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.networks import feed, links
from cio_digest.networks.kind import Conversation, Kind, People, Task

if TYPE_CHECKING:
    from cio_digest.models import RawEntry, Source


def read(task: Task) -> Conversation:
    """Read one feed."""
    return (yield from feed.at(task, address(task.source), entry))


def address(source: Source) -> str:
    """A channel by its id (``UC…``), anything else as a playlist's."""
    handle = source.handle
    if not handle:
        return ""
    name = "channel_id" if handle.startswith("UC") else "playlist_id"
    return links.address(source.url, "/feeds/videos.xml", **{name: handle})


def entry(raw: RawEntry) -> RawEntry:
    """A video is the channel's own word."""
    return raw._replace(network="youtube", handle=raw.author)


KIND = Kind(
    title="YouTube",
    reads="channels (by id, UC…), playlists (by id, PL…)",
    read=read,
    lacks="no search; no handles such as @name: a channel's page shows its id",
    hints={404: "is the id right? YouTube also answers so when its feeds are out of order"},
    server="https://www.youtube.com",
    social=True,
    people=People(
        "UC…",
        profiles=(
            r"youtube\.com/channel/(UC[\w-]+)(?:[/?].*)?",
            r"youtube\.com/feeds/videos\.xml\?channel_id=(UC[\w-]+)",
        ),
        hosts=("youtube.com",),
        hint="give the channel's id, UC…",
        listed=r"(?:UC|PL)[\w-]{10,60}",
        headings="yt youtubechannel",
    ),
    pages=(
        (
            r"https?://(?:(?:www|m|music)\.)?youtube\.com/playlist\?(?:.*&)?list=((?:PL|UU|OL)[\w-]+).*",
            "https://www.youtube.com/feeds/videos.xml?playlist_id={}",
        ),
    ),
)
