"""Medium: tags, people and publications, by their feeds.

https://help.medium.com/hc/en-us/articles/214874118-Using-RSS-feeds-of-profiles-publications-and-topics
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.networks import feed, links
from cio_digest.networks.kind import Conversation, Kind, People, Search, Task

if TYPE_CHECKING:
    from cio_digest.models import Source


def read(task: Task) -> Conversation:
    """Read one feed."""
    return (yield from feed.at(task, address(task.source)))


def address(source: Source) -> str:
    """A person (``@name``), a publication (``name``), or a tag."""
    if source.handle:
        return f"{source.url}/feed/{links.part(source.handle)}"
    if tags := links.tags(source.query):
        return f"{source.url}/feed/tag/{links.part(tags[0].lower())}"
    return ""


KIND = Kind(
    title="Medium",
    reads="tags, people (@name), publications",
    read=read,
    lacks="no search for words; one tag a search; the newest ten, often only their beginning",
    hints={404: "is there such a tag, author or publication?"},
    server="https://medium.com",
    search=Search(style="tag", words="", tags="any", partial=True),
    people=People(
        "@name",
        sign="@?",
        profiles=(r"medium\.com/(?:feed/)?(?!(?:feed|tag|m)(?:/|$))(@?[\w.-]+)/?",),
    ),
)
