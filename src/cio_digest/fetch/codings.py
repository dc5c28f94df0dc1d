"""A body and its Content-Encoding to what the publisher wrote, bounded in size.

What a body is counts for more than what its header says (RFC 9110, section 8.4): gzip is known by
its first bytes, whether it is announced, announced as ``x-gzip`` or among others, or laid twice.
"""

from __future__ import annotations

import zlib
from typing import NamedTuple

from aiohttp.compression_utils import (
    HAS_BROTLI,
    HAS_ZSTD,
    BrotliDecompressor,
    ZSTDDecompressor,
)

_GZIP = b"\x1f\x8b\x08"  # RFC 1952, section 2.3.1: magic number and deflate
_LAYERS = 3  # of one body; nobody lays more by accident
_MEMBERS = 1_000  # of one gzip stream (RFC 1952, section 2.2)


class TooLargeError(ValueError):
    """A body unpacks to more than it may."""


class UnknownCodingError(ValueError):
    """A body is packed in a way that nothing here unpacks; the message says what is missing."""


class DecodedBody(NamedTuple):
    """A body without its codings; ``whole`` unless it broke off or was damaged."""

    body: bytes
    whole: bool = True


def decoded(body: bytes, coding: str, most: int) -> DecodedBody:
    """Undo the codings of a body, the last one first; what does not bear one out is left as it is.

    Raises:
        TooLargeError: it unpacks to more than ``most`` bytes.
        UnknownCodingError: it is packed by what only an extra unpacks.
    """
    names = [name.strip().lower() for name in reversed(coding.split(","))]
    layers = [name for name in names if name in {"br", "zstd", "deflate"}]
    whole = True
    for _ in range(_LAYERS):
        if body.startswith(_GZIP):
            layer = _unzipped(body, most)
        elif layers:
            layer = _DECODERS[layers.pop(0)](body, most)
        else:
            break
        body, whole = layer.body, whole and layer.whole
    return DecodedBody(body, whole)


def beginning(body: bytes, coding: str, most: int) -> bytes:
    """The first ``most`` bytes or fewer of what a body says, of which only a part was read."""
    try:
        return decoded(body, coding, 1 << 20).body[:most]
    except (TooLargeError, UnknownCodingError):
        return b""


def is_sealed(body: bytes) -> bool:
    """Whether a body says itself where it ends, so that a wrong length says nothing of it."""
    return body.startswith(_GZIP)


def _unzipped(body: bytes, most: int) -> DecodedBody:
    """What gzip holds, in all its members; bytes of something else behind them are padding."""
    parts, size, rest = [], 0, memoryview(body)
    for _ in range(_MEMBERS):
        stream = zlib.decompressobj(wbits=31)
        layer, used = _inflated(stream, rest, most - size)
        parts.append(layer.body)
        size += len(layer.body)
        rest = rest[used:]
        if not layer.whole or bytes(rest[:3]) != _GZIP:
            break
    return DecodedBody(b"".join(parts), layer.whole)


def _deflated(body: bytes, most: int) -> DecodedBody:
    """What deflate holds, with the zlib header that RFC 9110 asks for or without it."""
    headed = len(body) > 1 and body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0
    stream = zlib.decompressobj(wbits=15 if headed else -15)
    layer, _ = _inflated(stream, memoryview(body), most)
    # Plain text may look like the beginning of deflate, but not like all of it.
    return layer if layer.whole or headed else DecodedBody(body)


def _inflated(stream: zlib._Decompress, body: memoryview, most: int) -> tuple[DecodedBody, int]:
    """What one stream holds, as far as it goes, and how many bytes of ``body`` it takes."""
    parts, size, used, step = [], 0, 0, 1 << 16
    try:
        while used < len(body) and not stream.eof:
            data = stream.unconsumed_tail + body[used : used + step]
            used += step
            part = stream.decompress(data, most + 1 - size)
            parts.append(part)
            size += len(part)
            if size > most:
                raise TooLargeError
    except zlib.error:
        return DecodedBody(b"".join(parts), whole=False), len(body)
    end = min(used, len(body)) - len(stream.unused_data)
    return DecodedBody(b"".join(parts), stream.eof), end


def _brotli(body: bytes, most: int) -> DecodedBody:
    return _foreign(BrotliDecompressor(), body, most) if HAS_BROTLI else _plain(body, "brotli")


def _zstd(body: bytes, most: int) -> DecodedBody:
    return _foreign(ZSTDDecompressor(), body, most) if HAS_ZSTD else _plain(body, "zstd")


def _plain(body: bytes, coding: str) -> DecodedBody:
    """A body that is not compressed, although its headers say so, as it is."""
    if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"<", b"{", b"[", b""}:
        return DecodedBody(body)
    raise UnknownCodingError(
        f"its answer is compressed by {coding}, which needs an extra: pip install "
        '"cio-digest[compression]"'
    )


def _foreign(decoder: BrotliDecompressor | ZSTDDecompressor, body: bytes, most: int) -> DecodedBody:
    """What a decoder of aiohttp's makes of a body; one that it cannot begin is left as it is."""
    parts: list[bytes] = []
    size, more = 0, True
    while more and size <= most:
        try:
            part = decoder.decompress_sync(b"" if parts else body, most + 1 - size)
        except Exception:  # noqa: BLE001 - each library has an error of its own
            return DecodedBody(b"".join(parts), whole=False) if parts else DecodedBody(body)
        parts.append(part)
        size += len(part)
        more = bool(part) and decoder.data_available
    if size > most:
        raise TooLargeError
    return DecodedBody(b"".join(parts))


_DECODERS = {"br": _brotli, "zstd": _zstd, "deflate": _deflated}
