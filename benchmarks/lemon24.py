"""lemon24/reader by its API: adds the addresses in a file, or updates all feeds in 16 threads.

python benchmarks/lemon24.py DATABASE [FILE-OF-ADDRESSES]
"""

from __future__ import annotations

import sys
from pathlib import Path

from reader import make_reader  # type: ignore[import-not-found]  # in a venv of its own

if __name__ == "__main__":
    reader = make_reader(sys.argv[1])
    if len(sys.argv) > 2:
        for url in Path(sys.argv[2]).read_text().split():
            reader.add_feed(url)
    else:
        reader.update_feeds(scheduled=False, workers=16)  # all, not only those that are due
    reader.close()
