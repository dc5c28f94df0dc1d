"""A response that should hold JSON to the document in it, and its values to those of an entry."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cio_digest import parse
from cio_digest.errors import ParseError
from cio_digest.networks import explain
from cio_digest.parse import loose

if TYPE_CHECKING:
    from datetime import datetime

    from cio_digest.models.wire import Response


def document(response: Response) -> Any:
    """Read the JSON; line ends and tabs may stand in its texts as they are.

    Raises:
        ParseError: it is an HTML page or something else instead; the reason says what.
    """
    try:
        return json.loads(response.body, strict=False)
    except (ValueError, RecursionError):
        pass
    if not response.body.strip():
        raise ParseError(response.url, "the answer is empty")
    if response.body.lstrip()[:1] == b"<":
        page = parse.refusal_page(response.body) or "an HTML page where an answer in JSON should be"
        raise ParseError(response.url, page)
    broken = "its answer broke off" if response.cut else "the answer is broken JSON"
    raise ParseError(response.url, broken)


def table(response: Response) -> dict[str, Any]:
    """Read the JSON object; an empty one where the JSON is something else.

    Raises:
        ParseError: as ``document`` does.
    """
    return loose.table(document(response))


def odd(response: Response, expected: str) -> ParseError:
    """The error of an answer in JSON that is not what its network documents.

    It may be an excuse that comes as a success; then it speaks for itself.
    """
    from cio_digest.text.normalize import title

    _, description = explain.said(response.body)
    if description:
        return ParseError(response.url, f"the answer is an error: {title(description)[:200]}")
    return ParseError(response.url, f"the answer holds no {expected}; has the network changed it?")


def moment(value: Any) -> datetime | None:
    """The moment that a value names, however it is written; ``None`` where it names none."""
    from cio_digest.parse import dates

    return dates.parse(loose.text(value))


def literal(value: Any) -> str:
    """A value that is plain text as the markup that every raw field holds."""
    return loose.text(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
