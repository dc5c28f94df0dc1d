"""A character set's label, as documents and servers write it, to the name of Python's decoder.

Labels are those of the WHATWG Encoding Standard (https://encoding.spec.whatwg.org), through
``webencodings``; then what Python knows, then labels that differ in their punctuation only.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

# What the standard means by its names: supersets, which decode more than what the names say.
_DECODERS = {
    "shift_jis": "cp932",
    "euc-jp": "euc_jis_2004",
    "euc-kr": "cp949",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "windows-874": "cp874",
    "macintosh": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic",
    "iso-8859-8-i": "iso-8859-8",
    # No document of these can be read byte by byte, or none in them was ever meant.
    "utf-16le": "",
    "utf-16be": "",
    "replacement": "",
    "x-user-defined": "",
}
# Python also calls things encodings that no document is written in (punycode, unicode_escape,
# UTF-7); some of them take quadratic time or hide markup, so only real character sets are heard.
_CHARSETS = re.compile(r"utf-8|ascii|iso8859|iso2022|cp\d|koi8|gb|big5|euc|shift_jis|mac-")
_PUNCTUATION = re.compile(r"[^a-z0-9]")
_CODE_PAGE = re.compile(r"(?:x|ms|cs)?(?:cp|win(?:dows)?|dos|ibm|ansi|codepage)(\d{3,5})")


@lru_cache(maxsize=256)
def decoder(label: str) -> str:
    """Python's name for a character set that goes byte by byte, ``""`` where it is not known."""
    label = label.strip().lower()
    if label in {"utf-8", "utf8", ""}:
        return label and "utf-8"
    bare = _PUNCTUATION.sub("", label)
    labels = _labels()
    if name := labels.get(label) or labels.get(bare):
        return _DECODERS.get(name, name)
    if page := _CODE_PAGE.fullmatch(bare):
        number = page[1].lstrip("0")
        return decoder(f"windows-{number}") if f"windows-{number}" in labels else _known(number)
    return "utf-8" if bare.startswith(("utf8", "unicode11utf8")) else _known(label)


@lru_cache(maxsize=1)
def _labels() -> dict[str, str]:
    """The standard's names by their labels, with punctuation and without."""
    from webencodings import LABELS  # most documents say UTF-8, and need no list

    bare = {_PUNCTUATION.sub("", label): name for label, name in LABELS.items()}
    return {**bare, **LABELS}


def _known(label: str) -> str:
    """A character set that only Python knows."""
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return ""
    return {"ascii": "cp1252"}.get(name, name) if _CHARSETS.match(name) else ""


# The HTML Standard's table of what undeclared documents of a language are written in (§12.2.3.2).
_FALLBACKS = {
    "windows-1251": "be bg kk ky mk ru sr tg tt uk",
    "windows-1250": "cs hr hu pl ro sk sl",
    "windows-1253": "el",
    "windows-1254": "az ku tr",
    "windows-1255": "he yi",
    "windows-1256": "ar fa ur",
    "windows-1257": "et lt lv",
    "windows-1258": "vi",
    "windows-874": "th",
    "shift_jis": "ja",
    "euc-kr": "ko",
    "gbk": "zh",
}
_BY_LANGUAGE = {
    language: label for label, languages in _FALLBACKS.items() for language in languages.split()
}


def fallback(language: str) -> str:
    """The label that an undeclared document in a language is most likely written in."""
    return _BY_LANGUAGE.get(language.lower(), "windows-1252")
