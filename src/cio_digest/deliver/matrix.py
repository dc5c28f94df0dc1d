"""A digest -> a message in a Matrix room.

https://spec.matrix.org/latest/client-server-api/#put_matrixclientv3roomsroomidsendeventtypetxnid:
what comes with the transaction's name of an earlier message is that message, and is shown once.
"""

from __future__ import annotations

from contextlib import suppress
from json import loads
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from cio_digest.deliver.page import Excerpt, StoryText, fitted
from cio_digest.deliver.service import Destination, Parcel, Service, body
from cio_digest.render.markup import Markup, element, joined, lines, linked

if TYPE_CHECKING:
    from cio_digest.models import Digest

LARGEST = 60_000  # bytes; an event has 65,536, and what the server adds is among them
_LONGEST_REST = 86_400  # seconds


def parcel(digest: Digest, to: Destination) -> Parcel:
    """The message, with as many stories as an event may have."""
    document = fitted(digest, _message, lambda made: len(body(made)) <= LARGEST)
    room, mark = quote(to.room, ""), quote(to.mark, "")
    path = f"/_matrix/client/v3/rooms/{room}/send/m.room.message/{mark}"
    return Parcel(to.url.rstrip("/") + path, document, "PUT")


def fault(answer: bytes) -> str:
    """What is wrong with an answer that names no event."""
    return "" if "event_id" in _fields(answer) else "this is not what a Matrix server answers"


def rest(answer: bytes) -> float:
    """How many seconds of rest a limit asks for, in the way from before version 1.10."""
    wait = _fields(answer).get("retry_after_ms")
    if isinstance(wait, bool) or not isinstance(wait, int):
        return 0.0
    return min(max(wait, 0), _LONGEST_REST * 1000) / 1000


def _fields(answer: bytes) -> dict[str, Any]:
    with suppress(ValueError, RecursionError):
        found = loads(answer)
        if isinstance(found, dict):
            return found
    return {}


def _message(page: Excerpt) -> dict[str, Any]:
    """A notice, which no other program answers, and which calls nobody by name."""
    return {
        "msgtype": "m.notice",
        "body": _plain(page),
        "format": "org.matrix.custom.html",
        "formatted_body": _html(page),
        "m.mentions": {},
    }


def _plain(page: Excerpt) -> str:
    found = [page.heading, page.totals, *page.remarks]
    for title, tellings in page.sections:
        found += ["", title.upper()]
        for telling in tellings:
            number = f"{telling.number}. " if telling.number else ""
            told = (telling.source, telling.summary, telling.reason, telling.url)
            found += [f"{number}{telling.title}", *(f"   {line}" for line in told if line)]
    if page.rising:
        found += ["", "RISING", *page.rising]
    return "\n".join([*found, "", *filter(None, (page.left, page.health))])


def _html(page: Excerpt) -> Markup:
    found = [element("h3", page.heading), element("p", page.totals)]
    found += [element("p", remark) for remark in page.remarks]
    for title, tellings in page.sections:
        found.append(element("h4", title))
        found += map(_story, tellings)
    if page.rising:
        found += [element("h4", "Rising"), element("p", _broken(*page.rising))]
    foot = [element("em", line) for line in (page.left, page.health) if line]
    return lines(*found, element("p", _broken(*foot)))


def _story(telling: StoryText) -> Markup:
    number = f"{telling.number}. " if telling.number else ""
    title = joined(number, element("strong", linked(telling.title, telling.url)))
    reason = element("em", telling.reason) if telling.reason else ""
    return element("p", _broken(title, telling.source, telling.summary, reason))


def _broken(*texts: str) -> Markup:
    """The texts, each on a line of its own."""
    return Markup(element("br").join(joined(text) for text in texts if text))


SERVICE = Service(
    "Matrix", parcel, takes=("room", "token"), needs=("room", "token"), fault=fault, rest=rest
)
