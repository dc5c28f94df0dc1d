"""Turns a story into two or three lines: the lead of the report that says most of what all say.

Journalists put first what matters, and a lead reads on from the title; whose lead it is, the words
tell that it shares with the other reports (as a centroid does, Radev et al. 2004).
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from cio_digest.text import centrality, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from cio_digest.models import Entry, Story

LENGTH = 280  # characters: two to three lines of a terminal
_SHORTEST = 30
_SHORTEST_ALONE = 20  # of a sentence that is all of a text
_SHORTEST_UNSPACED = 12  # of scripts that write a word in one or two
_LETTERS = 3  # one character of so many is a letter: the rest is a score in emoji, or a table
_LONGEST = 2 * LENGTH  # of a sentence that is cut: what is longer is a list
_SENTENCES = 8  # of each entry that are looked at
_ENTRIES = 12
_KNOWN = 0.75  # of its words: a sentence said already

_SAME, _OTHER = 3, 0.6  # words of another report's sentence that are known: so many, such a share
_WHOLE = re.compile(r"(?<![.])[.!?。！？][\"”’»')\]]*$")  # at the end of a sentence, not "..."
# After the end of a sentence; what closes with it is of the sentence.
_CLOSING = "\"”’')]"
_BREAK = re.compile(r"(?<=[.!?…])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[^\Wa-z_])|(?<=[。！？])|\n+")
# What feeds hang on their texts.
_BOILERPLATE = tuple(
    "read more,continue reading,appeared first on,[…],[...],click here,sign up,follow us,"
    "all rights reserved,view the full,full story,full article,learn more,originally published,"
    "listen to the,listen to this,watch the video,story highlights,weiterlesen,lire la suite,"
    "leer más,©,comment url,comments url,article url,affiliate link,earn a commission,view online,"
    "view it online,view in browser,in your browser,reading this email,is a protected post,"
    "watch the full,"
    # What WordPress ends a text with, in other languages: "The post … appeared first on …".
    "erschien zuerst auf,est apparu en premier sur,se publicó primero en,apareció primero en,"
    "apareceu primeiro em,verscheen eerst op,pochodzi z serwisu,dök först upp på,"
    "dukket først opp på,blev først udgivet på,julkaistiin ensin".split(",")
)
_POINTS = r"points: \d"
_SUBSCRIBE = r"\bsubscribe\b"  # not "subscribers"
# Who took a picture or passed an address on to a forum; how long a recording is.
_CREDIT = (
    r"(?:(?:photo|image|picture|foto|bild)s?(?:-| )?(?:credit|source|courtesy|by|von)?s?\s?:"
    r"|cr[ée]dits? (?:photo|image)s?\b|submitted by \S+"
    r"|(?:durée|duration|dauer|durata)\s?:.{0,80}$)"
)
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
# The end of a line that was broken to fit a mail or a terminal.
_WRAP = r"(?<=[^\n]{50})(?<![.!?…:;。！？])\n(?=[a-zß-öø-ÿа-я])"
# After a title that is the beginning of a sentence: "Northwind 2" in "Northwind 2 is a ferry".
_READING_ON = r"(?:[,;'’]|\.?\d|[^\S\n]*[a-zß-öø-ÿа-я])[^\n]*[.!?]"
# Where a press agency's report is from, before its first sentence.
_PLACE = 60  # characters in which it begins
_DATELINE = (
    r"\A\w[^()\n]{1,60}[(/]"
    r"(?:Reuters|AP|AFP|dpa|APA|ANSA|EFE|UPI|TASS|PTI|Xinhua|Kyodo|(?i:[\w ]{0,12}wire))[)/]"
    r"\s*[-–—]+\s*"
)
# A letter by itself (an initial, "z. B.") and words that are written short.
_ABBREVIATION = re.compile(
    r"(?:(?<![^\s.(])[^\W\d_]"
    r"|\b(?:Mr|Mrs|Ms|Dr|Prof|Jr|Sr|Sra|St|Sens?|Reps?|Gov|Gen|Lt|Col|Sgt|Rev|Hon|Inc|Corp|Co|Ltd"
    r"|vs|No|Nos|Jan|Feb|Apr|Aug|Sept?|Oct|Nov|Dec|approx|etc|EE|UU|Okt|Dez|Mio|Mrd|Tsd|bspw|bzw|ca"
    r"|evtl|exkl|ggf|inkl|insb|sog|vgl|zzgl|Nr|Abs|Art|Dipl|Ing|Dhr|Mevr|janv|févr|avr|juil|sept|oct"
    r"|nov|déc|ene|abr|dic|dn|np|tj|godz|mld|mln|tys|янв|февр|апр|авг|сент|окт|нояб|дек|тыс|млн"
    r"|млрд|руб|ул|им))\.$"
)
# German numbers in a row with a full stop, before a noun: "am 26. November", "der 2. Preis".
# Text, as few stories have any, and each pattern takes a million instructions to compile.
_ORDINAL = (
    r"\b(?:[Aa]m|[Ii]m|[Vv]om|[Zz]u[mr]|[Bb]eim|[Ss]eit|[Bb]is|[Dd](?:e[rnms]|ie|as)) \d{1,2}\.$"
)
_DAY = r"\b\d{1,2}\.$"
_MONTH = (
    r"(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November"
    r"|Dezember)\b"
)


def sentences(
    story: Story, length: int = LENGTH, unwanted: Callable[[str], object] = lambda _: False
) -> str:
    """The first sentences of the report that says most of what all say; "" if the title says all.

    Where there is room, one sentence of another report follows that adds to them. None of them is
    ``unwanted``.
    """
    entries = story.entries[:_ENTRIES]
    title = words.telling(entries[0].title)
    own = [[each for each in _own(entry) if not unwanted(each)] for entry in entries]
    found = [
        _lead(sentences, title | words.telling(entry.title), length)
        for entry, sentences in zip(entries, own, strict=True)
    ]
    worth = centrality.leads(
        [" ".join(lead) for lead in found], [(entry.title, entry.text) for entry in entries]
    )
    whole = [bool(lead) and all(map(_whole, lead)) for lead in found]
    best = max(range(len(entries)), key=lambda n: (whole[n], worth[n], -n))
    chosen = found[best]
    room = length - sum(len(sentence) + 1 for sentence in chosen)
    if not whole[best]:  # a line without an end, which nothing can follow
        return " ".join(chosen)
    others = [each for n, each in enumerate(found) if n != best and worth[n] > 0]
    return " ".join([*chosen, *_angle(chosen, title, others, room)])


def _angle(
    chosen: list[str], title: frozenset[str], others: list[list[str]], room: int
) -> list[str]:
    """The first sentence of another report, if it is about the same and says something else."""
    said = title.union(*map(words.telling, chosen))
    for sentence in (lead[0] for lead in others if lead):
        terms = words.telling(sentence)
        shared = len(terms & said)
        again = any(_is_said(words.telling(each), terms) for each in chosen)
        if len(sentence) <= room and _SAME <= shared <= _OTHER * len(terms) and not again:
            return [sentence]
    return []


def _is_said(terms: frozenset[str], others: frozenset[str]) -> bool:
    """Whether other words say what these do."""
    return len(terms & others) >= _KNOWN * len(terms)


def _own(entry: Entry) -> list[str]:
    """The first sentences of an entry that say something."""
    text = _untitled(entry)
    if "(" in text[:_PLACE] or "/" in text[:_PLACE]:
        text = re.sub(_DATELINE, "", text)
    if "\n" in text:
        text = re.sub(_WRAP, " ", text)
    first = split(text)[:_SENTENCES]
    least = _SHORTEST_ALONE if len(first) == 1 and _whole(first[0]) else _SHORTEST
    return [each for each in first if _telling(each, least)]


def _lead(own: list[str], known: frozenset[str], room: int) -> list[str]:
    """The first whole sentences that fit and are more than what is known."""
    found: list[str] = []
    for sentence in [each for each in own if _whole(each)] or own[:1]:
        terms = words.telling(_ADDRESS.sub("", sentence))
        if _is_said(terms, known):
            continue
        if len(sentence) > room:
            if not found and _can_be_cut(sentence):
                from cio_digest.text import characters  # few are cut

                found.append(characters.shorten(sentence, room))
            break
        found.append(sentence)
        known |= terms
        room -= len(sentence) + 1
    return found


def _can_be_cut(sentence: str) -> bool:
    """Whether a sentence is one, not a list with a full stop at its end."""
    return len(sentence) <= _LONGEST and _whole(sentence) and not _ADDRESS.search(sentence)


def _telling(sentence: str, least: int) -> bool:
    """Whether a sentence says something beside the addresses in it, in ``least`` characters."""
    said = _ADDRESS.sub("", sentence)
    if len(said) < (_SHORTEST_UNSPACED if words.unspaced(said) else least):
        return False
    if _LETTERS * sum(map(str.isalpha, said)) < len(said):
        return False
    lowered = sentence.lower()
    if any(phrase in lowered for phrase in _BOILERPLATE):
        return False
    if re.match(_CREDIT, lowered) or ("subscribe" in lowered and re.search(_SUBSCRIBE, lowered)):
        return False
    return "points: " not in lowered or not re.search(_POINTS, lowered)


def _whole(sentence: str) -> bool:
    """Whether a sentence ends, and every quotation in it does."""
    quotes = sentence.count('"') % 2 == 0 and sentence.count("“") == sentence.count("”")
    return quotes and _WHOLE.search(sentence) is not None


def _untitled(entry: Entry) -> str:
    """The text without the title, which some feeds put before it."""
    text, title = entry.text.lstrip(), entry.title.strip()
    if title and text.casefold().startswith(title.casefold()):
        rest = text[len(title) :]
        return text if re.match(_READING_ON, rest) else rest.lstrip(" \n.:–—-|?!…")
    return text


def split(text: str) -> list[str]:
    """A text's sentences."""
    sentences: list[list[str]] = []
    ends = [0, *(match.end() for match in _BREAK.finditer(text)), len(text)]
    pieces = (text[start:end].strip() for start, end in pairwise(ends))
    for piece in filter(None, pieces):
        if sentences and _goes_on(sentences[-1][-1], piece):
            sentences[-1].append(piece)
        else:
            sentences.append([piece])
    return [" ".join(pieces) for pieces in sentences]


def _goes_on(before: str, piece: str) -> bool:
    """Whether a full stop ends no sentence, but an abbreviation or a number in a row."""
    if before[-1] in _CLOSING:
        if before.endswith(("(!)", "(?)")):
            return True
        before = before.rstrip(_CLOSING)
    if _ABBREVIATION.search(before):
        return True
    if not before.rstrip("\n")[-2:-1].isdecimal():
        return False
    return bool(
        re.search(_ORDINAL, before) or (re.search(_DAY, before) and re.match(_MONTH, piece))
    )
