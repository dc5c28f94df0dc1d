"""What SQLite complains of to one clear line, and whether it is that nothing can be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.errors import StoreError, UnwritableError

if TYPE_CHECKING:
    import sqlite3

DAMAGED = "the store is damaged; run: cio-digest doctor --repair"
_UNWRITABLE = {
    "full": "the disk is full; free some space and run again, nothing that was saved is lost",
    "disk": "the disk does not take or give what it should; is it full or failing?",
    "readonly": "the store cannot be written; check its permissions or name another with --store",
    "unable to open": "the store cannot be opened; check the folder and its permissions",
}
_WORDS = {
    "malformed": DAMAGED,  # "database disk image is malformed": before "disk"
    "corrupt": DAMAGED,
    "decode": DAMAGED,
    "no such": DAMAGED,
    "constructor failed": DAMAGED,  # of the full-text index, whose own pages cannot be read
    "not a database": "this is not a cio-digest store; move it away or name another with --store",
    "locked": "another program keeps the store busy; try again when it is done",
    **_UNWRITABLE,
}


def explained(path: str, error: sqlite3.Error) -> Exception:
    """The error of the store at ``path`` that a reader can act on; a fault of ours as it is."""
    words = _words(str(error))
    if not words:
        return error
    return (UnwritableError if refusal(error) else StoreError)(path, words)


def refusal(error: Exception) -> str:
    """Why nothing can be written, "" where that is not what went wrong."""
    words = _words(str(error))
    return words if words in _UNWRITABLE.values() else ""


def _words(message: str) -> str:
    for sign, words in _WORDS.items():
        if sign in message:
            return words
    return ""
