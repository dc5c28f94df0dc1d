"""A digest -> a notification of an ntfy server: titles and who tells them.

https://docs.ntfy.sh/publish/#publish-as-json, which takes every letter where headers do not. A
longer message than 4,096 bytes would become a file; https://docs.ntfy.sh/config/#message-limits.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from cio_digest.deliver.page import Excerpt, fitted
from cio_digest.deliver.service import Destination, Parcel, Service
from cio_digest.render import subject

if TYPE_CHECKING:
    from cio_digest.models import Digest

LARGEST = 4_096  # bytes of a message
_TOPIC = re.compile(r"/([-_A-Za-z0-9]{1,64})/?")


def parcel(digest: Digest, to: Destination) -> Parcel:
    """The notification, with as many stories as it may have; touched, it opens the first one."""
    page = fitted(digest, lambda made: made, lambda made: len(_text(made).encode()) <= LARGEST)
    topic = _TOPIC.fullmatch(urlsplit(to.url).path)
    document: dict[str, Any] = {
        "topic": topic[1] if topic else "",
        "title": subject.line(digest),
        "message": _text(page),
        "tags": ["newspaper"],
    }
    links = [telling.url for _, tellings in page.sections for telling in tellings]
    if first := next(filter(None, links), ""):
        document["click"] = first
    return Parcel(urlsplit(to.url)._replace(path="/", query="", fragment="").geturl(), document)


def flaw(url: str) -> str:
    """What is wrong with an address that names no topic."""
    if _TOPIC.fullmatch(urlsplit(url).path):
        return ""
    return "names no topic; write it like https://ntfy.sh/my-topic"


def _text(page: Excerpt) -> str:
    found = [page.totals, *page.remarks]
    for title, tellings in page.sections:
        found += ["", title]
        for telling in tellings:
            number = f"{telling.number}. " if telling.number else ""
            found.append(f"{number}{telling.title} ({telling.source})")
    return "\n".join([*found, "", *filter(None, (page.left, page.health))])


SERVICE = Service("ntfy", parcel, takes=("token", "auth"), flaw=flaw)
