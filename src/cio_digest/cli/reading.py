"""The report of what became of a list that was imported."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from cio_digest.cli import tables
from cio_digest.cli.failures import say
from cio_digest.models.records import ImportedLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.lists import ImportDecision
    from cio_digest.runs import Setup

_STATES: Final = ("taken", "known", "refused")  # as they stand in a report, what to look at last


def take(
    started: Setup,
    name: str,
    verdicts: Sequence[ImportDecision],
    noun: str,
    format_name: str | None,
    *,
    dry_run: bool,
) -> int:
    """Add what is taken under ``[[name]]`` and report it all; gives the exit code."""
    from cio_digest.runs import importing

    backup = "" if dry_run else importing.take(started, name, verdicts)
    return report(verdicts, noun, backup, format_name, dry_run=dry_run)


def report(
    verdicts: Sequence[ImportDecision],
    noun: str,
    backup: str = "",
    format_name: str | None = None,
    *,
    dry_run: bool,
) -> int:
    """Say what became of each line; gives the exit code."""
    rows = [ImportedLine(v.name, v.state, v.where, v.why) for v in verdicts]
    rows.sort(key=lambda row: _STATES.index(row.state))
    facts = {"dry_run": dry_run, "backup": backup}
    if not tables.show_records(f"{noun}s", ImportedLine._fields, rows, format_name, **facts):
        tables.show_table((noun, *ImportedLine._fields[1:]), rows, format_name)
    _sum_up(verdicts, backup, dry_run=dry_run)
    states = {verdict.state for verdict in verdicts}
    return 0 if "refused" not in states else 3 if len(states) > 1 else 1


def _sum_up(verdicts: Sequence[ImportDecision], backup: str, *, dry_run: bool) -> None:
    """How many of each, and where the file is as it was."""
    counts = Counter(verdict.state for verdict in verdicts)
    said = ", ".join(f"{counts[state]} {state}" for state in _STATES)
    if dry_run:
        said += "; nothing was changed"
    elif backup:
        said += f"; your feeds.toml as it was is {backup}"
    say(said)
