"""A story of the digest says where it is discussed and what voices say, and counts neither."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW
from tests.digest.test_make import by, config, make
from tests.feeds import saved

from cio_digest.digest import saved as kept
from cio_digest.digest.items import shown
from cio_digest.models import Item, Quote, Source, Talk
from cio_digest.store import talks, transaction

if TYPE_CHECKING:
    from cio_digest.config import Config
    from cio_digest.store import Store

HOUR = timedelta(hours=1)
ADA = Source(
    "mastodon://a.example/@ada@a.example", "mastodon", "https://a.example",
    handle="@ada@a.example", voice="Ada Byron", role="peer", network="mastodon",
)  # fmt: skip
REPORT = by("a", "Northwind opens its agent pricing", text="It drops per-seat fees for agents.")
SAID = "We leave at the next renewal if nobody defines what counts as resolved."
POST = by("b", SAID, url="https://a.example/@ada/1", links=(REPORT.canonical,))._replace(
    source=ADA.key, outlet="@ada@a.example", network="mastodon", handle="@ada@a.example",
    text=SAID, own=len(SAID),
)  # fmt: skip
THREAD = Talk("Hacker News", "https://news.ycombinator.com/item?id=1", 1240, 870)


def followed() -> Config:
    plain = config()
    return plain._replace(sources=(*plain.sources, ADA))


def discussed(db: Store) -> None:
    """Hacker News discusses the report, and two people the post."""
    ids = dict(db.execute("SELECT url, id FROM entries"))
    with transaction(db):
        talks.keep(
            db,
            [
                (ids[REPORT.url], THREAD),
                (ids[POST.url], Talk("Mastodon", POST.url, 2)),
            ],
        )


def story(db: Store) -> Item:
    """The one story of the digest."""
    (item,) = shown(make(db, given=followed()))
    return item


def test_a_story_says_where_it_is_discussed_and_what_voices_say(db: Store) -> None:
    """Beside its tellers, which stay as many as they are."""
    saved(db, REPORT, POST)
    before = story(db)
    assert before.talks == ()
    discussed(db)
    db.execute("DELETE FROM digests")
    after = story(db)
    assert after.talks == (THREAD,)
    assert after.quotes == (Quote("Ada Byron", SAID, POST.url),)
    assert (after.others, after.terms, after.score, after.days) == (
        before.others, before.terms, before.score, before.days,
    )  # fmt: skip
    assert db.execute("SELECT outlets FROM stories").fetchall() == [(2,)]


def test_a_printed_digest_keeps_what_it_showed(db: Store) -> None:
    """Though there are more comments by now."""
    saved(db, REPORT, POST)
    discussed(db)
    assert story(db).talks == (THREAD,)
    discussed_more = THREAD._replace(comments=5_000)
    with transaction(db):
        talks.keep(db, [(1, discussed_more)])
    assert story(db).talks == (THREAD,)


def test_a_late_story_has_its_discussion(db: Store) -> None:
    """What is added under "New since", too."""
    saved(db, by("c", "Why every CRM forgets its customers", NOW - 2 * HOUR))
    make(db, given=followed())
    saved(db, REPORT._replace(first_seen=NOW + HOUR, surfaced=NOW + HOUR), POST)
    discussed(db)
    made = make(db, NOW + 2 * HOUR, given=followed())
    assert [item.talks for item in made.late] == [(THREAD,)]


def test_digests_keep_talks_by_name(db: Store) -> None:
    """And those that were kept before there were any read on without."""
    saved(db, REPORT, POST)
    discussed(db)
    made = make(db, given=followed())
    text = kept.dump(made)
    assert kept.load(text) == made
    older = text.replace('"talks"', '"unknown"').replace('"quotes"', '"strange"')
    (item,) = shown(kept.load(older))
    assert (item.talks, item.quotes) == ((), ())


@pytest.mark.parametrize("role", ["vendor", "reporter"])
def test_who_sells_or_reports_is_not_quoted(db: Store, role: str) -> None:
    """Peers and analysts are."""
    saved(db, REPORT, POST)
    given = followed()
    sources = (*given.sources[:-1], ADA._replace(role=role))
    (item,) = shown(make(db, given=given._replace(sources=sources)))
    assert item.quotes == ()
