"""What a run came to, held against what must happen: one line for each promise that is broken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.hostile.run import EACH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.hostile.case import Case
    from tests.hostile.run import Result
    from tests.hostile.server import Server

MEMORY = 60  # MB more than a run without the hostile source
CPU = 6.0  # seconds of its own, for one source
TOLD = 300  # characters of what is said of one source
# C0 but the line end, DEL, C1, separators, bidi, byte order mark, surrogates, and the signs by
# which a renderer marks places.
HARMFUL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
ACTIVE = re.compile(r"^(?:javascript|data|file|vbscript):", re.IGNORECASE | re.MULTILINE)
OWN = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[\w=;-]*;(?:https?://[!-~]*)?\x1b\\")


def broken(case: Case, address: str, result: Result, beside: Server, idle: float) -> list[str]:
    """The promises that a run broke; ``idle`` is the peak memory of one without the case."""
    told = result.told.get(address, "")
    harms = [_harm("told", told), *(_harm("stored", text) for text in result.texts)]
    harms += [_harm("shown", OWN.sub("", text)) for text in result.shown]
    faults = [
        *_outcome(case, told, result.entries.get(address, 0), result),
        *_others(result, beside),
        *_cost(case, result, idle),
        *filter(None, harms),
    ]
    return [f"{case.name}: {fault}" for fault in faults]


def _outcome(case: Case, told: str, entries: int, result: Result) -> Iterator[str]:
    """What came of the hostile source itself."""
    if result.code != case.exit:
        yield f"exit {result.code}, not {case.exit}"
    if bool(result.printed) != bool(case.printed) or not re.search(case.printed, result.printed):
        yield f"printed {result.printed[:200]!r}"
    if case.entries not in {None, entries}:
        yield f"{entries} entries, not {case.entries}"
    if not re.search(case.told, told) or (case.exit and not told) or len(told) > TOLD:
        yield f"told {told!r}"


def _others(result: Result, beside: Server) -> Iterator[str]:
    """What came of the sources beside it."""
    for address in map(beside.url, beside.cases.values()):
        if result.entries.get(address) != EACH or result.told[address]:
            yield f"{address} has {result.entries.get(address)} entries: {result.told[address]}"


def _cost(case: Case, result: Result, idle: float) -> Iterator[str]:
    """What it took."""
    if case.slow and result.seconds > case.seconds:
        yield f"{result.seconds:.1f} seconds"
    if result.cpu > CPU:
        yield f"{result.cpu:.1f} seconds of its own"
    if result.peak - idle > MEMORY:
        yield f"{result.peak - idle:.0f} MB"


def _harm(place: str, text: str) -> str:
    """Where a text holds what may do harm; "" where it does not."""
    match = HARMFUL.search(text) or ACTIVE.search(text)
    return f"{place}: {text[max(0, match.start() - 40) : match.end() + 40]!r}" if match else ""
