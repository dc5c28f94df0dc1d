"""A digest -> a message of a Microsoft Teams workflow's webhook, an Adaptive Card.

https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
for the envelope and its 28 KB, https://adaptivecards.io/explorer/ for the card. A TextBlock is
markdown, in which a title could make links of its own; the runs of a RichTextBlock are plain text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cio_digest.deliver.page import Excerpt, StoryText, fitted
from cio_digest.deliver.service import Destination, Parcel, Service, body
from cio_digest.render import subject

if TYPE_CHECKING:
    from cio_digest.models import Digest

LARGEST = 28_000  # bytes of the whole message
_CARD = "application/vnd.microsoft.card.adaptive"
# Where Office 365 connectors were, which take no message any more.
_CONNECTOR = re.compile(r"https://(?:outlook\.office(?:365)?\.com/webhook|[^/]+\.webhook\.office)")

_Element = dict[str, Any]


def parcel(digest: Digest, to: Destination) -> Parcel:
    """The message, with as many stories as it may have."""
    line = subject.line(digest)
    document = fitted(
        digest, lambda page: _message(page, line), lambda made: len(body(made)) <= LARGEST
    )
    return Parcel(to.url, document)


def flaw(url: str) -> str:
    """What is wrong with an address that is a connector's."""
    if _CONNECTOR.match(url):
        return "is an Office 365 connector's, which Microsoft has retired; take a workflow's"
    return ""


def _message(page: Excerpt, line: str) -> _Element:
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "fallbackText": line,
        "msteams": {"width": "Full"},
        "body": _elements(page),
    }
    attachment = {"contentType": _CARD, "contentUrl": None, "content": card}
    return {"type": "message", "summary": line, "attachments": [attachment]}


def _elements(page: Excerpt) -> list[_Element]:
    found = [
        _lines(_run(page.heading, size="Large", weight="Bolder")),
        _lines(_dim(page.totals), spacing="None"),
        *(_lines(_run(remark)) for remark in page.remarks),
    ]
    for title, tellings in page.sections:
        found.append(_heading(title))
        found += map(_story, tellings)
    if page.rising:
        found.append(_heading("Rising"))
        found += [_lines(_run(line), spacing="None") for line in page.rising]
    foot = [line for line in (page.left, page.health) if line]
    return [*found, *(_lines(_dim(line), separator=not n) for n, line in enumerate(foot))]


def _heading(title: str) -> _Element:
    run = _run(title, size="Medium", weight="Bolder")
    return _lines(run, spacing="Large", separator=True)


def _story(telling: StoryText) -> _Element:
    """A container that opens the story, wherever it is touched."""
    number = [_run(f"{telling.number}. ")] if telling.number else []
    color = {"color": "Accent"} if telling.url else {}
    items = [
        _lines(*number, _run(telling.title, weight="Bolder", **color)),
        _lines(_dim(telling.source), spacing="None"),
    ]
    if telling.summary:
        items.append(_lines(_run(telling.summary), spacing="Small"))
    if telling.reason:
        items.append(_lines(_dim(telling.reason), spacing="Small"))
    story: _Element = {"type": "Container", "items": items}
    if telling.url:
        story["selectAction"] = {"type": "Action.OpenUrl", "title": "Open", "url": telling.url}
    return story


def _lines(*runs: _Element, **how: Any) -> _Element:
    return {"type": "RichTextBlock", "inlines": list(runs), **how}


def _dim(text: str) -> _Element:
    return _run(text, size="Small", isSubtle=True)


def _run(text: str, **how: Any) -> _Element:
    return {"type": "TextRun", "text": text, **how}


SERVICE = Service("Microsoft Teams", parcel, secret=True, flaw=flaw)
