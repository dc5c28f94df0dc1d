"""Reads a keyword, and says what to write where one is written as a search or a pattern."""

from __future__ import annotations

import re

from cio_digest.config.problems import Problem, Wrong, shown

_QUOTES = '"“”„«»'
_QUOTED = re.compile(rf"[{_QUOTES}][^{_QUOTES}]+[{_QUOTES}]")
_JOINED = re.compile(r"\s(OR|AND|\|\|?|&&)\s")
_WITHOUT = re.compile(r"(?:^|\s)(?:-|NOT\s)(?=[^\W\d_])")
_WILD = re.compile(r"(?:^|\s)\*\w|\w\*(?:\s|$)")
_PATTERN = re.compile(r"\A/.*[|()\[\]*+?^$\\].*/[a-z]*\Z")
_READABLE = re.compile(r"[^\W_]")


def keyword(text: str) -> str:
    """A keyword as it is: one word or phrase, as text without any language of its own.

    Raises:
        Wrong: it is written as if it had one; says what to write.
    """
    for pattern, remedy in _FAULTS:
        if match := pattern.search(text):
            raise Wrong(Problem((), f"{shown(text)} {remedy(text, match)}"))
    if not _READABLE.search(text):
        raise Wrong(Problem((), f"{shown(text)} has no letter or digit that could match"))
    return text


def _pattern(_: str, __: re.Match[str]) -> str:
    return 'is a pattern, which keywords are not; write each word it stands for, as in "CRM"'


def _quoted(text: str, _: re.Match[str]) -> str:
    parts = " ".join(re.split(f"[{_QUOTES}]", text)).split()
    return f"has quotes inside; a keyword is a phrase as it stands: write {shown(' '.join(parts))}"


def _joined(text: str, match: re.Match[str]) -> str:
    parts = [part.strip() for part in _JOINED.split(text)[::2]]
    if match[1] in {"OR", "|", "||"}:
        remedy = f"write each as a keyword of its own: {', '.join(map(shown, parts))}"
    else:
        search = " AND ".join(parts)
        remedy = f'write {shown(" ".join(parts))} for a phrase, or search = "{search}" under '
        remedy += "[[sections]] for texts that have both"
    return f"is one phrase with “{match[1]}” in it; {remedy}"


def _without(text: str, match: re.Match[str]) -> str:
    kept, left_out = text[: match.start()].strip(), text[match.end() :].strip()
    keywords = f"keywords = [{shown(kept)}] and " if kept else ""
    return f"leaves out nothing; write {keywords}exclude = [{shown(left_out)}]"


def _wild(_: str, __: re.Match[str]) -> str:
    return (
        'has a "*", which stands for nothing here; write the words in full, as in "SharePoint" '
        "(plurals and other spellings are found by themselves)"
    )


_FAULTS = (
    (_PATTERN, _pattern),
    (_QUOTED, _quoted),
    (_JOINED, _joined),
    (_WITHOUT, _without),
    (_WILD, _wild),
)
