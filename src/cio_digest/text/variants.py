"""Turns a term into its other spellings: plurals, British and American, of letters not at hand.

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
# Endings of German, French, Spanish, Portuguese and Italian singulars, and of their plurals.
_ABROAD = (
    ("e", "en"), ("ung", "ungen"), ("heit", "heiten"), ("keit", "keiten"), ("schaft", "schaften"),
    ("ion", "ionen"), ("tat", "taten"), ("eau", "eaux"), ("eu", "eux"), ("al", "aux"),
    ("cion", "cione"), ("dad", "dade"), ("dor", "dore"), ("cao", "coe"), ("zione", "zioni"),
    ("enda", "ende"), ("nca", "nche"), ("izia", "izie"),
)  # fmt: skip
# Letters as those write them who lack them: in two, or the plain one.
_IN_TWO = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ø": "oe", "Ø": "Oe"}
    | {"å": "aa", "Å": "Aa", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ß": "ss"}
)
_PLAIN = str.maketrans("łŁøØđĐðÐ", "lLoOdDdD") | str.maketrans(
    {"æ": "ae", "œ": "oe", "Œ": "Oe", "Æ": "Ae"}
)
_LONG = 8  # letters of a word to which "n" makes a plural: "drive" and "driven" are not one
_ONE_WAY = frozenset({"use", "e", "ice"})  # endings of many words that are no plurals
_SHORTEST = 5  # letters of a term whose ending is looked at: a shorter one is mostly another word


def of(term: str) -> tuple[str, ...]:
    """The other spellings of a folded, stemmed term."""
    if len(term) < _SHORTEST or not term.isascii():
        return ()
    known = [
        term[: -len(mine)] + other
        for pair in (*_PLURALS, *_SPELLINGS)
        for mine, other in (pair, pair[::-1])
        if mine not in _ONE_WAY and term.endswith(mine)
    ]
    abroad = [
        term.removesuffix(one) + many
        for one, many in _ABROAD
        if term.endswith(one) and (one != "e" or len(term) >= _LONG)
    ]
    return (*known, *abroad)


def letters(text: str) -> tuple[str, ...]:
    """A text as those write it who lack some of its letters, where it has any such."""
    spelled = (text.translate(_IN_TWO), text.translate(_PLAIN))
    return tuple(dict.fromkeys(each for each in spelled if each != text))
