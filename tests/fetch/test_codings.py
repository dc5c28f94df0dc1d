"""Bodies as servers pack them to what was packed, bounded."""

from __future__ import annotations

import gzip
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest.fetch import codings
from cio_digest.fetch.codings import TooLargeError, UnknownCodingError, decoded

BODY = b'<?xml version="1.0"?><rss>' + b"<item>tide</item>" * 300 + b"</rss>"
MOST = 100_000
PACKED = gzip.compress(BODY)


def raw(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    ("packed", "coding"),
    [
        pytest.param(BODY, "", id="plain"),
        pytest.param(PACKED, "gzip", id="gzip"),
        pytest.param(PACKED, "GZIP", id="upper case"),
        pytest.param(PACKED, "x-gzip", id="x-gzip"),
        pytest.param(PACKED, "identity, gzip", id="a list"),
        pytest.param(PACKED, "", id="not announced"),
        pytest.param(PACKED, "deflate", id="announced as another"),
        pytest.param(gzip.compress(PACKED), "gzip", id="twice"),
        pytest.param(gzip.compress(PACKED), "gzip, gzip", id="twice and announced"),
        pytest.param(PACKED + bytes(512), "gzip", id="padded"),
        pytest.param(gzip.compress(BODY[:99]) + gzip.compress(BODY[99:]), "gzip", id="members"),
        pytest.param(zlib.compress(BODY), "deflate", id="deflate"),
        pytest.param(raw(BODY), "deflate", id="bare deflate"),
        pytest.param(raw(PACKED), "gzip, deflate", id="one in another"),
        pytest.param(BODY, "gzip", id="no gzip"),
        pytest.param(BODY, "deflate", id="no deflate"),
        pytest.param(BODY, "br", id="no brotli"),
        pytest.param(BODY, "zstd", id="no zstd"),
        pytest.param(BODY, "utf-8", id="a charset"),
        pytest.param(b"", "gzip", id="empty"),
    ],
)
def test_what_a_body_is_counts(packed: bytes, coding: str) -> None:
    """More than what its header says."""
    assert decoded(packed, coding, MOST) == (BODY if packed else b"", True)


def test_brotli_and_zstd_are_unpacked() -> None:
    """With the packages of the extra ``compression``."""
    brotli = pytest.importorskip("brotli", reason="the extra compression is not installed")
    zstd = pytest.importorskip("backports.zstd", reason="the extra compression is not installed")
    assert decoded(brotli.compress(BODY), "br", MOST) == (BODY, True)
    assert decoded(zstd.compress(BODY), "zstd", MOST) == (BODY, True)
    for bomb, coding in (
        (brotli.compress(bytes(9**8)), "br"),
        (zstd.compress(bytes(9**8)), "zstd"),
    ):
        with pytest.raises(TooLargeError):
            decoded(bomb, coding, MOST)


@pytest.mark.parametrize(("coding", "name"), [("br", "BROTLI"), ("zstd", "ZSTD")])
def test_what_only_an_extra_unpacks_is_told(
    coding: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what to install; what is not packed at all needs none."""
    monkeypatch.setattr(codings, f"HAS_{name}", False)
    with pytest.raises(UnknownCodingError, match=r"pip install .cio-digest\[compression\]"):
        codings.decoded(b"\x1b\x03\x00\xf8", coding, MOST)
    assert decoded(BODY, coding, MOST) == (BODY, True)


@pytest.mark.parametrize(
    ("packed", "coding"),
    [
        (PACKED[:-9], "gzip"),
        (PACKED[:40], ""),
        (zlib.compress(BODY)[:40], "deflate"),
        (PACKED[:30] + b"\xff" * 40, "gzip"),
    ],
    ids=["its end", "its half", "deflate", "damaged"],
)
def test_what_is_missing_is_told(packed: bytes, coding: str) -> None:
    """What came before is given."""
    body, whole = decoded(packed, coding, MOST)
    assert not whole
    assert BODY.startswith(body)


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_a_bomb_is_too_large(layers: int) -> None:
    """However often it is packed."""
    bomb = bytes(50_000_000)
    for _ in range(layers):
        bomb = gzip.compress(bomb)
    with pytest.raises(TooLargeError):
        decoded(bomb, "gzip", MOST)


def test_members_without_end_cost_no_time() -> None:
    """A few hundred are read, as logs are put together; not one for every byte of a body."""
    member = gzip.compress(b"x")
    assert decoded(member * 500, "gzip", MOST).body == b"x" * 500
    assert len(decoded(member * 20_000, "gzip", MOST).body) < 5000


def test_what_is_packed_again_and_again_is_left_packed() -> None:
    """One body can unpack to itself for ever; two layers come by accident, nine do not."""
    once = body = gzip.compress(b"<rss/>")
    for _ in range(8):
        body = gzip.compress(body)
    assert decoded(gzip.compress(once), "gzip", MOST).body == b"<rss/>"
    assert decoded(body, "gzip", MOST).body.startswith(once[:3])


def test_many_members_together_are_bounded() -> None:
    """Each is small, all of them are not."""
    with pytest.raises(TooLargeError):
        decoded(gzip.compress(bytes(50_000)) * 3, "gzip", MOST)


@given(st.binary(max_size=200), st.sampled_from(["gzip", "deflate", "br", "zstd", "x, y"]))
def test_any_body_comes_to_something(body: bytes, coding: str) -> None:
    """Nothing but a missing package is an error, and no byte is lost of what is not packed."""
    with suppress(UnknownCodingError):
        decoded(body, coding, MOST)
    assert decoded(b"<" + body, "gzip", MOST) == (b"<" + body, True)
