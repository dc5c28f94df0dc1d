"""How many columns the output has."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_WIDEST = 500
_ELSEWHERE = 80  # in a pipe or a file


def of_stdout(env: Mapping[str, str]) -> int:
    """What COLUMNS says, else the terminal's own width."""
    columns = env.get("COLUMNS", "")
    if columns.isascii() and columns.isdecimal() and int(columns[:6]):
        return min(int(columns[:6]), _WIDEST)
    if not sys.stdout.isatty():
        return _ELSEWHERE
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or _ELSEWHERE
    except OSError:
        return _ELSEWHERE
