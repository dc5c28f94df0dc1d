"""A text to the language that it is written in, by its script, its letters and its commonest words.

Enough to tell whether two reports are in one language. Short texts without any of these words have
no language here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from cio_digest.text import frequency, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Articles, prepositions, conjunctions, pronouns, auxiliaries: folded, as ``words.fold`` does.
_COMMON = {
    "en": "the of and to in a is for on with at by from as an that this it be are was were has"
    " have had will would can could may after before over into up out about against amid his"
    " her their its you your how why what who when where not no new more than first us",
    "de": "der die das den dem des ein eine einen einem einer und in im ist nicht mit fur auf von"
    " zu zum zur bei beim nach vor aus an am uber unter wegen durch gegen ohne um als auch"
    " wie was wer sich sie er es wir ich ihr sind war wird werden wurde hat haben noch nur"
    " mehr neue neuer neues so aber oder wenn dass kein keine",
    "fr": "le la les un une des du de au aux et en dans est sont pour par sur avec sans sous"
    " qui que qu ce cette ces se sa son ses il elle ils nous vous ne pas plus apres avant"
    " contre entre chez comme mais ou ont ete deux leur leurs face lors",
    "es": "el la los las un una unos unas de del al y en es son por para con sin sobre que se su"
    " sus lo le no mas tras ante desde hasta entre como pero este esta estos fue ha han ser"
    " hay muy ya donde cuando dos anos primera primer",
    "pt": "o a os as um uma de do da dos das no na nos nas ao aos e em por pelo pela para com sem"
    " sobre que se seu sua seus nao mais apos ante ate entre como mas este esta foi sao ser"
    " tem tera ja onde quando dois duas anos primeira primeiro diz vai",
    "it": "il lo la i gli le un uno una di del della dei delle degli da dal dalla in nel nella"
    " nei al alla ai alle e ed che per con su sul sulla non si sono ha hanno piu dopo come"
    " ma anche questo questa due anni tra fra suo sua",
    "nl": "de het een en van in op te voor met niet is zijn aan bij door naar om uit over als dat"
    " die deze dit ook nog maar of werd wordt worden heeft hebben tegen na tot meer geen hun",
    "sv": "och i att det som en ett pa ar av for med den till inte om har de vid fran var kan"
    " efter sig nar mot under ska mer nu ny nya blir",
    "da": "og i at det som en et pa er af for med den til ikke om har de ved fra var kan efter"
    " sig nar mod under skal mere nu ny nye bliver",
    "no": "og i a det som en et pa er av for med den til ikke om har de ved fra var kan etter seg"
    " nar mot under skal mer na ny nye blir",
    "pl": "i w z na do nie sie to jest o za po od dla przez przed ze jak co ale oraz lub jego jej"
    " ich przy pod nad bez tylko juz byl bedzie sa",
    "sl": "in v na za se je ne po pri iz od do ki da so bo bi s z o tudi kot med pred proti brez"
    " ob pod nad ze sta bodo bil bila",
    "tr": "ve bir bu da de icin ile en cok daha olarak olan gibi sonra kadar ilk yeni var yok ne"
    " ise her",
}
LATIN = frozenset(_COMMON)  # the languages that are written in Latin letters
_SCRIPTS = (  # ja before zh, which has no kana
    ("ja", r"[\u3040-\u30ff]"),
    ("zh", r"[\u3400-\u9fff]"),
    ("ko", r"[\uac00-\ud7af]"),
    ("uk", r"[\u0454\u0456\u0457\u0491]"),
    ("ru", r"[\u0400-\u04ff]"),
    ("el", r"[\u0370-\u03ff]"),
    ("ar", r"[\u0600-\u06ff]"),
    ("he", r"[\u0590-\u05ff]"),
    ("hi", r"[\u0900-\u097f]"),
    ("th", r"[\u0e00-\u0e7f]"),
)
# Letters that few languages have: half a word's say, for names keep them abroad.
_LETTERS = {
    "ñ¿¡": ("es",),
    "ãõ": ("pt",),
    "ß": ("de",),
    "äö": ("de", "sv"),
    "ü": ("de", "tr"),
    "å": ("sv", "da", "no"),
    "øæ": ("da", "no"),
    "ğışİ": ("tr",),
    "łąęńśźż": ("pl",),
    "čšž": ("sl",),
    "êîûœàèùç": ("fr",),
}
_NAMES = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "pt": "Portuguese",
    "it": "Italian", "nl": "Dutch", "sv": "Swedish", "da": "Danish", "no": "Norwegian",
    "pl": "Polish", "sl": "Slovenian", "tr": "Turkish", "ja": "Japanese", "zh": "Chinese",
    "ko": "Korean", "uk": "Ukrainian", "ru": "Russian", "el": "Greek", "ar": "Arabic",
    "he": "Hebrew", "hi": "Hindi", "th": "Thai",
}  # fmt: skip
_MARK, _KNOWN = (
    0.5,
    0.2,
)  # how much a letter says, and an everyday English word, beside a common one
_LONG = 4  # letters of such a word: shorter ones are words of many languages
_SURE = 1.2  # times as many votes as any other language has


def name(code: str) -> str:
    """A language's English name."""
    return _NAMES[code]


@lru_cache(maxsize=128)  # a digest asks twice of each of a story's reports
def of(text: str) -> str:
    """The code of a text's language (ISO 639-1), "" where it can't be told."""
    if not text.isascii() and (code := _script(text)):
        return code
    votes: dict[str, float] = defaultdict(float)
    table = _table()
    for word in filter(table.__contains__, _folded(text)):
        for code, share in table[word].items():
            votes[code] += share
    for letters, codes in () if text.isascii() else _LETTERS.items():
        if any(letter in text for letter in letters):
            for code in codes:
                votes[code] += _MARK / len(codes)
    if (code := _first(votes)) != "en":  # else everyday words would add nothing to that
        votes["en"] += _KNOWN * sum(map(_known().__contains__, words.terms(text)))
        code = _first(votes)
    return code


def _folded(text: str) -> Iterable[str]:
    """The words of a text, folded; of plain letters it is folded as a whole, which is quicker."""
    if text.isascii():
        return words.written(text.lower())
    return map(words.fold, words.written(text))


def _first(votes: Mapping[str, float]) -> str:
    """The language with so many more votes than any other that it is sure, "" where none has."""
    best, second, *_ = sorted(votes.items(), key=lambda vote: -vote[1]) + [("", 0.0)] * 2
    return best[0] if best[1] > _SURE * second[1] else ""


def _script(text: str) -> str:
    """The language whose script most of a text is in, "" where that is of several languages."""
    for code, letters in _SCRIPTS:
        if 2 * len(re.findall(letters, text)) > len(text) // 2:
            return code
    return ""


@cache
def _known() -> frozenset[str]:
    """Everyday English words that are long enough to be no other language's."""
    return frozenset(word for word in frequency.table() if len(word) >= _LONG)


@cache
def _table() -> Mapping[str, Mapping[str, float]]:
    """Common words, each with the languages that have it and its say for each."""
    codes: dict[str, list[str]] = defaultdict(list)
    for code, common in _COMMON.items():
        for word in common.split():
            codes[word].append(code)
    return {word: dict.fromkeys(found, 1 / len(found)) for word, found in codes.items()}
