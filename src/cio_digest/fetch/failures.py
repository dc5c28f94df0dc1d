"""What aiohttp raises to one clear FetchError in the reader's words."""

from __future__ import annotations

import asyncio
import ssl

import aiohttp

from cio_digest.errors import FetchError

# What an exchange may raise, besides a FetchError of our own.
FAULTS = (aiohttp.ClientError, asyncio.TimeoutError, OSError, ValueError)
PRIVATE = "leads to an address inside a private network, which only your own feeds.toml may name"

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
    (aiohttp.ClientPayloadError, "its answer broke off or could not be decompressed"),
    (aiohttp.InvalidURL, "this is not an address that can be fetched"),
    (aiohttp.ClientResponseError, "its answer is not proper HTTP"),
)
_UNREACHABLE = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
_ANSWERED = (aiohttp.ClientConnectorSSLError, aiohttp.ClientConnectorCertificateError)


def explain(url: str, error: Exception, seconds: float) -> FetchError:
    """Turn a failed exchange into the line that the reader sees; ``seconds`` was its limit."""
    if PRIVATE in str(error):
        return FetchError(url, PRIVATE)
    unreachable = isinstance(error, _UNREACHABLE) and not isinstance(error, _ANSWERED)
    return FetchError(url, _words(error, seconds), unreachable=unreachable)


def _words(error: Exception, seconds: float) -> str:
    for kind, words in _WORDS:
        if isinstance(error, kind):
            return words.format(
                seconds=seconds,
                certificate=_certificate(error),
                system=_system(error),
                status=getattr(error, "status", ""),
            )
    return f"{type(error).__name__}: {error}".rstrip(": ")


def _certificate(error: Exception) -> str:
    inner = getattr(error, "certificate_error", error)
    return getattr(inner, "verify_message", "") or str(inner)


def _system(error: Exception) -> str:
    inner = getattr(error, "os_error", error)
    if isinstance(inner, ConnectionRefusedError):
        return "it refused the connection"
    return getattr(inner, "strerror", "") or str(inner)
