"""What tests of mail share: servers, and an authority that this process trusts."""

from __future__ import annotations

import ssl
import sys
from typing import TYPE_CHECKING

import pytest
import trustme

from .servers import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    """A function that starts an SMTP server."""
    started: list[Server] = []

    def start(context: ssl.SSLContext | None = None, **options: bool) -> Server:
        started.append(Server(context, **options))
        return started[-1]

    yield start
    for server in started:
        server.close()


@pytest.fixture
def tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """The certificate of localhost, by an authority that this process trusts."""
    if sys.platform != "linux":
        pytest.skip("only on Linux does a variable say what is trusted")
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    return context
