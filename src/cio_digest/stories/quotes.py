"""The entries of a story to what the reader's own voices say of it, a sentence each, verbatim.

Only a voice's own words count: not the title of what it links to, not what it quotes or passes on.
A sentence is whole or is not shown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cio_digest.models import Quote
from cio_digest.text import handles, summary, words
from cio_digest.text.speakers import speaker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cio_digest.models import Entry, Source

ROLES = frozenset({"peer", "analyst"})
MOST = 2  # voices
_SENTENCES = 3  # of a post that are looked at: what comes later leans on what was said before
_TELLING = 4  # words that say something, at least
_LONGEST = 280  # characters
_RETOLD = 0.5  # of the words of a sentence: it says again what a title says
# Patterns are text until a voice speaks: few stories have one, and each takes long to compile.
# Who is quoted, spoken to or advertised for; and what only leads on to a link.
_NOT_OWN = r"(?i)[>@#(“\"„«•]|[-–*]\s|(?:rt|re|via|by)\b[ :]"
# A post that begins so passes on, quotes or answers what somebody else said, all of it perhaps.
_OF_ANOTHER = (
    r"(?i)[>@“\"„«]|(?:rt|re|via)\b[ :]"
    r"|(?:yes|yeah|yep|no|nope|exactly|thanks|thank you|ja|nein|genau|danke)[,.!]"
)
# A sentence that begins so and is not the first leans on the one before it; in brackets, always.
_LEANS = (
    r"(?i)(?:it|its|it's|it’s|this|that|these|those|they|they're|he|she|his|her|their|which|and|but|so"
    r"|also|then|cf|es|er|sie|das|dies|diese[mnrs]?|dort|dann|und|aber|denn|auch)\b"
)
_LEADS_ON = r"(?:[:…→↓👇⬇]|\.\.\.)[\ufe0f\s]*$"
_ADDRESS = r"https?://|\bwww\.|\b[\w-]+\.[a-z]{2,}/\S"  # networks cut "https://" off


def voices(sources: Iterable[Source]) -> dict[str, str]:
    """The names of voices that are quoted, by their accounts and by what their sources bring."""
    found: dict[str, str] = {}
    for source in sources:
        if source.voice and source.role in ROLES:
            account = handles.key(source.kind, source.handle)
            found |= {name: source.voice for name in (account,) if name}
            found[_within(source.key, source.handle)] = source.voice
    return found


def of(entries: Sequence[Entry], shown: Entry, voices: Mapping[str, str]) -> tuple[Quote, ...]:
    """What ``voices`` say of a story, the first that spoke first; ``shown`` is its headline."""
    quotes: dict[str, Quote] = {}
    for entry in entries:
        name = _voice(entry, voices)
        if not name or name in quotes or entry.id == shown.id or entry.bot or entry.noise:
            continue
        others = [each for each in entries if speaker(each) != speaker(entry)]
        titles = [words.telling(each.title) for each in (shown, *others)]
        sentence = next((each for each in _own(entry) if _is_said(each, titles)), "")
        if sentence and entry.url:
            quotes[name] = Quote(name, sentence, entry.url)
    return tuple(quotes.values())[:MOST]


def _voice(entry: Entry, voices: Mapping[str, str]) -> str:
    """Whose word an entry is: what an account passes on comes with the name of who wrote it."""
    account = handles.key(entry.network, entry.handle)
    name = entry.handle if entry.network else ""
    return voices.get(account) or voices.get(_within(entry.source, name), "")


def _within(source: str, handle: str) -> str:
    return f"{source}\n{handles.bare(handle)}"


def _own(entry: Entry) -> Iterator[str]:
    """The first sentences of a post that its author wrote; of an article, its title."""
    if entry.network:
        said = entry.text[: entry.own]
        if not re.match(_OF_ANOTHER, said):
            first, *later = summary.split(said)[:_SENTENCES] or [""]
            yield first
            yield from (each for each in later if not re.match(_LEANS, each))
    else:
        yield entry.title


def _is_said(sentence: str, titles: Iterable[frozenset[str]]) -> bool:
    """Whether a sentence stands by itself, and says more than one of the titles does."""
    if len(sentence) > _LONGEST or re.match(_NOT_OWN, sentence) or re.search(_LEADS_ON, sentence):
        return False
    telling = words.telling(sentence)
    if len(telling) < _TELLING or re.search(_ADDRESS, sentence):
        return False
    return all(len(telling & title) < _RETOLD * len(telling) for title in titles)
