"""Bodies without end, and those that unpack to more than they seem."""

from __future__ import annotations

import gzip
import itertools
import zlib
from functools import lru_cache

import brotli  # type: ignore[import-untyped]
from tests.hostile.answers import ITEM, answer, rss, streamed, zipped
from tests.hostile.case import Case

FEED = rss(ITEM)
TOO_LARGE = "larger than 15 MB"
GZIP = "Content-Encoding: gzip"
MEGABYTE = b"\0" * 1_000_000


@lru_cache
def bomb(megabytes: int, bits: int) -> bytes:
    """So many megabytes of nothing, packed; ``bits`` is the window, as zlib takes it."""
    stream = zlib.compressobj(9, wbits=bits)
    return b"".join([*(stream.compress(MEGABYTE) for _ in range(megabytes)), stream.flush()])


def padded(size: int) -> str:
    """A feed with blanks before its end."""
    return FEED.replace("</channel>", " " * (size - len(FEED)) + "</channel>")


def broken_checksum() -> bytes:
    """A packed feed whose checksum is wrong."""
    return zipped(FEED)[:-8] + b"\0" * 8


CASES = (
    Case("endless body", lambda _: streamed(itertools.repeat(b"x" * 65536)), 3, TOO_LARGE, 0),
    Case("endless feed", lambda _: streamed(itertools.chain(
        [FEED[:-20].encode()], itertools.repeat(ITEM.encode() * 500))), 3, TOO_LARGE, 0),
    Case("body of 16 MB", lambda _: answer(b" " * 16_000_000), 3, TOO_LARGE, 0),
    Case("feed of 14 MB of blanks", lambda _: answer(padded(14_000_000))),
    Case("feed of 14 MB of CJK", lambda _: answer(rss(ITEM, top=f"<x>{'字' * 4_600_000}</x>"))),
    Case("feed of 14 MB with one emoji", lambda _: answer(rss(
        ITEM, top=f"<x>{'a' * 13_900_000}</x><y>😀</y>"))),
    Case("14 MB of blanks", lambda _: answer(b" " * 14_000_000), 3, "the answer is empty", 0),
    Case("14 MB of NUL", lambda _: answer(b"\0" * 14_000_000), 3, "", 0),
    Case("bomb of gzip", lambda _: answer(bomb(60, 31), GZIP), 3, TOO_LARGE, 0),
    Case("bomb of gzip that is not announced", lambda _: answer(bomb(60, 31)), 3, TOO_LARGE, 0),
    Case("bomb of deflate", lambda _: answer(bomb(60, 15), "Content-Encoding: deflate"), 3,
         TOO_LARGE, 0),
    Case("bomb of bare deflate", lambda _: answer(bomb(60, -15), "Content-Encoding: deflate"), 3,
         TOO_LARGE, 0),
    Case("bomb of brotli", lambda _: answer(
        brotli.compress(b"\0" * 60_000_000, quality=1), "Content-Encoding: br"), 3, TOO_LARGE, 0),
    Case("bomb in a bomb", lambda _: answer(gzip.compress(bomb(60, 31)), GZIP), 3, TOO_LARGE, 0),
    Case("bomb in four layers", lambda _: answer(
        gzip.compress(gzip.compress(gzip.compress(bomb(60, 31)))), GZIP), 3, "", 0),
    Case("bomb of gzip of blanks", lambda _: answer(zipped(b" " * 14_900_000), GZIP), 3,
         "the answer is empty", 0),
    Case("gzip", lambda _: answer(zipped(FEED), GZIP)),
    Case("gzip that is announced and is none", lambda _: answer(FEED, GZIP)),
    Case("gzip that is not announced", lambda _: answer(zipped(FEED))),
    Case("gzip that is cut", lambda _: answer(zipped(padded(5000))[:-30], GZIP), 0, "", None),
    Case("gzip with a wrong checksum", lambda _: answer(broken_checksum(), GZIP), 3, "broke off", 0),
    Case("gzip and garbage behind", lambda _: answer(zipped(FEED) + b"garbage" * 1000, GZIP)),
    Case("gzip in 100,000 members", lambda _: answer(
        zipped(FEED) + zipped(b"") * 100_000, GZIP), 0, "", None),
    Case("gzip with a name of 1 MB", lambda _: answer(
        b"\x1f\x8b\x08\x08\0\0\0\0\0\0" + b"a" * 1_000_000 + b"\0" + zipped(FEED)[10:], GZIP)),
    Case("coding of a thousand names", lambda _: answer(
        FEED, "Content-Encoding: " + ", ".join(["gzip"] * 1000)), 0, "", None),
    Case("coding that nobody knows", lambda _: answer(FEED, "Content-Encoding: \x1b[31mx")),
    Case("brotli that is none", lambda _: answer(FEED, "Content-Encoding: br")),
    Case("zstd that is none", lambda _: answer(FEED, "Content-Encoding: zstd")),
    Case("garbage in gzip", lambda _: answer(zipped(bytes(range(256)) * 4000), GZIP), 3, "", 0),
)  # fmt: skip
