"""A chosen story to the reason that stands beside it: what of its topic is in what is shown.

The match that earned the score may be another entry's than the headline's; the words that the
reader sees beside a headline are true of the headline, or say that they are not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.models import Share
from cio_digest.ranking import score
from cio_digest.text.speakers import name
from cio_digest.text.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cio_digest.models import Entry, Story, Term
    from cio_digest.ranking.topics import Hit, Match
    from cio_digest.search.kept import AnyMatcher

_KEYWORDS = {"whole", "unclear"}  # the kinds of hits that make a topic wanted
_SHARES = 12  # that a term is spelled out in, the others in one


def terms(
    terms: tuple[Term, ...],
    topic: str,
    story: Story,
    shown: Entry,
    matcher: AnyMatcher,
    titles: Mapping[str, str],
) -> tuple[Term, ...]:
    """The terms of a score, that of the topic with its reason and its shares.

    Args:
        terms: as they were summed up.
        topic: the name of the topic that the story stands under.
        story: with all its entries.
        shown: the entry whose title is the headline.
        matcher: of the reader's topics.
        titles: what sources are called, by their keys.
    """
    matched = [(e, m) for e in story.entries for m in matcher.match(e) if m.topic == topic]
    if not matched:
        return terms
    best = score.best(match for _, match in matched)[topic]
    own = next((match for entry, match in matched if entry is shown), None)
    report = next(entry for entry, match in matched if match is best)
    teller = "" if own is best else name(report, titles)
    reason = _reason(topic, own) or _reason(topic, best, elsewhere=True)
    return tuple(
        term._replace(reason=reason or term.reason, parts=_shares(term.value, best, own, teller))
        if term.name == "topic"
        else term
        for term in terms
    )


def _reason(topic: str, match: Match | None, *, elsewhere: bool = False) -> str:
    """The keyword that says most plainly why: in the title, the topic's own name, the rarest."""
    hits = [hit for hit in match.hits if hit.kind in _KEYWORDS] if match else []
    if not hits:
        return ""
    word = fold(topic)
    hit = max(hits, key=lambda hit: (hit.where == "title", fold(hit.keyword) == word, hit.value))
    return _words(hit, elsewhere=elsewhere)


def _words(hit: Hit, *, elsewhere: bool) -> str:
    place = "in another report" if elsewhere else f"in the {hit.where}"
    if hit.kind == "parts":
        return f"words of “{hit.keyword}” {place}"
    beside = ", which is often beside your keywords" if hit.kind == "companion" else ""
    return f"“{hit.keyword}” {place}{beside}"


def _shares(value: float, match: Match, own: Match | None, teller: str) -> tuple[Share, ...]:
    """What each word gives of a term of this value; one word alone needs no list.

    The words that count may be those of another report than the headline's, which is then named by
    its ``teller``, beside what the headline's ``own`` has of them.
    """
    if len(match.hits) < 2 or not match.score:
        return ()
    scale = value / match.score
    here = {hit.keyword: hit for hit in own.hits} if own else {}
    named = [
        Share(hit.value * scale, _whose(hit, here.get(hit.keyword), teller)) for hit in match.hits
    ]
    return (*named[:_SHARES], *_rest(named[_SHARES:]))


def _whose(hit: Hit, own: Hit | None, teller: str) -> str:
    """Where a word is: in the headline's report, in that of ``teller``, or in both."""
    if not teller:
        return _words(hit, elsewhere=False)
    if own is None:
        return f"{_words(hit, elsewhere=True)}, by {teller}"
    return f"{_words(own, elsewhere=False)}, and by {teller}"


def _rest(shares: list[Share]) -> Iterable[Share]:
    if shares:
        words = f"{len(shares)} more word{'s' if len(shares) > 1 else ''}"
        yield Share(sum(share.value for share in shares), words)
