"""What aiohttp raises to one clear FetchError in the reader's words."""

from __future__ import annotations

import asyncio
import ssl

import aiohttp

from cio_digest.errors import FetchError

PRIVATE = "leads to an address inside a private network, which only your own feeds.toml may name"


def explain(url: str, error: Exception, seconds: float) -> FetchError:
    """Turn a failed exchange into the line that the reader sees; ``seconds`` was its limit."""
    reason, unreachable = _words(error, seconds)
    return FetchError(url, reason, unreachable=unreachable)


def _words(error: Exception, seconds: float) -> tuple[str, bool]:
    if PRIVATE in str(error):
        return PRIVATE, False
    match error:
        case aiohttp.ClientConnectorCertificateError() | ssl.SSLCertVerificationError():
            return f"its certificate is not trusted: {_certificate(error)}", False
        case aiohttp.ClientConnectorDNSError():
            return "its host name is not known here", True
        case aiohttp.ClientConnectorSSLError() | aiohttp.ServerFingerprintMismatch():
            return "no secure connection could be agreed on", False
        case aiohttp.ConnectionTimeoutError():
            return "its host did not answer in time", True
        case aiohttp.ClientConnectorError():
            return _refused(error), True
        case asyncio.TimeoutError():
            return f"no complete answer within {seconds:g} s", False
        case aiohttp.ServerDisconnectedError() | ConnectionResetError():
            return "it hung up without an answer", False
        case aiohttp.ClientPayloadError():
            return "its answer broke off or could not be decompressed", False
        case aiohttp.InvalidURL():
            return "this is not an address that can be fetched", False
        case aiohttp.ClientResponseError():
            return "its answer is not proper HTTP", False
        case _:
            return f"{type(error).__name__}: {error}".rstrip(": "), False


def _certificate(error: Exception) -> str:
    inner = getattr(error, "certificate_error", error)
    return getattr(inner, "verify_message", "") or str(inner)


def _refused(error: aiohttp.ClientConnectorError) -> str:
    if isinstance(error.os_error, ConnectionRefusedError):
        return "its host refused the connection"
    return f"its host could not be reached ({error.os_error.strerror or error.os_error})"
