"""Turns text in any language into the words that clustering, topics and trends compare.

Words are folded (case, accents, width) and lightly stemmed. Scripts written without spaces give
overlapping pairs of characters, the usual index unit for them (Manning et al., Introduction to
Information Retrieval, 2.2.1).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Patterns that few texts need stay text, which ``re`` compiles, and keeps, when one of them comes:
# each takes up to 5 million instructions, as much as matching ten entries.

# Vowel signs and tone marks of South and South-East Asian scripts belong to a word, though
# Unicode does not count them as letters; U+0964 and U+0965 are full stops. One class of characters
# is quicker than two: the underscore, which ``\w`` counts as a letter, goes before.
_LETTER = r"[\w\u0900-\u0963\u0966-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
# What a branch begins with is one character, by which most words are told to be of another one.
_WORD = (
    r"[^\W\d_]\.(?:[^\W\d_]\.)+"  # U.S.
    r"|\d\d*(?:[.,]\d+)+"  # 224,000
    rf"|{_LETTER}+(?:['’]{_LETTER}+)*"  # O'Neill
)
_ASCII_WORD = re.compile(
    r"[A-Za-z]\.(?:[A-Za-z]\.)+|[0-9][0-9]*(?:[.,][0-9]+)+|[A-Za-z0-9]+(?:'[A-Za-z0-9]+)*"
)
# Han, kana, Hangul, Thai, Lao, Burmese, Khmer.
_FIRST_UNSPACED = "\u0e00"
_UNSPACED = (
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
    r"\uf900-\ufaff\U00020000-\U0002fa1f]+"
)
# French, Italian and Catalan articles and prepositions, not the pronouns before verbs ("j'ai");
# Turkish case endings of names.
_ELISION = r"(?i)^(?:[dl]|un|gl|[dn]ell|d?all|sull)['’](?=\w\w)"
_ENDING = r"(?i)^(\w{3,})['’](?:n?[ıiuü]n|[dt][ae]n?|y?[aeıiuü]|[ln][ae]|y?l[ae])$"
_ACRONYMS = re.compile(r"[A-Z]{2,5}s")  # of "USS" and "DNS" nothing is taken
_RUN = 40  # characters between two spaces at most, for their words to be remembered,
_RUNS = 16_384  # and so many of them
_INITIALS = re.compile("[A-Z]{2,4}")
_ACRONYM = 5  # letters at most: "gpus" may be "GPUs"
_NO_PLURAL = frozenset({"news", "series", "species", "lens", "always", "perhaps"})
_ACCENT = re.compile(r"[\u0300-\u036f]+")

# The commonest words of the languages most feeds are written in, folded. They carry no event.
STOP_WORDS = frozenset(
    # English
    "a about after all also am an and any are as at be been but by can could did do does for from"
    " get had has have he her here him his how i if in into is it its just may me more most my new"
    " no not now of off on one or our out over says said say she should so some than that the"
    " their them then there these they this to too up us was we were what when where which while"
    " who why will with would you your"
    # German
    " aber als am auch auf aus bei bis das dass dem den der des die durch ein eine einem einen"
    " einer es fur hat im ist mehr mit nach nicht noch nur oder sein sich sie sind uber um und von"
    " vor war was wie wird wir zu zum zur"
    # French
    " au aux avec ce ces cette dans de des du elle en est et il ils je la le les leur lui mais ne"
    " nous on ont ou par pas plus pour que qui sa se ses son sur un une vous"
    # Spanish, Portuguese, Italian
    " al alla ao ao che com como con da das del della di do dos e el em entre era es esta gli il"
    " lo los las mas mi na nas no nos nao o os para pela pelo per pero por sem ser si sin sobre su"
    " sus sua seu suo tra um uma un una uno y"
    # Dutch, Swedish, Danish, Norwegian
    " aan att av bij dat de den det die een en er ett for fra har het hij i ik in is ja jag maar"
    " med met naar niet nog och of om onder ook op og pa te som til till uit van var voor werd wij"
    " worden zijn".split()
)


def fold(text: str) -> str:
    """Text without differences of case, accent and width, for comparing."""
    if text.isascii():
        return text.lower()
    split = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i"))
    return unicodedata.normalize("NFC", _ACCENT.sub("", split))


def unaccented(text: str) -> str:
    """Text without accents, in the case it has."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _ACCENT.sub("", unicodedata.normalize("NFD", text)))


def written(text: str) -> list[str]:
    """The words of a text as they were written, in order."""
    return (
        _ASCII_WORD.findall(text) if text.isascii() else re.findall(_WORD, text.replace("_", " "))
    )


def has_initials(word: str) -> bool:
    """Whether a word is of initials, between which a text may have points: "AI" is also "A.I."."""
    return _INITIALS.fullmatch(word) is not None


def terms(text: str) -> list[str]:
    """The folded, stemmed words of a text, in order and with repetition; stop words left in."""
    return list(spoken(text))


def spoken(text: str) -> Iterator[str]:
    """What ``terms`` gives, each worked out when it is asked for."""
    return chain.from_iterable(map(_runs.__getitem__, text.split()))


class _Runs(dict[str, tuple[str, ...]]):
    """The terms of what stands between two spaces: most are met again and again as they are."""

    def __missing__(self, run: str) -> tuple[str, ...]:
        if run.isascii() and run.isalnum():
            found = (stem(run),) if run.islower() else normal(run)
        else:
            found = tuple(chain.from_iterable(map(normal, written(run))))
        if len(run) <= _RUN:
            if len(self) >= _RUNS:
                self.clear()
            self[run] = found
        return found


_runs = _Runs()


@lru_cache(maxsize=4096)
def telling(text: str) -> frozenset[str]:
    """The terms of a title or sentence that say what it is about: none of the stop words."""
    return frozenset(terms(text)) - STOP_WORDS


@lru_cache(maxsize=65536)
def normal(word: str) -> tuple[str, ...]:
    """One written word as terms: one for most scripts, pairs of characters for unspaced ones.

    The article of an elision and the ending behind a name are left out: "L'IA" is "IA" and
    "Airbus'un" is "Airbus"; "APIs" are "API".
    """
    if "'" in word or "’" in word:
        word = re.sub(_ENDING, r"\1", re.sub(_ELISION, "", word))
    if word.endswith("s") and _ACRONYMS.fullmatch(word):
        word = word[:-1]
    if word.isascii() and word.isalnum():  # as nearly all are: nothing to look for in it
        return (stem(word.lower()),)
    folded = fold(word).replace("’", "'")
    if folded.isascii() and folded.isalnum():
        return (stem(folded),)
    if not unspaced(folded):
        return (stem(_plain(folded)),)
    parts: list[str] = []
    end = 0
    for run in re.finditer(_UNSPACED, folded):
        parts += [stem(_plain(folded[end : run.start()]))] if run.start() > end else []
        parts += _pairs(run[0])
        end = run.end()
    return (*parts, stem(_plain(folded[end:]))) if end < len(folded) else tuple(parts)


def stem(word: str) -> str:
    """A folded word without its plural ending, so that "banks" meets "bank".

    Harman's S-stemmer ("How effective is suffixing?", 1991): it only ever drops an "s", which is
    safe in most languages written in Latin letters.
    """
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word in _NO_PLURAL:
        return word
    if word.endswith("ies") and not word.endswith(("eies", "aies")) and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1]


def unspaced(text: str) -> bool:
    """Whether some of a text is of a script without spaces between words."""
    if text.isascii() or max(text) < _FIRST_UNSPACED:  # the pattern takes 3 ms to compile
        return False
    return re.search(_UNSPACED, text) is not None


def forms(term: str) -> tuple[str, ...]:
    """The folded words that a term stands for: what an index without stemming has to be asked."""
    if not term.isascii() or len(term) < 3 or term.isdigit():
        return (term,)
    endings = [term, term + "s", term + "es"]
    if term.endswith("y"):
        endings.append(term[:-1] + "ies")
    acronyms = (term + "s",) if term.endswith(("i", "u")) and len(term) <= _ACRONYM else ()
    found = tuple(form for form in endings if stem(form) == term) + acronyms
    return (*found, *(form.replace("ss", "ß", 1) for form in found if "ss" in form))


def _plain(word: str) -> str:
    """A folded word without its possessive ending and inner punctuation."""
    word = word.removesuffix("'s")
    return word.replace("'", "").replace(",", "").replace(".", "") or word


def _pairs(run: str) -> list[str]:
    """Overlapping pairs of characters."""
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]
