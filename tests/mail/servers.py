"""A real SMTP server on loopback, which refuses whom a test says."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any, NamedTuple

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

if TYPE_CHECKING:
    import ssl

USER, PASSWORD = "ada", "hunter2"


class Got(NamedTuple):
    """A mail as the server took it; ``tls`` and ``user`` tell over what and from whom."""

    sender: str
    recipients: tuple[str, ...]
    data: bytes
    tls: bool
    user: str


class Server:
    """The server; ``refusals`` maps an address, "DATA" or "QUIT" to the answers it gives."""

    def __init__(
        self, context: ssl.SSLContext | None = None, *, wrapped: bool = False, login: bool = False
    ) -> None:
        """Listen on a free port, offering STARTTLS or ``wrapped`` in TLS given a context."""
        self.got: list[Got] = []
        self.refusals: dict[str, list[str]] = {}
        self.password = PASSWORD
        self.loop = asyncio.new_event_loop()
        ready = threading.Event()
        options: dict[str, Any] = {
            "tls_context": None if wrapped else context,
            "auth_required": login,
            "auth_require_tls": bool(context) and not wrapped,
            "authenticator": self._authenticated,
        }

        async def listen() -> None:
            self.server = await self.loop.create_server(
                lambda: SMTP(self, loop=self.loop, hostname="mail.example", **options),
                "127.0.0.1",
                0,
                ssl=context if wrapped else None,
            )
            self.port = self.server.sockets[0].getsockname()[1]
            ready.set()

        def run() -> None:
            self.loop.run_until_complete(listen())
            self.loop.run_forever()

        self.thread = threading.Thread(target=run, daemon=True)
        self.thread.start()
        assert ready.wait(10)

    def close(self) -> None:
        """End all conversations."""

        async def end() -> None:
            self.server.close()
            tasks = asyncio.all_tasks() - {asyncio.current_task()}
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

        asyncio.run_coroutine_threadsafe(end(), self.loop).result(10)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)
        self.loop.close()

    def _authenticated(self, _s: SMTP, session: Session, _e: Any, _m: str, data: Any) -> AuthResult:
        good = (data.login, data.password) == (USER.encode(), self.password.encode())
        session.user = USER if good else ""  # type: ignore[attr-defined]
        return AuthResult(success=good, handled=False)

    def _refusal(self, name: str) -> str:
        answers = self.refusals.get(name, [])
        return answers.pop(0) if answers else ""

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _s: SMTP, _session: Session, envelope: Envelope, address: str, _o: list[str]
    ) -> str:
        refusal = self._refusal(address)
        if not refusal:
            envelope.rcpt_tos.append(address)
        return refusal or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        refusal = self._refusal("DATA")
        if not refusal:
            content = envelope.content
            assert isinstance(content, bytes)
            self.got.append(
                Got(
                    str(envelope.mail_from),
                    tuple(envelope.rcpt_tos),
                    content,
                    bool(server.transport and server.transport.get_extra_info("sslcontext")),
                    getattr(session, "user", ""),
                )
            )
        return refusal or "250 OK"

    async def handle_QUIT(self, _s: SMTP, _session: Session, _e: Envelope) -> str:  # noqa: N802
        return self._refusal("QUIT") or "221 Bye"
