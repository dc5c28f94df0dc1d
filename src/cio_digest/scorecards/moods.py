"""The entries of a story or a topic to the mood in what people on networks say of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cio_digest.scorecards import mood
from cio_digest.search import topical
from cio_digest.text import sizes
from cio_digest.text.speakers import speaker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from cio_digest.config import Config
    from cio_digest.models import Entry, Topic, Voice
    from cio_digest.models.scorecards import Mood
    from cio_digest.scorecards.voices import VoiceActivity
    from cio_digest.store import Store

SPAN = timedelta(days=30)
POSTS = 1_000  # entries of a topic, the newest


def of_topic(db: Store, config: Config, topic: Topic, now: datetime) -> list[Mood]:
    """How many of the posts of a month on a topic complain.

    Raises:
        CioDigestError: the lexicon is not installed.
    """
    told = topical.topical(db, [topic], now - SPAN, now, most=POSTS)
    return of_entries(config, (entry for _, entry in told))


def of_entries(config: Config, entries: Iterable[Entry]) -> list[Mood]:
    """How many of the posts among entries complain.

    Raises:
        CioDigestError: the lexicon is not installed.
    """
    return mood.moods([*_opinions(config, entries)], mood.lexicon())


def of_voices(config: Config, heard: VoiceActivity, by: str | None) -> list[Mood]:
    """How many of the own posts of voices complain: in all, and in each group by one fact.

    Raises:
        CioDigestError: the lexicon is not installed.
    """
    found = of_entries(config, (entry for told in heard.own.values() for entry in told))
    return [mood for mood in found if mood.group.partition(" ")[0] in {"", by}]


def _opinions(config: Config, entries: Iterable[Entry]) -> Iterator[mood.Opinion]:
    """What people say in English, each post once, with the role, sector and size of its voice."""
    voices = {voice.name: voice for voice in config.voices}
    speakers = {
        source.key: voices[source.voice] for source in config.sources if source.voice in voices
    }
    seen = set()
    for entry in entries:
        english = entry.language in {"", "en"} or entry.language.startswith("en-")
        if entry.network and english and entry.canonical not in seen:
            seen.add(entry.canonical)
            voice = speakers.get(entry.source)
            groups = _groups(voice) if voice else ()
            yield mood.Opinion(speaker(entry), entry.text or entry.title, groups)


def _groups(voice: Voice) -> tuple[str, ...]:
    facts = {"role": voice.role, "sector": voice.sector, "size": sizes.band(voice.size)}
    return tuple(f"{name} {value}" for name, value in facts.items() if value)
