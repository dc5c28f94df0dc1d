"""All cases run, and the table of what came of each, for docs/security.md."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from tests.hostile import run, verdict
from tests.hostile.catalogue import GROUPS
from tests.hostile.server import Server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.hostile.case import Case
    from tests.hostile.run import Result

START = "<!-- the table, by make hostile -->"
AT_ONCE = 2  # processes; sources that only take time run beside one another


def write(page: Path) -> int:
    """Write the table below its mark; gives 1 if a promise was broken, which stderr tells."""
    cases = [case for group in GROUPS.values() for case in group]
    beside, server = run.healthy(), Server(cases)
    idle = min(run.measured(run.config(beside)).peak for _ in range(3))
    slow = [case for case in cases if case.slow]
    with ThreadPoolExecutor(len(slow)) as waiting, ThreadPoolExecutor(AT_ONCE) as working:
        runs = {
            case: (waiting if case.slow else working).submit(_run, case, server, beside)
            for case in cases
        }
        results = {case: future.result() for case, future in runs.items()}
    faults = 0
    for case, result in results.items():
        for fault in verdict.broken(case, server.url(case), result, beside, idle):
            faults += 1
            sys.stderr.write(f"{fault}\n")
    text = page.read_text(encoding="utf-8").partition(START)[0]
    lines = _lines(results, server, idle)
    page.write_text(f"{text}{START}\n\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return 1 if faults else 0


def _run(case: Case, server: Server, beside: Server) -> Result:
    return run.measured(run.config(beside, server.table(case)), formats=run.FORMATS)


def _lines(results: dict[Case, Result], server: Server, idle: float) -> Iterator[str]:
    for name, cases in GROUPS.items():
        yield from (
            f"### {name}",
            "",
            "| case | exit | entries | MB | s | told |",
            "|---|---|---|---|---|---|",
        )
        for case in cases:
            result = results[case]
            address = server.url(case)
            told = result.told.get(address, "").replace(server.host, "HOST").replace("|", "\\|")
            yield (
                f"| {case.name} | {result.code} | {result.entries.get(address, 0)} "
                f"| {max(0.0, result.peak - idle):.0f} | {result.seconds:.1f} | {_short(told)} |"
            )
        yield ""


def _short(told: str) -> str:
    """The beginning of what is told, as text of a cell."""
    text = told if len(told) <= 100 else told[:99] + "…"
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>#" else sign for sign in text)
