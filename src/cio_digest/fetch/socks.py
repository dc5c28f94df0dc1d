"""Connections through a SOCKS proxy, which looks up the names itself (RFC 1928, SOCKS 4a)."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING, Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from cio_digest.fetch import failures, leniency

if TYPE_CHECKING:
    import asyncio
    import socket

    from aiohttp.client_proto import ResponseHandler


class NoResolver(AbstractResolver):
    """Leaves every name as it is: whoever listens to the network here learns none."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily | int = 0
    ) -> list[ResolveResult]:
        """Give the name in place of an address."""
        return [ResolveResult(hostname=host, host=host, port=port, family=family, proto=0, flags=0)]

    async def close(self) -> None:
        """Nothing was opened."""


class SocksConnector(leniency.Connector):
    """A connector that reaches every host through one proxy, ``socks5://user:password@host:port``.

    TLS is spoken with the host itself, as without a proxy.
    """

    def __init__(self, proxy: str, **params: Any) -> None:
        """Remember the proxy; it is asked when the first address is."""
        super().__init__(resolver=NoResolver(), **params)
        self._proxy = proxy

    async def _wrap_create_connection(
        self,
        *args: Any,
        req: aiohttp.ClientRequest,
        timeout: aiohttp.ClientTimeout,
        **settings: Any,
    ) -> tuple[asyncio.Transport, ResponseHandler]:
        for name in ("addr_infos", "client_error"):  # of connections without a proxy
            settings.pop(name, None)
        tunnel = await self._tunnel(req, timeout.sock_connect)
        try:
            transport, protocol = await self._loop.create_connection(*args, **settings, sock=tunnel)
        except ssl.SSLCertVerificationError as error:
            raise aiohttp.ClientConnectorCertificateError(req.connection_key, error) from error
        except ssl.SSLError as error:
            raise aiohttp.ClientConnectorSSLError(req.connection_key, error) from error
        return transport, protocol

    async def _tunnel(self, req: aiohttp.ClientRequest, seconds: float | None) -> socket.socket:
        """A connection to the host, as the proxy has opened it."""
        from python_socks import ProxyError
        from python_socks.async_.asyncio import Proxy

        way = Proxy.from_url(self._proxy, rdns=True)
        host, port = req.url.raw_host or "", req.url.port or 0
        try:
            return await way.connect(host.strip("[]"), port, timeout=seconds)
        except ProxyError as error:
            raise aiohttp.ClientConnectionError(failures.SOCKS_REFUSED) from error
        except OSError as error:
            system = error.__cause__ if isinstance(error.__cause__, OSError) else error
            raise aiohttp.ClientProxyConnectionError(req.connection_key, system) from error
