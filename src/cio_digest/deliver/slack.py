"""A digest -> a message of a Slack incoming webhook, in Block Kit.

https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks and
https://docs.slack.dev/reference/block-kit/blocks for the limits: 50 blocks, 3,000 characters a
text, 150 a header. What stands between ``<`` and ``>`` is a link or a mention; ``&``, ``<`` and
``>`` of a text are written as entities, so that no title can call a channel.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cio_digest.deliver.page import Excerpt, StoryText, fitted
from cio_digest.deliver.service import Destination, Parcel, Service
from cio_digest.render import subject
from cio_digest.text.characters import shorten

if TYPE_CHECKING:
    from cio_digest.models import Digest

BLOCKS, TEXT, HEADER = 50, 3_000, 150

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
# mrkdwn has no escape for what opens bold, italic, struck or code at the edge of a word. A
# zero-width space after it does what a backslash does elsewhere.
_MARK = re.compile(r"`|(?<![^\W_])[*_~]|[*_~](?![^\W_])")
_STOP = "\N{ZERO WIDTH SPACE}"
_BAR = "\N{BROKEN BAR}"


def parcel(digest: Digest, to: Destination) -> Parcel:
    """The message, with as many stories as it may have."""
    blocks = fitted(digest, _blocks, lambda made: len(made) <= BLOCKS)
    text = _escaped(subject.line(digest))  # what a notification shows
    quiet = {"unfurl_links": False, "unfurl_media": False}  # no preview of each story
    return Parcel(to.url, {"text": text, "blocks": blocks, **quiet})


def fault(answer: bytes) -> str:
    """What is wrong with an answer other than ``ok``."""
    return "" if answer.strip() == b"ok" else "this is not what Slack answers to a message"


def _blocks(page: Excerpt) -> list[dict[str, Any]]:
    heading = {"type": "plain_text", "text": shorten(page.heading, HEADER), "emoji": False}
    found = [{"type": "header", "text": heading}, _small(page.totals)]
    found += [_section(_escaped(remark)) for remark in page.remarks]
    for title, tellings in page.sections:
        found += [{"type": "divider"}, _section(f"*{_escaped(title)}*")]
        found += [_section(_story(telling)) for telling in tellings]
    if page.rising:
        lines = "\n".join(map(_escaped, page.rising))
        found += [{"type": "divider"}, _section(f"*Rising*\n{lines}")]
    return [*found, *(_small(line) for line in (page.left, page.health) if line)]


def _story(telling: StoryText) -> str:
    """What fits of it: its summary goes before its reason, its link last."""
    title = _escaped(telling.title)
    if telling.url:  # a bar stands between an address and its text
        title = f"<{telling.url.translate(_ENTITIES)}|{title.replace('|', _BAR)}>"
    number = f"{telling.number}. " if telling.number else ""
    first, source = f"{number}*{title}*", _escaped(telling.source)
    summary, reason = _escaped(telling.summary), _escaped(telling.reason)
    for lines in ((first, source, summary, reason), (first, source, reason), (first, source)):
        text = "\n".join(filter(None, lines))
        if len(text) <= TEXT:
            return text
    return shorten(telling.title, TEXT // len("&amp;")).translate(_ENTITIES)


def _section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": _text(text)}


def _small(text: str) -> dict[str, Any]:
    return {"type": "context", "elements": [_text(_escaped(text))]}


def _text(text: str) -> dict[str, Any]:
    """A text in which Slack makes nothing a link or a mention by itself."""
    return {"type": "mrkdwn", "text": text[:TEXT], "verbatim": True}


def _escaped(text: str) -> str:
    return _MARK.sub(rf"\g<0>{_STOP}", text.translate(_ENTITIES))


SERVICE = Service("Slack", parcel, secret=True, fault=fault)
