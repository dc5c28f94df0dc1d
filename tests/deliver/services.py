"""What Teams, Slack, Matrix and ntfy demand of a message, as servers that hold one to it.

Each is a function of a request as the server saw it, and answers as its documentation says; the
pages are named in the modules of ``cio_digest.deliver``.
"""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote

from tests.conftest import Page, Seen

TOKEN = "hunter2-token"
ROOM = "!abc/d:example.org"

# Between < and > Slack reads a link or a mention; nothing but a link with a text may stand there.
_SLACK_LINK = re.compile(r"https?://[^|<>]+\|[^|<>]+")
_MATRIX_TAGS = {"h3", "h4", "p", "br", "strong", "em", "a"}
_ELEMENTS = {
    "RichTextBlock": {"type", "inlines", "spacing", "separator"},
    "TextRun": {"type", "text", "size", "weight", "color", "isSubtle"},
    "Container": {"type", "items", "selectAction"},
    "Action.OpenUrl": {"type", "title", "url"},
}
_VALUES = {
    "size": {"Small", "Default", "Medium", "Large", "ExtraLarge"},
    "weight": {"Lighter", "Default", "Bolder"},
    "color": {"Default", "Accent"},
    "spacing": {"None", "Small", "Default", "Medium", "Large"},
}


def _document(seen: Seen) -> dict[str, Any]:
    """The body as JSON that UTF-8 can write."""
    assert seen.headers["content-type"] == "application/json"
    found: dict[str, Any] = json.loads(seen.body.decode("utf-8"))
    return found


def slack(seen: Seen) -> Page:
    """An incoming webhook: 200 ``ok``."""
    document = _document(seen)
    assert seen.method == "POST"
    assert 1 <= len(document["blocks"]) <= 50
    _slack_text(document["text"])
    for block in document["blocks"]:
        match block:
            case {"type": "header", "text": {"type": "plain_text", "text": str(text)}}:
                assert 1 <= len(text) <= 150
            case {"type": "section", "text": text}:
                _mrkdwn(text)
            case {"type": "context", "elements": elements}:
                assert 1 <= len(elements) <= 10
                for text in elements:
                    _mrkdwn(text)
            case _:
                assert block == {"type": "divider"}
    return Page(b"ok")


def _mrkdwn(text: dict[str, Any]) -> None:
    assert text.keys() == {"type", "text", "verbatim"}
    assert text["type"] == "mrkdwn"
    assert text["verbatim"] is True  # so that nothing becomes a link or a mention by itself
    _slack_text(text["text"])


def _slack_text(text: str) -> None:
    assert 1 <= len(text) <= 3000
    rest = text
    for link in re.findall(r"<([^>]*)>", text):
        assert _SLACK_LINK.fullmatch(link), link
        rest = rest.replace(f"<{link}>", "")
    assert not re.search("[<>]|&(?!amp;|lt;|gt;)", rest)


def teams(seen: Seen) -> Page:
    """A workflow's webhook: 202 and no body."""
    assert seen.method == "POST"
    assert len(seen.body) <= 28 * 1024
    document = _document(seen)
    assert document["type"] == "message"
    (attachment,) = document["attachments"]
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    card = attachment["content"]
    assert (card["type"], card["version"]) == ("AdaptiveCard", "1.4")
    for element in card["body"]:
        _element(element)
    return Page(status=202)


def _element(element: dict[str, Any]) -> None:
    """Known properties with known values, and no TextBlock, whose text would be markdown."""
    assert element.keys() <= _ELEMENTS[element["type"]]
    for name, values in _VALUES.items():
        assert element.get(name, "Default") in values
    if element["type"] == "TextRun":
        assert element["text"]
    if element["type"] == "Action.OpenUrl":
        assert element["url"].startswith(("http://", "https://"))
    for part in (*element.get("items", ()), *element.get("inlines", ())):
        _element(part)
    if "selectAction" in element:
        _element(element["selectAction"])


def matrix(seen: Seen) -> Page:
    """A homeserver: 200 and the event's ID."""
    assert seen.method == "PUT"
    if seen.headers.get("authorization") != f"Bearer {TOKEN}":
        return Page(b'{"errcode":"M_UNKNOWN_TOKEN","error":"Unknown access token"}', 401)
    path = r"/_matrix/client/v3/rooms/([^/]+)/send/m\.room\.message/([^/]+)"
    found = re.fullmatch(path, seen.path)
    assert found
    assert unquote(found[1]) == ROOM
    document = _document(seen)
    assert len(seen.body) <= 65_536 - 2_000  # what the server adds to the event
    assert document["msgtype"] == "m.notice"
    assert document["body"]
    assert document["format"] == "org.matrix.custom.html"
    assert document["m.mentions"] == {}  # nobody is called by name
    _Tags().feed(document["formatted_body"])
    return Page(b'{"event_id":"$1"}')


class _Tags(HTMLParser):
    """Refuses what Matrix clients drop, and addresses that are none of the web's."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in _MATRIX_TAGS
        for name, value in attrs:
            assert (tag, name) == ("a", "href")
            assert (value or "").startswith(("http://", "https://"))


def ntfy(seen: Seen) -> Page:
    """A server that takes JSON at its root, and of a message what is no file yet."""
    document = _document(seen)
    assert (seen.method, seen.path) == ("POST", "/")
    assert re.fullmatch(r"[-_A-Za-z0-9]{1,64}", document["topic"])
    assert 1 <= len(document["message"].encode()) <= 4096
    assert document["title"]
    assert document.get("click", "https://").startswith(("http://", "https://"))
    return Page(b'{"id":"a1","event":"message"}')


SERVERS = {"slack": slack, "teams": teams, "matrix": matrix, "ntfy": ntfy}
