"""Figures of one source and one voice, computed by hand from the store with SQL of their own."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from statistics import median
from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import NOW

from cio_digest.scorecards import sources, voices

if TYPE_CHECKING:
    from tests.scorecards.conftest import World

MONTH = timedelta(days=30)
UNTIL = int(NOW.timestamp())
SINCE = UNTIL - 30 * 86_400
SOURCES = ("The Ledger", "Red Wax", "The Patchbay", "Growthloft")
VOICES = ("Ada Lindqvist", "Chiara Fontane", "Benedikt Aumann")

# A lead by hand: the first date of one's own against the first one of the press elsewhere, of
# stories whose every date was first seen within two days of it.
LEADS = """
WITH told AS (
  SELECT e.story, e.source, e.outlet, e.network, e.handle, e.published,
    e.published IS NOT NULL AND e.first_seen - e.published BETWEEN -900 AND 172800 AS believed
  FROM entries e JOIN stories s ON s.id = e.story
  WHERE s.outlets > 1 AND s.first > :since AND s.first <= :until
),
own AS (SELECT * FROM told WHERE source IN (SELECT id FROM sources WHERE key = :key)
        AND (:handle = '' OR handle = :handle)),
press AS (SELECT * FROM told t WHERE network = '' AND NOT EXISTS
          (SELECT 1 FROM own o WHERE o.story = t.story AND o.outlet = t.outlet))
SELECT min(p.published) - min(o.published) FROM own o JOIN press p ON p.story = o.story
GROUP BY o.story HAVING min(o.believed) AND min(p.believed)
"""


def one(world: World, query: str, **values: Any) -> Any:
    """The single value of a query."""
    (row,) = world.db.execute(query, {"since": SINCE, "until": UNTIL, **values}).fetchall()
    return row[0]


def key_of(world: World, title: str) -> str:
    (key,) = [each.key for each in world.config.sources if each.title == title]
    return key


def leads_of(world: World, key: str, handle: str = "") -> list[int]:
    values = {"since": SINCE, "until": UNTIL, "key": key, "handle": handle}
    return [row[0] for row in world.db.execute(LEADS, values)]


@pytest.mark.parametrize("title", SOURCES)
def test_every_figure_of_a_source(world: World, title: str) -> None:
    """Counted again one by one, each by a query that says only what it is."""
    cards = sources.scorecards(world.db, world.config, NOW, MONTH)
    (card,) = [each for each in cards if each.name == title]
    key = key_of(world, title)
    mine = "FROM entries e WHERE e.source = (SELECT id FROM sources WHERE key = :key)"
    recent = f"{mine} AND e.surfaced BETWEEN :since + 1 AND :until"
    other = "SELECT 1 FROM entries o WHERE o.story = e.story AND o.outlet <> e.outlet"
    assert card.posts == one(world, f"SELECT count(*) {recent}", key=key) > 0
    assert card.noisy == one(world, f"SELECT count(*) {recent} AND noise LIKE '%\"%'", key=key)
    assert card.alone == one(world, f"SELECT count(*) {recent} AND NOT EXISTS ({other})", key=key)
    assert card.last
    assert card.last.timestamp() == one(world, f"SELECT max(surfaced) {mine}", key=key)
    first = one(world, f"SELECT min(surfaced) {mine}", key=key)
    weeks = (UNTIL - max(first, SINCE)) / 604_800
    assert card.weekly == round(card.posts / weeks, 2)
    assert card.usual is None  # the demo world begins within the month
    digests = [json.loads(row[0]) for row in world.db.execute("SELECT value FROM digests")]
    began = max(SINCE, min(int(digest["since"]) for digest in digests))
    read = f"{mine} AND e.surfaced BETWEEN {began} + 1 AND :until"
    assert card.judged == one(world, f"SELECT count(*) {read}", key=key)
    reached = f"{read} AND e.story IN (SELECT story FROM shown)"
    assert card.shown == one(world, f"SELECT count(*) {reached}", key=key)


@pytest.mark.parametrize("title", SOURCES)
def test_minutes_are_those_of_the_digests_headlines(world: World, title: str) -> None:
    """All sources together took as long as all digests, each its own headlines."""
    cards = sources.scorecards(world.db, world.config, NOW, MONTH)
    (card,) = [each for each in cards if each.name == title]
    spent = total = 0.0
    for (value,) in world.db.execute("SELECT value FROM digests WHERE plain"):
        sections = json.loads(value)["sections"]
        for item in (item for section in sections for item in section["items"]):
            owner = world.db.execute(
                "SELECT s.key FROM entries e JOIN sources s ON s.id = e.source "
                "WHERE e.url = ? AND e.story = ? ORDER BY e.surfaced, e.id LIMIT 1",
                (item["url"], item["story"]),
            ).fetchone()
            total += item["minutes"]
            spent += item["minutes"] if owner == (key_of(world, title),) else 0
    assert card.minutes == pytest.approx(spent, abs=0.01)
    assert sum(each.minutes for each in cards) == pytest.approx(total, abs=0.3)


@pytest.mark.parametrize("title", SOURCES)
def test_firsts_leads_and_copies_of_a_source(world: World, title: str) -> None:
    """Of the stories that others told, too."""
    cards = sources.scorecards(world.db, world.config, NOW, MONTH)
    (card,) = [each for each in cards if each.name == title]
    key = key_of(world, title)
    found = leads_of(world, key)
    assert (card.stories, card.firsts) == (len(found), sum(ahead > 0 for ahead in found))
    assert card.lead == (timedelta(seconds=median(found)) if found else None)
    shared = (
        "FROM entries e JOIN stories s ON s.id = e.story WHERE s.outlets > 1 AND s.first > :since "
        "AND s.first <= :until AND e.source = (SELECT id FROM sources WHERE key = :key)"
    )
    assert card.told == one(world, f"SELECT count(*) {shared}", key=key)
    copied = (
        f"SELECT count(*) {shared} AND (SELECT o.outlet FROM entries o WHERE o.story = e.story "
        "AND lower(o.title) = lower(e.title) ORDER BY o.surfaced, o.id LIMIT 1) <> e.outlet"
    )
    assert card.copied == one(world, copied, key=key)


@pytest.mark.parametrize("name", VOICES)
def test_every_figure_of_a_voice(world: World, name: str) -> None:
    """Counted again from its posts; topics by the keywords as they stand in feeds.toml."""
    (voice,) = [each for each in world.config.voices if each.name == name]
    heard = voices.hear(world.db, world.config, NOW, MONTH, [voice])
    (standing,) = voices.leaderboard(world.db, world.config, heard, [voice])
    (key,) = [each.key for each in world.config.sources if each.voice == name]
    handle = f"@{name.partition(' ')[0].lower()}@example.social"
    told = world.db.execute(
        "SELECT title || ' ' || text, links, noise, likes, reposts, replies, NOT EXISTS "
        "(SELECT 1 FROM entries o WHERE o.story = e.story AND o.outlet <> e.outlet "
        " AND (o.surfaced < e.surfaced OR o.surfaced = e.surfaced AND o.id < e.id)) "
        "FROM entries e WHERE source = (SELECT id FROM sources WHERE key = ?) AND handle = ? "
        "AND surfaced > ? AND surfaced <= ?",
        (key, handle, SINCE, UNTIL),
    ).fetchall()
    reach = [likes + 2 * reposts + replies for _, _, _, likes, reposts, replies, _ in told]
    mine = [bool(topics_of(world, row[0])) for row in told]
    linking = [row for row in told if row[1] != "[]"]
    assert standing.posts == len(told) > 0
    assert standing.on_topic == sum(mine) > 0
    assert standing.noisy == sum(row[2] != "[]" for row in told)
    assert standing.links == len(linking)
    assert standing.original == sum(row[6] for row in linking)
    ratios = [(each + 1) / (median(reach) + 1) for each, on in zip(reach, mine, strict=True) if on]
    assert standing.engagement == round(median(ratios), 2)
    found = leads_of(world, key, handle)
    assert (standing.stories, standing.firsts) == (len(found), sum(each > 0 for each in found))
    assert standing.lead == timedelta(seconds=median(found))
    assert standing.boosts == one(
        world,
        "SELECT count(*) FROM entries WHERE handle <> :handle AND source = "
        "(SELECT id FROM sources WHERE key = :key)",
        key=key,
        handle=handle,
    )


def topics_of(world: World, text: str) -> set[str]:
    """The topics one of whose keywords stands in a text, in the singular or the plural."""
    return {
        topic.name
        for topic in world.config.topics
        for word in topic.keywords
        if re.search(rf"\b{re.escape(word)}s?\b", text, re.IGNORECASE)
    }
