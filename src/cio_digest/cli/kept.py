"""The sessions of the reader's accounts, from one command to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.config.searches import Search, of_search
from cio_digest.fetch import sessions

if TYPE_CHECKING:
    from cio_digest.config import Config
    from cio_digest.models import Session, Source


class Sessions:
    """What earlier commands left beside the store, by ``sessions.name``."""

    def __init__(self, config: Config, store: str) -> None:
        """Load them, and drop those of accounts that are configured no more."""
        accounts = dict(config.accounts)
        mine = {sessions.name(of_search(Search(name, ""), accounts)) for name in accounts}
        self.file = sessions.file(store)
        kept = sessions.load(self.file)
        self.known = {name: kept[name] for name in kept.keys() & mine}
        if self.known != kept:
            sessions.save(self.file, self.known)

    def take(self, source: Source, session: Session | None) -> None:
        """Keep a new session at once, whatever becomes of the rest."""
        name = sessions.name(source)
        if session and session != self.known.get(name):
            self.known[name] = session
            sessions.save(self.file, self.known)
