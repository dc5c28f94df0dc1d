"""Whose certificates are trusted, by what the environment names."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

import pytest
import trustme

from cio_digest.errors import ConfigError
from cio_digest.fetch import trust

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")


@pytest.fixture(autouse=True)
def _nothing_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def greeted(authority: trustme.CA) -> bool:
    """Whether our side believes a server with a certificate of this authority."""
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("news.example").configure_cert(server)
    to_client, to_server = ssl.MemoryBIO(), ssl.MemoryBIO()
    ours = trust.context().wrap_bio(to_client, to_server, server_hostname="news.example")
    theirs = server.wrap_bio(to_server, to_client, server_side=True)
    for _ in range(4):
        for side in (ours, theirs):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
            except ssl.SSLError:
                return False
    return ours.version() is not None


@pytest.mark.parametrize("name", NAMES)
def test_a_company_s_authority_is_believed(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By each of the variables, and only then."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    assert not greeted(authority)
    monkeypatch.setenv(name, str(tmp_path / "ca.pem"))
    assert greeted(authority)


def test_a_file_without_certificates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line says which variable and which file."""
    (tmp_path / "ca.pem").write_text("no certificate")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
    with pytest.raises(ConfigError, match=r"REQUESTS_CA_BUNDLE: .*ca\.pem: holds no certificates"):
        trust.context()
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "none.pem"))
    with pytest.raises(ConfigError, match=r"none\.pem: cannot be read: No such file"):
        trust.context()


def test_certificates_are_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many connections there are, and however many variables name their file."""
    for name in NAMES:
        monkeypatch.setenv(name, str(tmp_path / "ca.pem"))
    trustme.CA().cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    first = trust.context()
    (tmp_path / "ca.pem").unlink()
    assert trust.context() is first
    monkeypatch.delenv(NAMES[0])
    with pytest.raises(ConfigError, match=NAMES[1]):
        trust.context()
