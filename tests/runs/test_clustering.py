"""Recent entries are clustered by what they say; old ones are filed, and only learnt from."""

from __future__ import annotations

import gc
from datetime import datetime, timedelta
from itertools import groupby, product
from typing import TYPE_CHECKING

import pytest
from tests.calls import counted
from tests.conftest import NOW
from tests.feeds import entry, saved

from cio_digest.runs import clustering, update
from cio_digest.store import clues as clue_table
from cio_digest.store import stories as story_table
from cio_digest.stories.fingerprints import fingerprint
from cio_digest.stories.likeness import likeness
from cio_digest.stories.rarity import read

if TYPE_CHECKING:
    from cio_digest.models import Entry
    from cio_digest.store import Store

LONG_AGO = NOW - timedelta(days=60)


def told(source: str, number: int, surfaced: datetime) -> Entry:
    """An entry whose words are its number's own, at the address of that number."""
    own = str(number).translate(str.maketrans("0123456789", "bdfghklmnp"))
    words = " ".join(f"{own}{word}" for word in ("northwind", "opens", "prices", "agents", "seats"))
    url = f"https://{source}.example/{number}"
    made = entry(words, source=source, url=url, surfaced=surfaced)
    return made._replace(guid=f"{source} {number}")


def tellers(db: Store) -> list[set[str]]:
    """The sources of each story of several entries."""
    rows = db.execute(
        "SELECT e.story, s.key FROM entries e JOIN sources s ON s.id = e.source ORDER BY e.story"
    ).fetchall()
    told = [[key for _, key in group] for _, group in groupby(rows, key=lambda row: row[0])]
    return [set(keys) for keys in told if len(keys) > 1]


def test_what_comes_in_while_others_are_learnt_from_waits(
    db: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another worker keeps answers meanwhile; what nobody has learnt from cannot be compared."""
    unlearnt = story_table.unlearnt_new

    def unlearnt_until_more_come(db: Store, *, most: int) -> list[int]:
        found = unlearnt(db, most=most)
        if not found:
            saved(db, told("b", 2, NOW), cluster=False)
        return found

    saved(db, told("a", 1, NOW), cluster=False)
    with monkeypatch.context() as patch:
        patch.setattr(story_table, "unlearnt_new", unlearnt_until_more_come)
        assert clustering.run(db) == 1
    assert clustering.run(db) == 1
    assert db.execute("SELECT count(*) FROM entries WHERE story IS NULL").fetchone() == (0,)


def test_old_entries_are_one_story_at_one_address(db: Store) -> None:
    """What two sources listed long ago at one address is one; what only sounds alike is two."""
    new = entry("Something recent", surfaced=NOW)
    same = "https://example.com/merger"
    one = told("a", 1, LONG_AGO)._replace(canonical=same)
    two = told("b", 1, LONG_AGO)._replace(canonical=same)
    other = told("c", 1, LONG_AGO)
    saved(db, new, one, two, other)
    assert tellers(db) == [{"a", "b"}]
    assert db.execute("SELECT count(*) FROM entries WHERE story IS NULL").fetchone() == (0,)
    assert sorted(db.execute("SELECT entries FROM stories")) == [(1,), (1,), (2,)]


def test_an_old_page_of_several_entries_is_no_story(db: Store) -> None:
    """A changelog, whose entries share an address, tells as many stories as it has entries."""
    page = "https://example.com/changes"
    entries = [told("a", n, LONG_AGO)._replace(canonical=page) for n in range(3)]
    saved(db, entry("Something recent", surfaced=NOW), *entries)
    assert tellers(db) == []


def test_a_first_fetch_compares_nothing_that_is_old(db: Store) -> None:
    """Of an archive the last entries of each source are read for their words, none compared."""
    old = [told("a", n, LONG_AGO - timedelta(hours=n)) for n in range(clustering.PAST + 50)]
    new = [told(source, 900, NOW) for source in "ab"]
    with counted(fingerprint, likeness) as calls:
        saved(db, *old, *new)
    assert calls[fingerprint.__name__] == clustering.PAST + len(new)
    assert calls[likeness.__name__] == 1
    assert tellers(db) == [{"a", "b"}]


def test_a_source_that_is_followed_later_costs_its_new_entries_only(db: Store) -> None:
    """What was learnt from once is not read again when more comes in."""
    saved(db, *(told("a", n, LONG_AGO - timedelta(hours=n)) for n in range(20)), told("a", 99, NOW))
    with counted(fingerprint) as calls:
        saved(db, told("b", 1, LONG_AGO), told("b", 2, NOW), told("a", 100, NOW))
    assert calls[fingerprint.__name__] == 3


def test_a_silent_source_is_learnt_from_when_it_has_news(db: Store) -> None:
    """Its archive says nothing of anybody's news until then."""
    with counted(fingerprint) as calls:
        saved(db, *(told("a", n, LONG_AGO) for n in range(20)), told("b", 90, NOW))
    assert calls[fingerprint.__name__] == 1
    with counted(fingerprint) as calls:
        saved(db, told("a", 91, NOW))
    assert calls[fingerprint.__name__] == 21


def test_a_store_that_forgot_its_words_learns_them_again(db: Store) -> None:
    """After an update that counts words in another way: by the last entries of every source."""
    saved(db, *(told("a", n, LONG_AGO) for n in range(30)), told("b", 900, NOW))
    words = len(read(clue_table.rarity(db)).of._counts)
    db.execute("DELETE FROM fingerprints")
    db.execute("DELETE FROM rarity")
    saved(db, told("c", 901, NOW))
    assert len(clue_table.fingerprints(db, range(1, 100))) == 32
    assert len(read(clue_table.rarity(db)).of._counts) > words


def test_how_rare_words_are_is_read_once_a_run(db: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many parts it learns and clusters in: it grows with all words of the store."""
    monkeypatch.setattr(clustering, "PART", 1)
    old = [told(source, n, LONG_AGO) for n, source in enumerate("abcd")]
    with counted(read) as calls:
        saved(db, *old, *(told(source, 99, NOW) for source in "abcd"))
    assert calls[read.__name__] == 1
    assert tellers(db) == [set("abcd")]


def test_no_garbage_is_looked_for_while_entries_are_clustered(
    db: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is it left out afterwards, even where something went wrong."""
    sought: list[bool] = []

    def noted(_: Store) -> int:
        sought.append(gc.isenabled())
        raise RuntimeError

    saved(db, told("a", 1, NOW), cluster=False)
    monkeypatch.setattr(clustering, "run", noted)
    with pytest.raises(RuntimeError):
        update.digestible(db)
    assert sought == [False]
    assert gc.isenabled()


def test_fingerprints_that_nobody_reads_are_swept(db: Store) -> None:
    """A day later, a source has those of its last entries, which tell what it always says."""
    some = clustering.PAST + 20
    saved(db, *(told("a", n, NOW - timedelta(minutes=n)) for n in range(some)))
    saved(db, told("b", 1, NOW + timedelta(days=2)))
    kept = "SELECT count(*) FROM fingerprints JOIN entries ON id = entry WHERE source = 1"
    assert db.execute(kept).fetchone() == (clustering.PAST,)
    assert story_table.unlearnt(db, ["a"], most=clustering.PAST) == []


def test_parts_are_clustered_as_one(db: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is common in all that came in is common to its first part, too."""
    names = [
        "".join(part)
        for part in product(("bo", "da", "fe", "gu"), ("ri", "mu", "ta", "ko"), "bdfkl")
    ]
    entries = [
        entry(
            f"Quorlim Vastig fair: {name} and {name}er",
            source=f"{name}.example",
            url=f"https://{name}.example/1",
            surfaced=NOW + timedelta(minutes=place),
        )
        for place, name in enumerate(names)
    ]
    monkeypatch.setattr(clustering, "PART", 3)
    saved(db, *entries)
    assert tellers(db) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Oracle reports second-quarter results", "Apple reports second-quarter results"),
        ("Gate leak CVE-2026-1234 is exploited", "Gate leak CVE-2026-5678 is exploited"),
    ],
)
def test_what_came_in_earlier_is_kept_apart_too(db: Store, first: str, second: str) -> None:
    """The same of another name, or another advisory, is another story in a later fetch."""
    for place, title in enumerate((first, second, f"{second} by many")):
        saved(db, entry(title, source=f"https://{place}.example/feed"))
    stories = [story for (story,) in db.execute("SELECT story FROM entries ORDER BY id")]
    assert stories[0] != stories[1] == stories[2]
