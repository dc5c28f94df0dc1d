"""Tells whether an entry says anything in words, or is a record that a machine wrote.

Feeds of indicators list hosts, addresses and hashes with a tag and the handle of who reported each:
"@ada | url | #phishing Value: http://umbra.example/login". No line of a brief is made of that.
"""

from __future__ import annotations

import re

from cio_digest.text import words

_IN_ROW = 2  # words side by side, that somebody wrote as a sentence or headline
_HOST = r"(?:[a-z\d-]+\.)+[a-z][a-z\d-]+(?:/\S*)?"
_HASH_LEAST = 32  # characters
_HASH = rf"[\da-f]{{{_HASH_LEAST},}}"
_NUMBERED = r"(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?(?:/\S*)?"
_MADE = rf"@\w\S*|\w+://\S+|{_HASH}|{_NUMBERED}"
_ADDRESS = rf"(?i){_MADE}|{_HOST}"
_SIGN = rf"(?i){_MADE}|#\w\S*"  # no word of a sentence
_WORD = r"[(\"'“‘«]*\w[^\s:|]*"  # "Value:" is a label; a host may be a firm's name


def says(title: str, text: str) -> bool:
    """Whether a title, or else its text, has words in a row; one without any address does."""
    # Nearly all words of titles are plainly none: the pattern takes long to compile and to match.
    doubtful = [each for each in title.split() if not each.isalnum() or len(each) >= _HASH_LEAST]
    if not any(re.fullmatch(_ADDRESS, each) for each in doubtful):
        return True
    return words.unspaced(title + text) or any(map(_is_worded, (title, text)))


def _is_worded(text: str) -> bool:
    """Whether words stand side by side, neither of them an address, tag, handle or label."""
    word, sign = re.compile(_WORD), re.compile(_SIGN)  # which only a title with an address needs
    row = 0
    for token in text.split():
        row = row + 1 if word.fullmatch(token) and not sign.fullmatch(token) else 0
        if row == _IN_ROW:
            return True
    return False
