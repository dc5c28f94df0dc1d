"""Search finds what a topic with the same keyword would: plurals, spellings, scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import NOW
from tests.feeds import entry, saved

from cio_digest.models.pages import Piece
from cio_digest.search import lookup, query, unspaced
from cio_digest.search.lookup import Scope, SearchOptions
from cio_digest.store.search import CLOSE, OPEN

if TYPE_CHECKING:
    from cio_digest.store import Store

TITLES = (
    "GPUs run short",
    "Straße wegen Messe gesperrt",
    "E-Mail lebt",
    "A co-pilot for accounts",
    "O’Neill leaves Aster",
    "Zero-trust networks at last",
    "Node.js 30",
    "Two analyses of one harbour",
    "Data centres of the north",
    "港湾局が人工知能を導入",
    "大手銀行がCRM刷新を発表",
    "DX推進室がSAPを選ぶ理由",
    "은행이 클라우드를 도입한다",
    "中国AI产业大会在北方召开",
    "A rail strike ends",
    "A.I. drafts a law",
    "AT&T sells its towers",
    "Start-ups of the north",
    "Wi-Fi for all",
)


def found(db: Store, typed: str) -> list[str]:
    """The titles that a search finds."""
    results = lookup.find(db, Scope((), ()), query.read(typed), NOW, SearchOptions(most=20))
    return ["".join(" " * p.spaced + p.text for p in each.title).strip() for each in results]


@pytest.fixture
def store(db: Store) -> Store:
    saved(db, *(entry(title) for title in TITLES))
    return db


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        *(("GPU", 0), ("gpu", 0), ("strasse", 1), ("Straße", 1), ("email", 2), ("e-mail", 2)),
        *(("Copilot", 3), ("ONeill", 4), ("O'Neill", 4), ("zerotrust", 5), ("zero-trust", 5)),
        *(("nodejs", 6), ("node.js", 6), ("analysis", 7), ("data center", 8), ("datacentre", 8)),
        *(("人工知能", 9), ("知能", 9), ("CRM", 10), ("crm -seat", 10), ("SAP", 11)),
        *(("클라우드", 12), ("AI", 13), ("title:大会", 13), ("(AI OR seat)", 13)),
        *(("AI", 15), ("AT & T", 16), ("towers + AT&T", 16), ("startup", 17), ("startups", 17)),
        *(("wifi", 18), ("wi-fi", 18)),
    ],
)
def test_a_word_is_found_as_texts_write_it(store: Store, typed: str, place: int) -> None:
    """Whatever the reader's spelling, and inside text without spaces."""
    assert TITLES[place] in found(store, typed)


@pytest.mark.parametrize("typed", ["AI", "RM", "ai -大会"])
def test_a_latin_word_does_not_go_on_in_latin_letters(store: Store, typed: str) -> None:
    """The letters of AI are in rail and those of RM in CRM, and neither is the word."""
    titles = found(store, typed)
    assert TITLES[14] not in titles
    assert TITLES[10] not in titles


def test_the_word_itself_is_marked_not_its_run(store: Store) -> None:
    """A reader sees why a headline was found."""
    (result,) = lookup.find(store, Scope((), ()), query.read("CRM"), NOW, SearchOptions())
    assert [piece for piece in result.title if piece.matched] == [Piece("CRM", True, spaced=False)]


@given(st.text(), st.lists(st.text(min_size=1)))
def test_narrower_marks_leave_the_text_as_it_is(text: str, sought: list[str]) -> None:
    """Only marks move."""
    plain = text.replace(OPEN, "").replace(CLOSE, "")
    marked = f"{OPEN}{plain}{CLOSE}"
    again = unspaced.narrowed(marked, sought)
    assert again.replace(OPEN, "").replace(CLOSE, "") == plain
