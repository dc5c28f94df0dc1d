"""The stories that new entries are compared with are found by the clues they share."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.stories.test_join import NOON, entry

from cio_digest.stories import cluster

if TYPE_CHECKING:
    from cio_digest.models import Entry

DAY = 86_400


def draft(*entries: Entry) -> list[cluster.Draft]:
    prints, rarity = cluster.learn(entries, {}, cluster.Rarity())
    return cluster.drafts(entries, prints, rarity)


def test_a_clue_is_asked_for_once_in_a_span() -> None:
    """Two entries of one week ask together, one of another year for itself."""
    title = "Fabrikam sold"
    entries = [entry(title), entry(title, hours=24), entry(title, hours=24 * 365)]
    _, before = cluster.learn(entries, {}, cluster.Rarity())
    drafts = draft(*entries)
    asked = {(s.low, s.high) for s in cluster.searches(drafts, before) if s.clue < 2**32}
    noon = int(NOON.timestamp())
    assert asked == {
        (noon - 4 * DAY, noon + 5 * DAY),
        (noon + 361 * DAY, noon + 369 * DAY),
    }


def test_words_never_seen_are_not_asked_for() -> None:
    """Only addresses can lead anywhere where every word is new."""
    asked = cluster.searches(draft(entry("Fabrikam sold")), cluster.Rarity())
    assert {search.clue >= 2**32 for search in asked} == {True}


def test_stories_that_share_more_come_first() -> None:
    """Of many stories that share a word, those that share the most are compared."""
    [new] = draft(entry("Northwind buys Fabrikam"))
    words = list(new.vector)
    time = int(NOON.timestamp())
    traces = {words[0]: [(time, story) for story in range(1, 30)], words[1]: [(time, 29)]}
    found = cluster.nearby([new], traces)
    assert 29 in found
    assert len(found) == 12


def test_what_is_out_of_the_window_is_not_near() -> None:
    """A trace five days away leads nowhere."""
    [new] = draft(entry("Northwind buys Fabrikam"))
    far = int((NOON - timedelta(days=5)).timestamp())
    assert cluster.nearby([new], {word: [(far, 7)] for word in new.vector}) == set()


def test_an_address_is_a_clue() -> None:
    """The article that a post links to and the post itself leave one trace in common."""
    article = entry("Northwind buys Fabrikam")
    post = entry("Wow.", network="mastodon", links=(article.canonical,))
    left, asked = (cluster.clues(each) for each in draft(article, post))
    assert {clue for clue in left & asked if clue >= 2**32}
