"""What becomes of one thing that a list names: the line of the report that the reader sees."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple


class ImportDecision(NamedTuple):
    """What becomes of a voice or feed, and the table to add to feeds.toml where it is taken.

    ``where`` is the first line that names it; ``why`` says what is taken and what is not.
    """

    where: str
    name: str
    state: Literal["taken", "known", "refused"]
    why: str
    table: dict[str, Any]
