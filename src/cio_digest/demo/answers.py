"""The invented world at an instant -> what its server answers at which path, faults included.

The faults are those of the wild: missing (404), gone (410), broken (500), moved (301), slow,
malformed XML, a page where a feed should be, a page that checks for bots, and the error that a
bridge sends as an entry.
"""

from __future__ import annotations

from email.utils import format_datetime
from hashlib import sha256
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.demo import catalogues, feeds, mastodon, world
from cio_digest.models import RawEntry

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from cio_digest.demo.world import Publisher

_SECONDS_OF_A_SLOW_ANSWER = 0.8
_JSON = {"Content-Type": "application/json; charset=utf-8"}
_HTML = {"Content-Type": "text/html; charset=utf-8"}
_PAGE = """<!doctype html>
<html lang="en"><head><title>{title}</title>
<link rel="alternate" type="{type}" title="{title}" href="{href}">
</head><body><h1>{title}</h1><p>Thank you for reading.</p></body></html>
"""
_BOT_CHECK = b"""<!doctype html>
<html lang="en"><head><title>Just a moment...</title></head>
<body><h1>Checking your browser before you continue</h1>
<p>Enable JavaScript and cookies to continue.</p></body></html>
"""


class CannedResponse(NamedTuple):
    """An HTTP answer; ``delay`` is how many seconds it lets one wait."""

    status: HTTPStatus
    headers: dict[str, str] = {}  # noqa: RUF012 - never written to
    body: bytes = b""
    delay: float = 0.0


def answers(now: datetime) -> dict[str, CannedResponse]:
    """Everything that the world serves at ``now``, by path."""
    listed = {
        where: CannedResponse(HTTPStatus.OK, {**_JSON, "ETag": _tag(body)}, body)
        for where, body in catalogues.documents(now).items()
    }
    return listed | {
        where: answer
        for publisher in world.publishers(now)
        for where, answer in _FAULTS[publisher.fault](publisher).items()
    }


def path(publisher: Publisher) -> str:
    """Where readers ask for the publisher's feed."""
    if publisher.fault == "page":
        return f"/{publisher.name}/"
    return f"/{publisher.name}/feed.{'json' if publisher.feed.format == 'json' else 'xml'}"


def _aside(publisher: Publisher) -> str:
    """Where the feed stands of a publisher who has something else at its path."""
    return f"/{publisher.name}/latest.xml"


def _document(publisher: Publisher) -> CannedResponse:
    """The feed with its validators (RFC 9110, 8.8)."""
    body = feeds.document(publisher.feed)
    headers = {
        "Content-Type": feeds.MEDIA_TYPES[publisher.feed.format],
        "ETag": _tag(body),
    }
    if publisher.feed.entries and (newest := publisher.feed.entries[0].published):
        headers["Last-Modified"] = format_datetime(newest, usegmt=True)
    return CannedResponse(HTTPStatus.OK, headers, body)


def _tag(body: bytes) -> str:
    return f'"{sha256(body).hexdigest()[:16]}"'


# --- faults -----------------------------------------------------------------------------------


def _healthy(publisher: Publisher) -> dict[str, CannedResponse]:
    if publisher.voice:
        said = mastodon.documents(publisher)
        return {where: CannedResponse(HTTPStatus.OK, _JSON, body) for where, body in said.items()}
    return {path(publisher): _document(publisher)}


def _refusing(status: HTTPStatus) -> Callable[[Publisher], dict[str, CannedResponse]]:
    return lambda publisher: {path(publisher): CannedResponse(status)}


def _moved(publisher: Publisher) -> dict[str, CannedResponse]:
    moved = CannedResponse(HTTPStatus.MOVED_PERMANENTLY, {"Location": _aside(publisher)})
    return {path(publisher): moved, _aside(publisher): _document(publisher)}


def _page(publisher: Publisher) -> dict[str, CannedResponse]:
    """A web page that says where its feed is."""
    kind = feeds.MEDIA_TYPES[publisher.feed.format].partition(";")[0]
    html = _PAGE.format(title=publisher.feed.title, type=kind, href=_aside(publisher))
    page = CannedResponse(HTTPStatus.OK, _HTML, html.encode())
    return {path(publisher): page, _aside(publisher): _document(publisher)}


def _slow(publisher: Publisher) -> dict[str, CannedResponse]:
    return {path(publisher): _document(publisher)._replace(delay=_SECONDS_OF_A_SLOW_ANSWER)}


def _malformed(publisher: Publisher) -> dict[str, CannedResponse]:
    """A document with entities that XML does not know, and without its end."""
    whole = _document(publisher)
    torn = whole.body.replace(b"</description>", b"&nbsp;</description>")
    return {path(publisher): whole._replace(body=torn.partition(b"</channel>")[0])}


def _bot_check(publisher: Publisher) -> dict[str, CannedResponse]:
    return {path(publisher): CannedResponse(HTTPStatus.OK, _HTML, _BOT_CHECK)}


def _bridge(publisher: Publisher) -> dict[str, CannedResponse]:
    """What a feed bridge sends that cannot reach the network behind it."""
    address = f"https://bridge.example/{publisher.name}"
    error = RawEntry(
        id=address,
        url=address,
        title="Bridge returned error 403! (20417)",
        content="<p>The bridge was unable to receive or process the remote website.</p>",
        published=world.EPOCH,
    )
    complaint = publisher.feed._replace(entries=(error,))
    return {path(publisher): _document(publisher._replace(feed=complaint))}


_FAULTS: dict[str, Callable[[Publisher], dict[str, CannedResponse]]] = {
    "": _healthy,
    "missing": _refusing(HTTPStatus.NOT_FOUND),
    "gone": _refusing(HTTPStatus.GONE),
    "broken": _refusing(HTTPStatus.INTERNAL_SERVER_ERROR),
    "moved": _moved,
    "page": _page,
    "slow": _slow,
    "malformed": _malformed,
    "botcheck": _bot_check,
    "bridge": _bridge,
}
