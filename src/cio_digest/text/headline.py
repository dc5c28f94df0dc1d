"""What an entry says to what it is called: its title, else a sentence of its text, else a name.

A post of a network has no title of its own, so that its words make one: whom it speaks to, which
tags it bears, where it leads and whom it quotes say nothing of what is news in it.
"""

from __future__ import annotations

import re

from cio_digest.text import markup

_LONGEST = 120  # characters of a title that says something else than its text
_BEGINNING = 2_000  # characters of a text in which a title is looked for
_ADDRESS = re.compile(r"https?://\S{1,2000}")
# What programs put where a title is missing.
_PLACEHOLDER = re.compile(
    r"\W?(?:untitled|no title|ohne titel|kein titel|sans titre|sin t[ií]tulo|sem t[ií]tulo"
    r"|senza titolo)\W?",
    re.IGNORECASE,
)
# The title of a post without words of its own: too short to tell that two of them are one event.
WORDLESS = "A post"
# A mention or a hashtag, which is no word of a sentence by itself.
_MARK = re.compile(r"(?<!\w)[@#][\w.@-]+")
# Whom a post speaks to and what it is filed under; one alone may be what its sentence is about.
_ADDRESSEES = re.compile(r"\A\s*(?:[@#][\w.-]{1,100}(?:@[\w.-]{1,200})?[\s,]{1,9}){2,99}(?=\S)")
# Which post of a thread it is, if that is no fraction.
_NUMBER = re.compile(
    r"\A\s*(?:\U0001f9f5\s{0,9})?(?:[\[(]\d{1,2}/(?:\d{1,2}|n)?[\])]|\d{1,2}/(?=\s)"
    r"|\d{1,2}/\d{1,2}(?=[^\S\n]{0,9}\n))[\s:]{1,9}(?=\S)"
)
# Addresses that end a line, with what leads on to them; hashtags may follow.
_LEADING_ON = re.compile(
    r"[\s:\u2013\u2014\u2192\u2193\u27a1\U0001f447\U0001f449\ufe0f]{0,9}https?://\S{1,2000}"
    r"(?=(?:[^\S\n]+(?:#\w+|https?://\S+)){0,30}[^\S\n]*(?:\n|\Z))"
)


def of(title: str, body: str, *, post: bool) -> str:
    """The title, unless it is but marks or an address, or says there is none; else the text's.

    It is empty where neither says anything.
    """
    missing = _PLACEHOLDER.fullmatch(title)
    says = any(map(str.isalnum, title)) and not _ADDRESS.fullmatch(title) and not missing
    # Some bridges make a title of all that a post says.
    whole = post and len(title) > _LONGEST and body.startswith(title[:_LONGEST])
    if says and not whole:
        return title
    words = _said(body[:_BEGINNING]) if post else body
    sentence = markup.first_sentence(words) if words else ""
    return sentence or ("" if post and missing else title)


def without(canonical: str, *, post: bool) -> str:
    """What an entry without words is called: by its address, which of a post says nothing."""
    return WORDLESS if post else canonical.removeprefix("https://") or "Untitled"


def _said(text: str) -> str:
    """What a post says itself; nothing where it is but addresses, mentions and hashtags."""
    words = text
    if ">" in text:
        lines = text.split("\n")
        own = [line for line in lines if not line.startswith(">")]
        words = "\n".join(own) if any(map(_says, own)) else text
    if not _says(words):
        return "" if any(map(str.isalnum, words)) else words
    if "://" in words:
        words = _LEADING_ON.sub("", words)
    return _NUMBER.sub("", _ADDRESSEES.sub("", words)).strip()


def _says(text: str) -> bool:
    if text[:1].isalnum() and not text.startswith("http"):
        return True  # as most do
    return any(map(str.isalnum, _MARK.sub("", _ADDRESS.sub("", text))))
