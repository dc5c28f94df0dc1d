"""The words beside a story are true of its headline, or say that they are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.digest.test_make import CRM, by, config, make
from tests.feeds import saved

from cio_digest.digest import saved as kept
from cio_digest.digest.items import shown
from cio_digest.models import SavedSearch, Topic

if TYPE_CHECKING:
    from cio_digest.models import Item, Term
    from cio_digest.store import Store

URL = "https://a.example/x"
HALYARD = Topic("CRM", ("Halyard", "CRM", "seat pricing"))


def only(db: Store, *topics: Topic) -> Item:
    [item] = shown(make(db, given=config(*topics)))
    return item


def topic(item: Item) -> Term:
    return next(term for term in item.terms if term.name == "topic")


def test_the_topics_own_name_goes_before_a_rarer_word(db: Store) -> None:
    """Both stand in the title; the reader's section is called by one of them."""
    saved(db, by("a", "Halyard opens its CRM to all"))
    assert topic(only(db, HALYARD)).reason == "“CRM” in the title"


def test_a_word_of_the_title_goes_before_one_of_the_text(db: Store) -> None:
    """It is the title that the reader sees."""
    saved(db, by("a", "Halyard opens to all", text="What a CRM needs."))
    assert topic(only(db, HALYARD)).reason == "“Halyard” in the title"


def test_a_word_of_the_text_is_said_to_be_there(db: Store) -> None:
    """No title is said to hold what it does not."""
    saved(db, by("a", "Agents are opened to all", text="What a CRM needs. The CRM of Northwind."))
    assert topic(only(db, CRM)).reason == "“CRM” in the text"


def test_a_word_of_another_entry_is_said_to_be_there(db: Store) -> None:
    """The match that counts is a post's; the headline of the report has no keyword at all."""
    report = by("a", "Agents are opened to all, at no price per seat", url=URL)
    saved(
        db, report, by("b", "Northwind CRM", url=URL, network="mastodon", handle="@ada@b.example")
    )
    item = only(db, CRM)
    assert item.title == report.title
    assert topic(item).reason == "“CRM” in another report"


def test_a_word_of_both_reports_is_said_to_be_in_both(db: Store) -> None:
    """What the reason says of the headline, the list of words does not take back."""
    report = by("a", "Agents are opened to all, at no price per seat", url=URL, text="Of a CRM.")
    post = by("b", "Halyard CRM", url=URL, network="mastodon", handle="@ada@b.example")
    saved(db, report, post)
    item = only(db, HALYARD)
    assert item.title == report.title
    term = topic(item)
    assert term.reason == "“CRM” in the text"
    assert {part.reason for part in term.parts} == {
        "“CRM” in the text, and by @ada@b.example",
        "“Halyard” in another report, by @ada@b.example",
    }


def test_a_score_is_spelled_out_word_by_word(db: Store) -> None:
    """The shares of a topic sum to its term, and are kept with the digest."""
    saved(db, by("a", "Halyard opens its CRM to all", text="What seat pricing means."))
    item = only(db, HALYARD)
    term = topic(item)
    assert {part.reason for part in term.parts} == {
        "“Halyard” in the title",
        "“CRM” in the title",
        "“seat pricing” in the text",
    }
    assert sum(part.value for part in term.parts) == pytest.approx(term.value)
    made = make(db, given=config(HALYARD))
    assert kept.load(kept.dump(made)) == made


def test_a_long_list_of_words_is_cut_and_its_rest_summed_up(db: Store) -> None:
    """Thousands of keywords make no page of their own."""
    many = [f"word{'x' * n}" for n in range(20)]
    saved(db, by("a", f"CRM {' '.join(many)}"))
    term = topic(only(db, Topic("CRM", ("CRM", *many))))
    assert len(term.parts) == 13
    assert term.parts[-1].reason == "9 more words"
    assert sum(part.value for part in term.parts) == pytest.approx(term.value)


def test_what_a_search_found_is_there_by_the_search(db: Store) -> None:
    """Its section's stories are wanted by no topic."""
    saved(db, by("a", "A recipe for plum cake"))
    given = config()._replace(sections=(SavedSearch("Cakes", "plum"),))
    [item] = shown(make(db, given=given))
    assert item.terms[0].reason == "found by your search “plum”"
    assert sum(term.value for term in item.terms) == pytest.approx(item.score)
