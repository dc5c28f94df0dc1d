"""What aiohttp raises to one clear FetchError in the reader's words."""

from __future__ import annotations

import asyncio
import ssl

import aiohttp

from cio_digest.errors import FetchError
from cio_digest.fetch.leniency import NO_HTTP, TOO_LARGE
from cio_digest.fetch.targets import NO_ADDRESS

# What an exchange may raise, besides a FetchError of our own.
FAULTS = (aiohttp.ClientError, asyncio.TimeoutError, OSError, ValueError)
PRIVATE = "leads to an address inside a private network, which only your own feeds.toml may name"
BROKEN = "its answer broke off or could not be decompressed"
SOCKS_REFUSED = "its SOCKS proxy did not let it through, or could not reach the host"
OWN = (
    "its name is public, but leads to an address inside a private network; if that is meant, write "
    "private = true beside it in feeds.toml"
)

# From the particular to the general: the first that fits speaks.
_WORDS: tuple[tuple[type[Exception], str], ...] = (
    (aiohttp.ClientProxyConnectionError, "its proxy could not be reached ({system})"),
    (aiohttp.ClientHttpProxyError, "its proxy answered {status}"),
    (aiohttp.ClientConnectorCertificateError, "its certificate is not trusted ({certificate})"),
    (ssl.SSLCertVerificationError, "its certificate is not trusted ({certificate})"),
    (aiohttp.ClientConnectorDNSError, "its host name is not known here"),
    (aiohttp.ClientConnectorSSLError, "no secure connection could be agreed on"),
    (aiohttp.ConnectionTimeoutError, "its host did not answer in time"),
    (aiohttp.ClientConnectorError, "its host could not be reached ({system})"),
    (asyncio.TimeoutError, "no complete answer within {seconds:g} s"),
    (aiohttp.ServerDisconnectedError, "it hung up without an answer"),
    (ConnectionResetError, "it hung up without an answer"),
    (aiohttp.ClientPayloadError, BROKEN),
    (aiohttp.InvalidURL, NO_ADDRESS),
    (aiohttp.ClientResponseError, NO_HTTP),
    (ValueError, "its address or its headers hold what no request can"),
    (OSError, "the connection failed ({system})"),
    (aiohttp.ClientConnectionError, "the connection failed"),
)
_UNREACHABLE = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
_ANSWERED = (aiohttp.ClientConnectorSSLError, aiohttp.ClientConnectorCertificateError)


def explain(url: str, error: Exception, seconds: float, *, own: bool = False) -> FetchError:
    """Turn a failed exchange into the line that the reader sees; ``seconds`` was its limit.

    ``own`` says that the address is as the reader wrote it.
    """
    for reason in (PRIVATE, TOO_LARGE, NO_HTTP, SOCKS_REFUSED):
        if reason in str(error):
            return FetchError(url, OWN if own and reason == PRIVATE else reason)
    unreachable = isinstance(error, _UNREACHABLE) and not isinstance(error, _ANSWERED)
    return FetchError(url, _words(error, seconds), unreachable=unreachable)


def is_silence(error: Exception) -> bool:
    """Whether a host took its time for nothing, as it will the next time."""
    return isinstance(error, asyncio.TimeoutError)


def _words(error: Exception, seconds: float) -> str:
    for kind, words in _WORDS:
        if isinstance(error, kind):
            return words.format(
                seconds=seconds,
                certificate=_certificate(error),
                system=_system(error),
                status=getattr(error, "status", ""),
            )
    return "the connection failed"


def _certificate(error: Exception) -> str:
    inner = getattr(error, "certificate_error", error)
    return getattr(inner, "verify_message", "") or str(inner)


def _system(error: Exception) -> str:
    inner = getattr(error, "os_error", error)
    if isinstance(inner, ConnectionRefusedError):
        return "it refused the connection"
    return getattr(inner, "strerror", "") or str(inner)
