"""Holds the stories that are still open, and finds the ones that an entry may belong to."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING

from cio_digest.stories.draft import keywords
from cio_digest.stories.nearby import CANDIDATES, POSTINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cio_digest.stories.story import OpenStory


class OpenStories:
    """The open stories and an index of their words; ``span`` is how long one stays open (seconds).

    ``known`` are the stories of earlier runs; their words are told by ``recall``.
    """

    def __init__(self, span: float, known: dict[int, OpenStory]) -> None:
        self._span = span
        # Word to stories, the one that used it last at the end (a dict serves as an ordered set).
        self._index: dict[int, dict[int, OpenStory]] = defaultdict(dict)
        self.stories = known

    def recall(self, word: int, stories: Iterable[int]) -> None:
        """Take in which known stories, of those that may grow, have used a word, the last last."""
        posting = self._index[word]
        for number in stories:
            if (story := self.stories.get(number)) and word in story.words:
                posting.pop(number, None)
                posting[number] = story

    def add(self, new: OpenStory) -> OpenStory:
        """Take in a new entry, into the story with that id."""
        words = list(new.total)
        story = self.stories.setdefault(new.id, new)
        if story is not new:
            story.extend(new)
            for word in words:
                self._post(story, word)
        else:
            for word in words:  # which no list has it for yet
                self._index[word][story.id] = story
        return story

    def merge(self, gone: OpenStory, into: OpenStory) -> OpenStory:
        """Put a whole story into another."""
        into.extend(gone)
        for word in gone.total:
            self._post(into, word)
            self._index[word].pop(gone.id, None)
        del self.stories[gone.id]
        return into

    def near(self, new: OpenStory) -> Iterator[OpenStory]:
        """The open stories that share a story's most telling words, the likeliest first."""
        scores: dict[int, float] = defaultdict(float)
        early, late = new.first - self._span, new.last + self._span
        for word in keywords(new.total):
            value = new.total[word]
            worth = value * value
            for story in islice(reversed(self._index.get(word, {}).values()), POSTINGS):
                if story.last < early:
                    break
                if story.first <= late and story is not new:
                    scores[story.id] += worth
        for number in sorted(scores, key=scores.__getitem__, reverse=True)[:CANDIDATES]:
            yield self.stories[number]

    def _post(self, story: OpenStory, word: int) -> None:
        posting = self._index[word]
        posting.pop(story.id, None)
        posting[story.id] = story
