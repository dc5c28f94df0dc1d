"""Everything remembered between runs, in one SQLite file or on a server; all that speaks SQL.

Functions take the open connection as ``db``. Times are Unix seconds in UTC. The main tables are
``sources``, ``entries`` and ``stories`` (docs/store.md shows what one can ask of them).
"""

from __future__ import annotations

from cio_digest.store.connect import if_writable, opened, opened_for_reading
from cio_digest.store.engine import Store
from cio_digest.store.lock import locked
from cio_digest.store.transactions import transaction

__all__ = ["Store", "if_writable", "locked", "opened", "opened_for_reading", "transaction"]
