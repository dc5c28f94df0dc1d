"""What catalogues share: remarks on products of ``[[stack]]`` that last while nothing changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.models import RawFeed
from cio_digest.networks.kind import Reading

if TYPE_CHECKING:
    from cio_digest.models.wire import Response
    from cio_digest.networks.kind import Task

DAILY = 86_400  # seconds between two reads: catalogues change on working days
_REMARK = "your stack: "


def remark(text: str) -> str:
    """A remark on products, which says that they are the reader's; none for no text."""
    return f"{_REMARK}{text}" if text else ""


def unchanged(task: Task, response: Response) -> Reading:
    """What an unchanged catalogue comes to: nothing new, and the remark of the last read again."""
    if task.state.error.startswith(_REMARK):
        return Reading(response, RawFeed(note=task.state.error, ttl=DAILY))
    return Reading(response)
