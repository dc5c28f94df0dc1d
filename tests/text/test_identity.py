"""What names an item, and what is the same entry under another name."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from tests.conftest import NOW
from tests.feeds import entry

from cio_digest.models import Entry, RawEntry
from cio_digest.models.rows import ListedEntry
from cio_digest.text import identity
from cio_digest.text.identity import ItemName

PAGE = "https://ferry.example/notes"
DAY = timedelta(days=1)
LONG = "Ferries cross the bay every hour from six until ten, and twice an hour on market days."


@pytest.mark.parametrize(
    ("items", "named"),
    [
        ([("a", PAGE), ("b", PAGE)], [ItemName("a", own=True), ItemName("b", own=True)]),
        (
            [("N/A", f"{PAGE}/1"), ("N/A", f"{PAGE}/2")],
            [ItemName(f"{PAGE}/1"), ItemName(f"{PAGE}/2")],
        ),
        ([("", f"{PAGE}#1"), ("", f"{PAGE}#2")], [ItemName(), ItemName()]),
        ([("a", PAGE), ("", PAGE)], [ItemName("a", own=True), ItemName()]),
        ([(PAGE, ""), ("", PAGE)], [ItemName(PAGE, own=True), ItemName()]),
        ([("", ""), ("", PAGE)], [ItemName(), ItemName(PAGE)]),
    ],
    ids=["own ids", "one id for all", "fragments", "one without", "id is an address", "nothing"],
)
def test_what_items_share_names_none_of_them(
    items: list[tuple[str, str]], named: list[ItemName]
) -> None:
    """An id or an address counts only as far as no other item of the document bears it."""
    assert identity.names([RawEntry(id=name, url=url) for name, url in items]) == named


def listed(number: int, stored: Entry) -> ListedEntry:
    """An entry as the store holds it."""
    return ListedEntry(
        number, stored.guid, stored.canonical, stored.title, stored.text, stored.published
    )


def recognized(new: Entry, *old: Entry, held: int = 0, own: bool = True) -> int:
    """The number of the stored entry that a new one is, 0 for none; ``held`` are still listed."""
    stored = [listed(number, each) for number, each in enumerate(old, 1)]
    named = {each.guid: each for each in stored}
    present = list(range(1, held + 1))
    mine = [new.guid] if own else []
    (found,) = identity.recognized([new], mine, named, stored, present)
    return found.id


OLD = entry("Ferry fares rise", guid="1", canonical=f"{PAGE}/1", text=LONG)


@pytest.mark.parametrize(
    "changes",
    [
        {"guid": "9", "canonical": "https://harbour.example/posts/77"},
        {"guid": "9", "title": "Ferry fares to rise"},
        {"guid": "9", "published": NOW, "canonical": "https://harbour.example/notes/1"},
        {"guid": "9", "published": None, "canonical": "https://harbour.example/posts/77"},
        {"guid": "9", "canonical": "https://harbour.example/posts/77", "text": "Other words"},
        {"guid": "9", "title": "Boats to cost more", "canonical": f"{PAGE}/boats"},
        {"title": "Fares", "published": NOW, "canonical": PAGE},
        {"title": "Fares", "published": NOW, "text": "Other words"},
        {"title": "Fares", "canonical": PAGE, "text": "Other words"},
    ],
    ids=[
        "new domain",
        "headline",
        "new dates",
        "without dates",
        "new address and text",
        "headline and address",
        "its own id and text",
        "its own id and address",
        "its own id and date",
    ],
)
def test_the_entry_that_was_is_known_again(changes: dict[str, object]) -> None:
    """Once the document no longer has it under its former name."""
    assert recognized(OLD._replace(**changes), OLD) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changes",
    [
        {"guid": "9"},
        {"guid": "9", "published": NOW, "canonical": f"{PAGE}/2"},
        {"guid": "9", "title": "Boats to cost more", "canonical": f"{PAGE}/boats"},
    ],
    ids=["all the same", "next of a series", "headline and address"],
)
def test_what_is_still_listed_is_nothing_else(changes: dict[str, object]) -> None:
    """Two items of one document are two entries, however alike."""
    assert recognized(OLD._replace(**changes), OLD, held=1) == 0  # type: ignore[arg-type]


def test_a_short_note_is_known_by_its_path() -> None:
    """On another host with another date, too; at another path it is another one."""
    note = OLD._replace(text="Two more boats.")
    moved = note._replace(guid="9", published=NOW, canonical="https://harbour.example/notes/1")
    assert recognized(moved, note) == 1
    assert recognized(moved._replace(canonical="https://harbour.example/notes/2"), note) == 0


def test_a_revision_is_no_other_entry() -> None:
    """Where the id is the address with a mark of the revision, date and text may be new, too."""
    first = OLD._replace(guid=f"{PAGE}/1#revision1")
    second = first._replace(guid=f"{PAGE}/1#revision2", text="Boats", published=NOW)
    assert recognized(second, first) == 1
    assert recognized(second._replace(guid="revision2"), first) == 0


def test_the_next_of_a_series_is_not_the_one_that_fell_off_the_end() -> None:
    """A daily item with one title at one address, in a document that holds the last three."""
    days = [
        entry("Harbour hour", guid=str(n), canonical=PAGE, published=NOW - n * DAY) for n in (3, 2)
    ]
    new = entry("Harbour hour", guid="0", canonical=PAGE, published=NOW)
    gone, kept = days
    assert recognized(new, kept, gone, held=1) == 0


@pytest.mark.parametrize("published", [NOW, None], ids=["dated", "undated"])
def test_an_id_that_another_entry_bears_today_names_nothing(published: datetime | None) -> None:
    """Where an id counts places in the document, what has all else anew is news."""
    old = OLD._replace(published=published and published - DAY)
    new = old._replace(title="Boats late", text="Fog", canonical=f"{PAGE}/2", published=published)
    assert recognized(new, old) == 0


def test_a_page_that_holds_another_issue_each_day() -> None:
    """Without an id, what has title and date anew is another entry at the same address."""
    issue = entry("Letter 1", guid=PAGE, canonical=PAGE)
    assert recognized(issue._replace(title="Letter one"), issue, own=False) == 1
    assert recognized(issue._replace(published=NOW), issue, own=False) == 1
    assert recognized(issue._replace(title="Letter 2", published=NOW), issue, own=False) == 0
