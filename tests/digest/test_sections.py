"""A saved search is a section of every digest, with what nothing above it shows."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW
from tests.digest.test_make import by, config, make
from tests.feeds import saved

from cio_digest import config as configuration
from cio_digest.errors import ConfigError
from cio_digest.models import SavedSearch
from cio_digest.models.rows import Verdict
from cio_digest.store import feedback

if TYPE_CHECKING:
    from cio_digest.models import Digest
    from cio_digest.store import Store

SEATS = config()._replace(sections=(SavedSearch("Pricing", 'seats OR "per case"', 2),))


def sections(made: Digest) -> dict[str, list[str]]:
    return {section.title: [item.title for item in section.items] for section in made.sections}


def test_a_saved_search_has_a_section(db: Store) -> None:
    """Below the topics, at most so many, numbered on."""
    saved(
        db,
        by("a", "CRM seats are over"),
        by("b", "Theatre seats sold out"),
        by("c", "Lawyers bill per case"),
        by("d", "New seats for the council"),
        by("e", "Nothing of that"),
    )
    made = make(db, given=SEATS)
    found = sections(made)
    assert list(found) == ["CRM", "Pricing"]
    assert len(found["Pricing"]) == 2
    assert "CRM seats are over" not in found["Pricing"]
    assert [item.number for section in made.sections for item in section.items] == [1, 2, 3]


def test_no_story_stands_in_two_sections(db: Store) -> None:
    """What a topic or an earlier search shows is left out, however much room there is."""
    saved(db, by("a", "CRM seats are over"), by("b", "Theatre seats sold out"))
    searches = (SavedSearch("Seats", "seats", 9), SavedSearch("Theatre", "theatre OR seats", 9))
    found = sections(make(db, given=config()._replace(sections=searches)))
    assert found == {"CRM": ["CRM seats are over"], "Seats": ["Theatre seats sold out"]}


def test_it_looks_at_the_window_only(db: Store) -> None:
    """What came before the last digest is no news."""
    saved(db, by("b", "Theatre seats sold out", at=NOW - timedelta(days=9)))
    assert sections(make(db, given=SEATS)) == {}


def test_what_was_shown_is_not_shown_again(db: Store) -> None:
    """Not under a saved search either."""
    saved(db, by("b", "Theatre seats sold out"))
    assert "Pricing" in sections(make(db, given=SEATS))
    assert sections(make(db, NOW + timedelta(days=1), SEATS)) == {}


def test_what_the_reader_hid_is_not_shown(db: Store) -> None:
    """Neither under its topic nor under a saved search; what was not hidden stays."""
    saved(
        db,
        by("a", "CRM seats are over"),
        by("b", "Theatre seats sold out"),
        by("c", "Lawyers bill per case"),
    )
    rows = db.execute("SELECT story, title FROM entries WHERE title LIKE '% seats %'").fetchall()
    assert len(rows) == 2
    for story, title in rows:
        feedback.add(db, Verdict("hide", NOW, story, title, (), (), ()))
    assert sections(make(db, given=SEATS)) == {"Pricing": ["Lawyers bill per case"]}


def test_a_new_saved_search_makes_a_new_digest(db: Store) -> None:
    """Without waiting for tomorrow."""
    saved(db, by("b", "Theatre seats sold out"))
    assert sections(make(db)) == {}
    assert "Pricing" in sections(make(db, given=SEATS))


def test_a_search_of_a_source_that_is_gone_finds_nothing(db: Store) -> None:
    """The rest of the digest is there, and a line says why."""
    saved(db, by("a", "CRM seats are over"))
    gone = config()._replace(sections=(SavedSearch("Gone", "source:gone seats"),))
    made = make(db, given=gone)
    assert list(sections(made)) == ["CRM"]
    assert made.notes == (
        'The section “Gone” is empty: no source is called "gone"; see cio-digest sources list.',
    )


def test_a_search_may_name_what_the_file_has() -> None:
    """A topic and a voice in any case, a network of a bridge, an account, and any source."""
    text = (
        '[topics.CRM]\nkeywords = ["CRM"]\n[[feeds]]\nurl = "https://a.example/"\n'
        'network = "linkedin"\n[[voices]]\nname = "Ada Byron"\nfeeds = ["https://ada.example/"]\n'
        '[[sections]]\ntitle = "A"\nsearch = "topic:crm voice:byron voice:@bo@b.example '
        'network:linkedin network:Mastodon role:Peer source:any language:de since:7d"\n'
    )
    assert configuration.parse(text, "feeds.toml").sections


def test_sections_are_configured() -> None:
    """With a search that is understood when the file is read."""
    feed = '[[feeds]]\nurl = "https://a.example/"\n'
    text = feed + '[[sections]]\ntitle = "Pricing"\nsearch = "seats since:7d"\nmost = 5\n'
    found = configuration.parse(text, "feeds.toml")
    assert found.sections == (SavedSearch("Pricing", "seats since:7d", 5),)
    with pytest.raises(ConfigError, match=r"feeds\.toml:5:10: .*parenthesis is never closed"):
        configuration.parse(text.replace("seats since:7d", "(seats"), "feeds.toml")
