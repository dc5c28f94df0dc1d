"""Turns a term into its other spellings: plurals that ``words.stem`` leaves, British and American.

A spelling that is no word finds nothing, so the rules may say more than there is.
"""

from __future__ import annotations

# Endings of a singular and, as ``words.stem`` leaves it, of its plural: statuses, analyses,
# matrices, women.
_PLURALS = (("us", "use"), ("is", "e"), ("ix", "ice"), ("man", "men"), ("child", "children"))
# Endings of American and British words.
_SPELLINGS = (
    ("center", "centre"), ("meter", "metre"), ("ization", "isation"), ("ize", "ise"),
    ("izing", "ising"), ("izer", "iser"), ("yze", "yse"), ("yzing", "ysing"), ("color", "colour"),
    ("labor", "labour"), ("avior", "aviour"), ("avor", "avour"), ("arbor", "arbour"),
    ("eighbor", "eighbour"), ("efense", "efence"), ("icense", "icence"), ("alog", "alogue"),
    ("program", "programme"), ("eling", "elling"), ("eler", "eller"),
)  # fmt: skip
_ONE_WAY = frozenset({"use", "e", "ice"})  # endings of many words that are no plurals
_SHORTEST = 5  # letters of a term whose ending is looked at: a shorter one is mostly another word


def of(term: str) -> tuple[str, ...]:
    """The other spellings of a folded, stemmed term."""
    if len(term) < _SHORTEST or not term.isascii():
        return ()
    return tuple(
        term[: -len(mine)] + other
        for pair in (*_PLURALS, *_SPELLINGS)
        for mine, other in (pair, pair[::-1])
        if mine not in _ONE_WAY and term.endswith(mine)
    )
