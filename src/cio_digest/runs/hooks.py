"""Something that happened to JSON on the standard input of the reader's own program.

docs/hooks.md describes what each event holds. ``VERSION`` grows only when a key goes away or
changes its meaning; new keys may come.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cio_digest.config import Program

VERSION = 1


def call(program: Program | None, event: str, facts: Mapping[str, Any], now: datetime) -> list[str]:
    """Tell the program of an event, if there is one; gives a line on what went wrong, if it did."""
    if program is None:
        return []
    from json import dumps

    from cio_digest.fetch import programs

    time = now.isoformat().replace("+00:00", "Z")
    document = {"version": VERSION, "event": event, "time": time, **facts}
    text = dumps(document, ensure_ascii=False) + "\n"
    try:
        done = programs.run(
            program.command, text.encode("utf-8", "replace"), seconds=program.seconds, most=0
        )
    except programs.ProgramError as error:
        return [f"{event}: {program.command[0]}: {error.reason}"]
    return [f"{event}: {program.command[0]}: exit code {done.code}"] if done.code else []
