"""Posts to the share of them that complain, in all and by group; only where there are enough.

A post complains when VADER calls it negative: a lexicon of some 7,500 words rated by people, with
rules for negation, degree and capitals (Hutto and Gilbert, ICWSM 2014; its authors' threshold). It
knows English, so other languages are left out, and it knows words, not irony. Nothing here touches
a score.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.errors import CioDigestError
from cio_digest.models.scorecards import Mood
from cio_digest.scorecards import bounds
from cio_digest.text import sizes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

FEWEST_POSTS, FEWEST_PEOPLE = 8, 4  # with fewer, one bad day of one person would be a mood
_NEGATIVE = -0.05


class Opinion(NamedTuple):
    """What a person said in English; ``groups`` are what they belong to, such as "role peer"."""

    person: str
    text: str
    groups: tuple[str, ...] = ()


def moods(opinions: Sequence[Opinion], complains: Callable[[str], bool]) -> list[Mood]:
    """The mood of all, then of each group; without those whose posts are too few to tell."""
    groups: dict[str, list[Opinion]] = defaultdict(list)
    for opinion in opinions:
        for group in ("", *opinion.groups):
            groups[group].append(opinion)
    found = (_mood(group, own, complains) for group, own in groups.items() if enough(own))
    return sorted(found, key=_place)


def _place(mood: Mood) -> tuple[str, int, str]:
    """All first, then group by group; companies from the smallest to the largest."""
    name, _, value = mood.group.partition(" ")
    return name, sizes.order(value) if name == "size" else 0, value


def enough(opinions: Iterable[Opinion]) -> bool:
    """Whether these posts are enough to judge a mood."""
    given = list(opinions)
    people = {opinion.person for opinion in given}
    return len(given) >= FEWEST_POSTS and len(people) >= FEWEST_PEOPLE


def _mood(group: str, own: Sequence[Opinion], complains: Callable[[str], bool]) -> Mood:
    people = len({opinion.person for opinion in own})
    complaints = sum(complains(opinion.text) for opinion in own)
    return Mood(group, len(own), people, complaints, bounds.least(complaints, len(own)))


def lexicon() -> Callable[[str], bool]:
    """The lexicon that judges whether a text complains.

    Raises:
        CioDigestError: the package with the lexicon is not installed.
    """
    try:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
    except ImportError:
        raise CioDigestError(
            'moods need the package vaderSentiment; install it with: pip install "cio-digest[mood]"'
        ) from None
    analyzer = SentimentIntensityAnalyzer()
    return lambda text: bool(analyzer.polarity_scores(text)["compound"] <= _NEGATIVE)
