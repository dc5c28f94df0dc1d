"""Whose certificates are trusted: what the system trusts, and what the environment adds to it.

``SSL_CERT_FILE`` (OpenSSL's), ``REQUESTS_CA_BUNDLE`` and ``CURL_CA_BUNDLE`` name a file of
certificates, as companies hand it out that look into the traffic of their machines.
"""

from __future__ import annotations

import os
import ssl
from functools import cache

from cio_digest.errors import ConfigError

_VARIABLES = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")


def context() -> ssl.SSLContext:
    """What a client checks a server's certificate with.

    Raises:
        ConfigError: a variable names a file that holds no certificates.
    """
    # Often all of them name one file, and to read a system's takes 50 ms.
    named = {path: name for name in reversed(_VARIABLES) if (path := os.environ.get(name))}
    return _made(tuple(named.items()))


@cache
def _made(named: tuple[tuple[str, str], ...]) -> ssl.SSLContext:
    """What the system trusts and files of certificates do, each with the variable it is from."""
    import truststore

    trusted = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    for path, name in named:
        _add(trusted, name, os.path.expanduser(path))  # noqa: PTH111 - one path, no pathlib
    return trusted


def _add(trusted: ssl.SSLContext, name: str, path: str) -> None:
    try:
        if os.path.isdir(path):  # noqa: PTH112
            trusted.load_verify_locations(capath=path)
        else:
            trusted.load_verify_locations(cafile=path)
    except ssl.SSLError:
        raise ConfigError(f"{name}: {path}: holds no certificates in PEM") from None
    except OSError as error:
        raise ConfigError(f"{name}: {path}: cannot be read: {error.strerror}") from None
