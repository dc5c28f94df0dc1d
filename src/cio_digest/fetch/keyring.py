"""A source to the reader's credentials for it, each revealed once a run however many need it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from cio_digest.fetch import credentials, sessions
from cio_digest.models import Secret, Session, Source
from cio_digest.models.wire import Access

if TYPE_CHECKING:
    from collections.abc import Mapping


class Keyring:
    """What credentials are taken from: the environment, and sessions by ``sessions.name``."""

    def __init__(self, env: Mapping[str, str], known: Mapping[str, Session] | None = None) -> None:
        """Reveal nothing yet."""
        self.env = env
        self.known = known or {}
        self.revealed: dict[Secret, asyncio.Task[str]] = {}

    async def access(self, source: Source) -> Access:
        """The credentials of a source.

        Raises:
            CioDigestError: one of them cannot be had.
        """
        headers = [(name, await self._plain(value)) for name, value in source.headers]
        if source.auth:
            password = await self.reveal(source.auth.password)
            headers.append(("Authorization", credentials.basic(source.auth.user, password)))
        proxy = await self._plain(source.proxy)
        if not source.login:
            return Access(tuple(headers), proxy=proxy)
        secret = await self.reveal(source.login.password)
        session = self.known.get(sessions.name(source))
        return Access(tuple(headers), source.login.user, secret, session, proxy)

    async def _plain(self, value: str | Secret) -> str:
        return await self.reveal(value) if isinstance(value, Secret) else value

    async def reveal(self, secret: Secret) -> str:
        """The credential; a command may take its time, and is run once.

        Raises:
            CioDigestError: it cannot be had.
        """
        if secret not in self.revealed:
            revealing = asyncio.to_thread(credentials.reveal, secret, self.env)
            self.revealed[secret] = asyncio.create_task(revealing)
        return await asyncio.shield(self.revealed[secret])
