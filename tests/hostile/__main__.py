"""Serve every case, or run them all: ``python -m tests.hostile --port 8800`` or ``--table FILE``."""

from __future__ import annotations

import argparse
import sys
import threading
from pathlib import Path

from tests.hostile import table
from tests.hostile.catalogue import CASES
from tests.hostile.server import Server


def main() -> int:
    """Serve until Ctrl-C; with ``--table``, write the table into a page instead."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="where to listen on 127.0.0.1")
    parser.add_argument("--table", type=Path, help="run all cases and write their table into FILE")
    options = parser.parse_args()
    if options.table:
        return table.write(options.table)
    server = Server(CASES, options.port, "127.0.0.1")
    sys.stdout.writelines(f"{server.url(case)}\n" for case in CASES if not case.public)
    sys.stdout.flush()
    threading.Event().wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
