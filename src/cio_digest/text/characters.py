"""Text as publishers send it to characters that can be seen and are what they were meant to be.

Nothing that leaves here holds control, C1, bidirectional, zero-width or other invisible characters.
"""

from __future__ import annotations

import re
import unicodedata

_HIDDEN = (
    "\0-\x08\x0e-\x1b\x7f"  # C0, but for what counts as a blank; C1 has been translated
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # soft hyphen and other fillers
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"  # zero-width space, direction, invisible signs
    "\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e0fff"  # lone surrogates, invisible tags
)
_INVISIBLE = re.compile(f"[{_HIDDEN}]")
# Joiners stay where they form a letter or an emoji, in scripts and signs that need them.
_JOINED = "\u0600-\u109f\u1780-\u18af\u2190-\u2bff\U0001f000-\U0001faff"
# Latin letters and digits as wide as Han, and kana half as wide: as everybody else writes them.
_WIDTH = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+|[\uff66-\uff9f]+")
# Marks above and below a letter: no language writes so many, whose pile covers other lines.
_PILED = re.compile("([\u0300-\u036f]{4})[\u0300-\u036f]+")
_ODD = re.compile("[\u0300-\u036f\uff10-\uff9f]")  # one of both, seldom there
_STRAY_JOINER = re.compile(rf"(?<![{_JOINED}\ufe0f])[\u200c\u200d]|[\u200c\u200d](?![{_JOINED}])")

# One of all these, which few texts have.
_SUSPECT = re.compile(f"[{_HIDDEN}\x80-\x9f\u0300-\u036f\uff10-\uff9f\u200c\u200d]")

# What the bytes 128 to 159 mean in Windows-1252; `&#146;` in XML is meant so, too.
_C1 = re.compile("[\x80-\x9f]")
_WINDOWS = {byte: bytes([byte]).decode("cp1252", "ignore") for byte in range(128, 160)}
# Pairs that UTF-8 leaves when taken for Latin-1 or Windows-1252 (an e with acute accent becomes a
# capital A with tilde and a copyright sign): a first byte, then one or two that continue. Where
# two letters could as well be meant, only the first bytes of the commonest scripts count.
_REST = "[\x80-\xbf" + "".join(_WINDOWS.values()) + "]"
_PAIR = re.compile(f"[\xc2-\xef]{_REST}")  # quick to search for, and nearly always missing
_DOUBLE = re.compile(
    f"[\xc2\xc3\xd0\xd1\xe2]{_REST}|[\xc2-\xdf][\x80-\x9f]|[\xe0-\xef]{_REST}{{2}}"
)
_SEVERAL = 3  # characters that a text loses when it is decoded again: fewer may be chance


def visible(value: str) -> str:
    """Drop what cannot be seen and put the rest in Unicode's composed form (NFC)."""
    if value.isascii() and value.replace("\n", " ").isprintable():
        return value
    if not _SUSPECT.search(value):
        return unicodedata.normalize("NFC", value)
    if _C1.search(value):
        value = value.translate(_WINDOWS)
    value = _INVISIBLE.sub("", value)
    if _ODD.search(value):
        value = _PILED.sub(r"\1", value)
        value = _WIDTH.sub(lambda run: unicodedata.normalize("NFKC", run[0]), value)
    if "\u200c" in value or "\u200d" in value:
        value = _STRAY_JOINER.sub("", value)
    return unicodedata.normalize("NFC", value)


def mended(value: str) -> str:
    """Decode again what its publisher encoded twice, all of a text or words of it."""
    if value.isascii() or not _PAIR.search(value) or not _DOUBLE.search(value):
        return value
    if once := _decoded_again(value):
        return mended(once)
    import ftfy  # which few texts need

    return ftfy.fix_encoding(value)


def _decoded_again(value: str) -> str:
    """A text that is UTF-8 in Windows-1252 all over, by several characters; "" for any other.

    ftfy finds what is so in part, and single characters, which takes it fifty times as long.
    """
    try:
        once = value.encode("cp1252").decode()
    except UnicodeError:
        return ""
    return once if len(value) - len(once) >= _SEVERAL else ""


def line(value: str) -> str:
    """Plain text on one line, without what cannot be seen."""
    return " ".join(visible(mended(value)).split())


def shorten(value: str, limit: int) -> str:
    """At most ``limit`` characters, cut between words where there are any, with ``…``."""
    if len(value) <= limit:
        return value
    head = value[: limit - 1]
    words = head.rpartition(" ")[0]
    return (words if len(words) > limit // 2 else head).rstrip(" ,;:-\u2013\u2014\n") + "…"
