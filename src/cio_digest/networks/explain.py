"""A refused request to one line that says why, in the network's own words, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cio_digest import parse
from cio_digest.errors import FetchError, PutOffError

if TYPE_CHECKING:
    from cio_digest.networks.kind import Kind

_LONGEST = 200
# Where networks put the name of an error and its description, the most telling first.
_NAMES = ("error_name", "error", "reason", "code", "type")
_DESCRIPTIONS = ("error_description", "error_message", "message", "detail", "error", "title")


def explained(kind: Kind, error: FetchError) -> FetchError:
    """The same error with what its body says, and with the kind's own advice."""
    from cio_digest.text.normalize import title

    if isinstance(error, PutOffError):
        return error
    named, description = said(error.body)
    if not description and error.body.lstrip()[:1] == b"<":
        description = parse.refusal_page(error.body)
    hint = kind.hints.get(named) or kind.hints.get(error.status, "")
    reason, more = error.reason, title(description)[:_LONGEST]
    if more and more.casefold() not in reason.casefold():
        reason += f": {more}"
    return FetchError(
        error.url,
        f"{reason}; {hint}" if hint else reason,
        status=error.status,
        retry_after=error.retry_after,
        unreachable=error.unreachable,
        body=error.body,
    )


def name(error: FetchError) -> str:
    """What the network calls the error, empty where it does not say."""
    return said(error.body)[0]


def said(body: bytes) -> tuple[str, str]:
    """The name and the description of an error in a JSON body; empty where there is none."""
    from json import loads

    try:
        document = loads(body)
    except (ValueError, RecursionError):
        return "", ""
    found = document if isinstance(document, dict) else {}
    errors = found.get("errors")
    if isinstance(errors, list) and errors and isinstance(errors[0], dict):
        found = {**errors[0], **found}
    return _first(found, _NAMES), _first(found, _DESCRIPTIONS)


def _first(document: dict[str, Any], names: tuple[str, ...]) -> str:
    texts = (document.get(name) for name in names)
    return next((text for text in texts if isinstance(text, str) and text), "")
